package dev.slipway.source;

import java.util.List;

/** The stacks that Slipway knows. Of two that know the same folder, the first has it. */
final class Stacks {
    static final PostgresStack POSTGRES = new PostgresStack();
    static final MariaDbStack MARIADB = new MariaDbStack();
    static final MongoStack MONGODB = new MongoStack();
    static final List<Store> DATABASES = List.of(POSTGRES, MARIADB, MONGODB);
    static final RedisStack REDIS = new RedisStack();
    static final List<Stack> ALL = List.of(
            new QuarkusStack(),
            new SpringStack(),
            new JavaStack(),
            new NextStack(),
            new SpaStack(),
            new NodeStack(),
            new DjangoStack(),
            new FastApiStack(),
            new PythonPageStack(),
            new GoStack(),
            new StaticStack(),
            POSTGRES,
            MARIADB,
            MONGODB,
            REDIS);

    private Stacks() {}

    static Stack of(String id) {
        return ALL.stream()
                .filter(stack -> stack.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such stack: " + id));
    }
}
