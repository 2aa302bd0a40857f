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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Redis 8 from Debian. It may hold a queue and not only a cache, so it keeps its data in a volume. */
public final class Redis implements Store {
    private static final List<String> LIBRARIES = List.of(
            "redis",
            "ioredis",
            "@redis/client",
            "bullmq",
            "bull",
            "bee-queue",
            "connect-redis",
            "@nestjs/bullmq",
            "aioredis",
            "arq",
            "rq",
            "fastapi-limiter",
            "hiredis",
            "django-redis",
            "channels-redis",
            "@db/redis",
            "predis/predis",
            "ext-redis",
            "sidekiq",
            "fred",
            "redix",
            "github.com/redis/go-redis",
            "github.com/go-redis/redis",
            "github.com/gomodule/redigo",
            "quarkus-redis-client",
            "quarkus-redis-cache",
            "spring-boot-starter-data-redis",
            "spring-boot-starter-data-redis-reactive",
            "spring-session-data-redis",
            "jedis",
            "lettuce-core",
            "redisson");
    private static final Pattern URL = Pattern.compile(
            "(.*_)?(REDIS|VALKEY|BULL|QUEUE_REDIS)(?!.*REST)(_.*)?_(UR[LI]|DSN)|REDIS|(CELERY_)?(BROKER_URL|RESULT_BACKEND)|(ARQ|RQ|CACHE|KV)_(UR[LI]|DSN)|RATE_?LIMIT_STORAGE_UR[LI]|RATELIMIT_STORAGE_URL");
    private static final Pattern PART = Pattern.compile(
            "(?:\\w+_)?(?:REDIS|VALKEY|REDISDB)_?(HOST(?:NAME)?|SERVER|PORT|PASS(?:WORD)?|AUTH|ADDR(?:ESS)?)");
    private static final Pattern GIVEN = Pattern.compile("rediss?://[^/]*(/\\d+)?.*");

    public static final String ID = "redis";
    public static final String URL_FORM = "redis://:{password}@{host}:{port}/0";
    private static final Pattern SCHEMES = Pattern.compile("redis");
    private static final Pattern CLIENT = Pattern.compile("(?i)redis|\\b(arq|rq)\\b");
    private static final int PORT = 6379;
    /** Variable with the password. Secrets of one name share a value, so a service that reads this name gets the password. */
    public static final String PASSWORD = "REDIS_PASSWORD";

    private static final SharedPassword SHARED = new SharedPassword(ID, PASSWORD);
    private static final String DATA = "/var/lib/redis";

    @Override
    public int port() {
        return PORT;
    }

    @Override
    public String id() {
        return ID;
    }

    /** It holds all data in memory, and needs more for a moment while it rewrites its file. */
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

    /** @param password whether its users can give one */
    private static Service service(List<String> evidence, boolean password) {
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
    public Role role() {
        return Role.CACHE;
    }

    @Override
    public boolean accounts() {
        return false;
    }

    @Override
    public List<String> libraries() {
        return LIBRARIES;
    }

    @Override
    public String form() {
        return URL_FORM;
    }

    @Override
    public Optional<String> secret() {
        return Optional.of(PASSWORD);
    }

    @Override
    public Optional<Value.OfStore> leads(EnvVar variable, String form) {
        return form(variable.name().toUpperCase(Locale.ROOT), variable.text()).map(Redis::value);
    }

    @Override
    public String unreached(Service service, String library) {
        return library + " is for Redis, and no variable of " + service.name()
                + " leads to one: it is not brought up (read REDIS_URL from the environment, then it is)";
    }

    /** The path is the number of its database. */
    @Override
    public String urlForm(String scheme, boolean credentials, String path) {
        return scheme + "://:{password}@{host}:{port}/" + (path.isEmpty() ? "0" : path);
    }

    @Override
    public Pattern schemes() {
        return SCHEMES;
    }

    @Override
    public String images() {
        return "redis(?:mod)?|valkey|keydb|dragonfly";
    }

    @Override
    public Pattern client() {
        return CLIENT;
    }

    /** A password in the code belongs to another server: this server has a generated password or none. */
    @Override
    public boolean admits(String password) {
        return password.isEmpty();
    }

    @Override
    public boolean named() {
        return true;
    }

    @Override
    public Keeping keeping() {
        return new Keeping(
                ID,
                DATA,
                List.of(
                        "/bin/sh",
                        "-c",
                        "test \"$(REDISCLI_AUTH=\"${REDIS_PASSWORD:-}\" redis-cli -h 127.0.0.1 -p @port@ ping)\" = PONG"),
                // Without the password, the answer asks for one, which shows that the server runs.
                "redis-cli -h @host@ -p @port@ ping",
                "redis-cli");
    }

    @Override
    public StoreQuestion question(StoreQuestion.Access access) {
        return StoreQuestion.ping(
                "/bin/sh -c 'REDISCLI_AUTH=\"${REDIS_PASSWORD:-}\" redis-cli -h 127.0.0.1 -p " + access.port()
                        + " ping'",
                "PONG",
                access.port());
    }

    /** The server has a password if all its users can give one. Each user then gets it in a variable. */
    @Override
    public JoinResult join(Tree tree, List<Service> services, List<String> evidence, boolean open) {
        boolean password = !open && services.stream().allMatch(SHARED::givenBy);
        List<Service> users = services.stream()
                .map(service -> password ? SHARED.protectedBy(service) : SHARED.changed(service, Redis::open))
                .toList();
        return new JoinResult(
                service(evidence, password),
                users,
                password
                        ? List.of()
                        : List.of(
                                evidence.getFirst() + ": the code gives Redis no password, so it has none: the network"
                                        + " lets in only those who use it"));
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

    /**
     * The part of the address of Redis that a variable stands for, as a template; empty if it has nothing to do with
     * Redis.
     */
    public static Optional<String> form(String name, String value) {
        Matcher given = GIVEN.matcher(value);
        boolean url = given.matches();
        if (url || value.isEmpty() && URL.matcher(name).matches()) {
            String number = url && given.group(1) != null ? given.group(1) : "/0";
            return Optional.of(URL_FORM.replaceFirst("/0$", number));
        }
        Matcher part = PART.matcher(name);
        if (!part.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (part.group(1).charAt(0)) {
                    case 'H', 'S' -> "{host}";
                    case 'A' -> part.group(1).equals("AUTH") ? "{password}" : "{host}:{port}";
                    default -> part.group(1).equals("PORT") ? "{port}" : "{password}";
                });
    }

    /** A value that leads to Redis. @param form a template */
    public static Value.OfStore value(String form) {
        return Value.of(ID, form);
    }

    /** The same value for a server without a password. */
    private static Value open(Value value) {
        return switch (value) {
            case Value.StorePart part -> part.part() == Value.Part.PASSWORD ? new Value.Literal("") : part;
            case Value.StoreUrl url -> new Value.StoreUrl(ID, url.form().replace(":{password}@", ""));
            default -> value;
        };
    }
}
