package dev.slipway.assist.field;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.slipway.assist.plan.ResourceKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The fields of a kind with a single value, read from the API's own types. Of lists it has the first container's fields only. */
public final class FieldTree {
    private static final Map<ResourceKind, List<Leaf>> TREES = new ConcurrentHashMap<>();
    private static final Set<String> LEFT_OUT =
            Set.of("apiVersion", "kind", "metadata", "status", "additionalProperties", "serviceAccount", "lifecycle");
    private static final int DEEPEST = 10;
    /** Endings that people leave out, since they are in the value or go without saying. */
    private static final String UNIT = "(?:seconds|ms|name)$";

    private FieldTree() {}

    /** What a field takes. */
    public enum Takes {
        NUMBER,
        TRUTH,
        TEXT,
        NUMBER_OR_TEXT
    }

    /**
     * One field.
     *
     * @param path such as {@code spec/template/spec/containers/0/tty}
     */
    public record Leaf(String path, Takes takes) {
        public String name() {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        /** The path of the object that has it. */
        public String parent() {
            return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
        }

        boolean inSeconds() {
            return name().endsWith("Seconds");
        }

        /** Whether its name is more than one English word. */
        boolean compound() {
            return !name().equals(name().toLowerCase(Locale.ROOT));
        }

        /** Whether letters without spaces are its name, or the last words of it. */
        boolean isCalled(String letters) {
            String name = name().toLowerCase(Locale.ROOT);
            if (name.equals("type") && parent().endsWith("Strategy")) {
                // "the OnDelete update strategy" is the type of it.
                return letters.equals(
                        parent().substring(parent().lastIndexOf('/') + 1).toLowerCase(Locale.ROOT));
            }
            return letters.equals(name) || (compound() && (letters.equals(plain()) || isEnd(letters)));
        }

        private String plain() {
            return name().toLowerCase(Locale.ROOT).replaceFirst(UNIT, "");
        }

        /** "pull policy" is the end of imagePullPolicy; one word alone would be the end of too much. */
        private boolean isEnd(String letters) {
            String plain = plain();
            if (letters.isEmpty() || !plain.endsWith(letters)) {
                return false;
            }
            String end = name().substring(plain.length() - letters.length());
            long words = end.chars().filter(Character::isUpperCase).count();
            return Character.isUpperCase(end.charAt(0)) && words - (name().length() > plain.length() ? 1 : 0) >= 2;
        }
    }

    public static List<Leaf> of(ResourceKind kind) {
        return TREES.computeIfAbsent(kind, FieldTree::read);
    }

    private static List<Leaf> read(ResourceKind kind) {
        HasMetadata empty = new KubernetesSerialization()
                .unmarshal("{\"apiVersion\":\"" + kind.apiVersion() + "\",\"kind\":\"" + kind.kind() + "\"}");
        List<Leaf> leaves = new ArrayList<>();
        walk("", empty.getClass(), new ArrayList<>(), leaves);
        return List.copyOf(leaves);
    }

    private static void walk(String path, Class<?> type, List<Class<?>> above, List<Leaf> leaves) {
        if (above.contains(type) || above.size() > DEEPEST) {
            return;
        }
        above.add(type);
        for (Field field : type.getDeclaredFields()) {
            JsonProperty named = field.getAnnotation(JsonProperty.class);
            if (named == null || Modifier.isStatic(field.getModifiers()) || LEFT_OUT.contains(named.value())) {
                continue;
            }
            add(path.isEmpty() ? named.value() : path + "/" + named.value(), field, above, leaves);
        }
        above.removeLast();
    }

    private static void add(String path, Field field, List<Class<?>> above, List<Leaf> leaves) {
        Class<?> type = field.getType();
        if (type == Integer.class || type == Long.class) {
            leaves.add(new Leaf(path, Takes.NUMBER));
        } else if (type == Boolean.class) {
            leaves.add(new Leaf(path, Takes.TRUTH));
        } else if (type == String.class) {
            leaves.add(new Leaf(path, Takes.TEXT));
        } else if (type == IntOrString.class) {
            leaves.add(new Leaf(path, Takes.NUMBER_OR_TEXT));
        } else if (type == List.class && field.getName().equals("containers")) {
            Type item = field.getGenericType() instanceof ParameterizedType list
                    ? list.getActualTypeArguments()[0]
                    : Object.class;
            if (item instanceof Class<?> container) {
                walk(path + "/0", container, above, leaves);
            }
        } else if (type.getName().startsWith("io.fabric8.kubernetes.api.model.")) {
            walk(path, type, above, leaves);
        }
    }
}
