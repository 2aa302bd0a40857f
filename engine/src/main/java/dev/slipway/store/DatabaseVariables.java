package dev.slipway.store;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Value;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides by their names which variables lead to a database, for services with a driver for one. */
public final class DatabaseVariables {
    private static final Pattern URL = Pattern.compile(
            "(.*_)?(DATABASE|POSTGRES(QL)?|PG|DB|MYSQL|MARIADB|SQLALCHEMY_DATABASE)_(PRISMA_)?(UR[LI]|DSN)(_NON_POOLING)?");
    private static final Pattern PART = Pattern.compile(
            "(?:DB|DATABASE|SQL|POSTGRES|POSTGRESQL|PG|MYSQL|MARIADB|MONGO|MONGODB|MONGO_INITDB(?:_ROOT)?)_?(HOST(?:NAME)?|SERVER|PORT|USER(?:NAME)?|PASS(?:WORD|WD)?|PWD|(?:DB|DATABASE)_?NAME|NAME|DB|DATABASE)");

    private DatabaseVariables() {}

    /**
     * The part of a database's address that a variable stands for.
     *
     * @param form of the URL that the program's library takes
     */
    static Optional<Value.OfStore> value(String store, EnvVar variable, String form) {
        return url(variable.name())
                ? Optional.of(url(store, variable, form))
                : part(variable.name()).map(part -> Value.of(store, part));
    }

    /** The URL in this form. Its scheme is that of the variable's own default, if that has one. */
    static Value.OfStore url(String store, EnvVar variable, String form) {
        String scheme = DatabaseUrls.scheme(variable.text());
        return Value.of(store, scheme.isEmpty() ? form : form.replaceFirst("^[^:]+", scheme));
    }

    /** Whether a variable of this name leads to a database. */
    public static boolean leads(String name) {
        return url(name) || part(name).isPresent();
    }

    /** Whether it holds the whole URL. */
    public static boolean url(String name) {
        return URL.matcher(name.toUpperCase(Locale.ROOT)).matches();
    }

    /** The part of the database's address that it holds, as a template. */
    public static Optional<String> part(String name) {
        Matcher part = PART.matcher(name.toUpperCase(Locale.ROOT));
        if (!part.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (part.group(1).charAt(0)) {
                    case 'H', 'S' -> "{host}";
                    case 'U' -> "{user}";
                    case 'P' -> part.group(1).equals("PORT") ? "{port}" : "{password}";
                    default -> "{database}";
                });
    }
}
