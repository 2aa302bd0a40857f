package dev.slipway.store;

import dev.slipway.application.Value;
import java.util.List;
import java.util.Optional;

/** The stores that Slipway brings up. */
public final class Stores {
    public static final Store POSTGRES = new Postgres();

    /** In the order in which they are brought up. */
    public static final List<Store> ALL = List.of(POSTGRES, new MariaDb(), new MongoDb(), new Redis());

    private Stores() {}

    public static Store of(String id) {
        return ALL.stream()
                .filter(store -> store.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such store: " + id));
    }

    /** The store that URLs of a scheme lead to. @param scheme without {@code ://}, perhaps with a driver behind a {@code +} */
    public static Optional<Store> ofScheme(String scheme) {
        String plain = scheme.replaceFirst("\\+.*", "");
        return ALL.stream()
                .filter(store -> store.schemes().matcher(plain).matches())
                .findFirst();
    }

    /** The database that a URL of this form leads to; Postgres if its scheme tells nothing. */
    public static Store ofUrl(String form) {
        return ofScheme(DatabaseUrls.scheme(form)).orElse(POSTGRES);
    }

    /** What leads to a database. @param form of its URL, whose scheme tells which database it is */
    public static Value.OfStore value(String form) {
        return Value.of(ofUrl(form).id(), form);
    }

    /** A part of what leads to a database. @param scheme of its URL */
    public static Value.OfStore value(String scheme, String template) {
        return Value.of(ofUrl(scheme + "://").id(), template);
    }
}
