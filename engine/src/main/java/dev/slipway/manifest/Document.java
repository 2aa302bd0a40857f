package dev.slipway.manifest;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON, TOML or YAML file: an object, a list, a text, a number or a truth value. A missing value is an
 * empty document.
 */
public final class Document implements Iterable<Document> {
    public static final Document MISSING = new Document(null);

    private final @Nullable Object value;

    private Document(@Nullable Object value) {
        this.value = value;
    }

    /** @param value maps, lists, texts, numbers and truth values, as parsers return them */
    static Document of(@Nullable Object value) {
        return value == null ? MISSING : new Document(value);
    }

    /** The value of this key; missing if this is no object or does not have the key. */
    public Document path(String key) {
        return of(object().get(key));
    }

    /** The value at this place of a list; missing if there is none. */
    public Document path(int index) {
        List<?> list = list();
        return index < list.size() ? of(list.get(index)) : MISSING;
    }

    public boolean has(String key) {
        return object().containsKey(key);
    }

    public boolean isMissing() {
        return value == null;
    }

    public boolean isObject() {
        return value instanceof Map;
    }

    public boolean isArray() {
        return value instanceof List;
    }

    public boolean isString() {
        return value instanceof String;
    }

    public boolean isEmpty() {
        return object().isEmpty() && list().isEmpty();
    }

    public String asString() {
        return asString("");
    }

    /**
     * The value as text; numbers and truth values become text, too.
     *
     * @param otherwise the result if the value is missing, an object or a list
     */
    public String asString(String otherwise) {
        return value == null || isObject() || isArray() ? otherwise : value.toString();
    }

    public boolean asBoolean(boolean otherwise) {
        return value instanceof Boolean truth ? truth : otherwise;
    }

    /** The entries of an object, in their order. */
    public Set<Map.Entry<String, Document>> properties() {
        Map<String, Document> entries = new LinkedHashMap<>();
        object().forEach((key, one) -> entries.put(String.valueOf(key), of(one)));
        return Collections.unmodifiableSet(entries.entrySet());
    }

    public Set<String> propertyNames() {
        Map<String, Boolean> names = new LinkedHashMap<>();
        object().keySet().forEach(key -> names.put(String.valueOf(key), true));
        return Collections.unmodifiableSet(names.keySet());
    }

    /** Iterates over the values of a list or of an object. */
    @Override
    public Iterator<Document> iterator() {
        return (isArray() ? list() : object().values())
                .stream().map(Document::of).iterator();
    }

    public Stream<Document> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    private Map<?, ?> object() {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private List<?> list() {
        return value instanceof List<?> list ? list : List.of();
    }
}
