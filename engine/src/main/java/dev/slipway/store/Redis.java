package dev.slipway.store;

import dev.slipway.application.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a service asks for Redis, and which of its variables lead there. */
public final class Redis {
    private static final List<String> DRIVERS = List.of(
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
            "channels-redis");
    private static final Pattern URL = Pattern.compile(
            "(.*_)?(REDIS|VALKEY|BULL|QUEUE_REDIS)(?!.*REST)(_.*)?_(UR[LI]|DSN)|REDIS|(CELERY_)?(BROKER_URL|RESULT_BACKEND)|(ARQ|RQ|CACHE|KV)_(UR[LI]|DSN)|RATE_?LIMIT_STORAGE_UR[LI]|RATELIMIT_STORAGE_URL");
    private static final Pattern PART = Pattern.compile(
            "(?:\\w+_)?(?:REDIS|VALKEY|REDISDB)_?(HOST(?:NAME)?|SERVER|PORT|PASS(?:WORD)?|AUTH|ADDR(?:ESS)?)");
    private static final Pattern GIVEN = Pattern.compile("rediss?://[^/]*(/\\d+)?.*");

    public static final String ID = "redis";
    public static final String URL_FORM = "redis://:{password}@{host}:{port}/0";

    private Redis() {}

    /** The driver among a service's libraries. */
    public static Optional<String> driver(Predicate<String> has) {
        return DRIVERS.stream().filter(has).findFirst();
    }

    /** What of Redis a variable stands for, as a template; empty where it has nothing to do with it. */
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

    /** What leads there. @param form a template */
    public static Value.OfStore value(String form) {
        return Value.of(ID, form);
    }

    /** The same for one that asks for no password. */
    public static Value open(Value.OfStore value) {
        return switch (value) {
            case Value.StorePart part -> part.part() == Value.Part.PASSWORD ? new Value.Literal("") : part;
            case Value.StoreUrl url -> new Value.StoreUrl(ID, url.form().replace(":{password}@", ""));
        };
    }
}
