package dev.slipway.store;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Health;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.Map;

/** Redis 8 from Debian. What it holds may be a queue, not only a cache: it is kept in a volume. */
public final class RedisStack implements Store {
    public static final String ID = Redis.ID;
    private static final int PORT = 6379;
    /** Its value is shared, as each secret's of one name: what a service itself calls so is the same password. */
    public static final String PASSWORD = "REDIS_PASSWORD";

    private static final String DATA = "/var/lib/redis";

    @Override
    public String id() {
        return ID;
    }

    /** All that it holds is in memory, and more for a moment while it writes its file anew. */
    @Override
    public Profile profile() {
        return new Profile(60, new Profile.Sizing(100, 256, 256, 60), List.of(), List.of());
    }

    @Override
    public String variable() {
        return "REDIS_URL";
    }

    @Override
    public Service service(Tree tree, List<String> evidence) {
        return service(evidence, true);
    }

    /** @param password whether those who use it can give one */
    public Service service(List<String> evidence, boolean password) {
        return new Service(
                ID,
                Role.CACHE,
                ID,
                "Redis 8",
                "",
                PORT,
                password ? List.of(EnvVar.of(PASSWORD, new Value.Secret(), true, evidence.getFirst())) : List.of(),
                List.of(),
                Health.NONE,
                List.of(),
                evidence);
    }

    @Override
    public BuildPlan plan(Tree tree, Service service) {
        return plan(
                tree,
                List.of("coreutils", "dash", "redis-server", "redis-tools"),
                List.of("adduser", "init-system-helpers"),
                new RunConfig(
                        List.of(program()),
                        Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"),
                        DATA,
                        LayerPaths.NONROOT,
                        PORT,
                        List.of("/tmp", DATA)));
    }
}
