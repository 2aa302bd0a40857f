package dev.slipway.store;

import java.util.List;

/** The stores that Slipway brings up. */
public final class Stores {
    public static final Store POSTGRES = new PostgresStack();
    public static final Store MARIADB = new MariaDbStack();
    public static final Store MONGODB = new MongoStack();
    public static final List<Store> DATABASES = List.of(POSTGRES, MARIADB, MONGODB);
    public static final RedisStack REDIS = new RedisStack();
    public static final List<Store> ALL = List.of(POSTGRES, MARIADB, MONGODB, REDIS);

    private Stores() {}

    public static Store of(String id) {
        return ALL.stream()
                .filter(store -> store.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such store: " + id));
    }
}
