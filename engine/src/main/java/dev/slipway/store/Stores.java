package dev.slipway.store;

import dev.slipway.application.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The stores that Slipway deploys. */
public final class Stores {
    public static final Store POSTGRES = new Postgres();

    /** All stores, in the order in which they are looked for. */
    public static final List<Store> ALL = List.of(
            POSTGRES,
            new MariaDb(),
            new MongoDb(),
            new Redis(),
            new RabbitMq(),
            new Kafka(),
            new Nats(),
            new Memcached());

    /** Programs that look into a store, copy it, or stand before it. */
    private static final Pattern FOR_PEOPLE = Pattern.compile(
            ".*(express|exporter|commander|insight|admin|backup|proxy|bouncer|client|postgrest|browser|ui|operator)");

    private Stores() {}

    /**
     * The stores that are no databases and for which a program has a library.
     *
     * @param has whether it depends on a library of this name
     * @param place of the dependency
     */
    public static List<StoreUse> uses(Predicate<String> has, UnaryOperator<String> place) {
        return ALL.stream()
                .flatMap(store -> store.libraries().stream()
                        .filter(has)
                        .limit(1)
                        .map(library -> new StoreUse(store.id(), store.form(), place.apply(library) + ": " + library)))
                .toList();
    }

    public static Store of(String id) {
        return ALL.stream()
                .filter(store -> store.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such store: " + id));
    }

    /**
     * The store to which URLs of a scheme lead.
     *
     * @param scheme without {@code ://}, perhaps with a driver behind a {@code +}
     */
    public static Optional<Store> ofScheme(String scheme) {
        String plain = scheme.replaceFirst("\\+.*", "");
        return ALL.stream()
                .filter(store -> store.schemes().matcher(plain).matches())
                .findFirst();
    }

    /** The store that an image is. @param image as {@code bitnami/redis:8}; tools for a store, whose names begin as its own, are none */
    public static Optional<Store> ofImage(String image) {
        String name = image.replaceFirst("[:@].*", "").replaceFirst(".*/", "").toLowerCase(Locale.ROOT);
        return FOR_PEOPLE.matcher(name).matches()
                ? Optional.empty()
                : ALL.stream()
                        .filter(store -> name.matches("(?:[\\w-]*-)?(?:" + store.images() + ")(?:[-_]?\\w+)*"))
                        .findFirst();
    }

    /** The database to which a URL of this form leads; Postgres if its scheme says nothing. */
    public static Store ofUrl(String form) {
        return form.equals(DatabaseUrls.MYSQL_OF_GO)
                ? of(MariaDb.ID)
                : ofScheme(DatabaseUrls.scheme(form)).orElse(POSTGRES);
    }

    /** The value that leads to a database. @param form of its URL, whose scheme says which database it is */
    public static Value.OfStore value(String form) {
        return Value.of(ofUrl(form).id(), form);
    }

    /** A part of a database's address. @param scheme of its URL */
    public static Value.OfStore value(String scheme, String template) {
        return Value.of(ofUrl(scheme + "://").id(), template);
    }
}
