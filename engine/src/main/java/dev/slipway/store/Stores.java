package dev.slipway.store;

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
}
