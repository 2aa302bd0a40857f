package dev.slipway.store;

import dev.slipway.application.EnvVar;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Whether a service asks for MongoDB, and which of its variables lead there. */
public final class MongoDb {
    public static final String FORM = "mongodb" + DatabaseUrls.REST;

    private static final List<String> DRIVERS = List.of(
            "mongoose",
            "mongodb",
            "@nestjs/mongoose",
            "connect-mongo",
            "pymongo",
            "motor",
            "beanie",
            "mongoengine",
            "flask-pymongo",
            "odmantic");
    private static final Pattern URL =
            Pattern.compile("MONGO(DB)?|(.*_)?MONGO(DB)?(_\\w+)?_(UR[LI]|DSN|CONN\\w*|STRING)|ATLAS_UR[LI]"
                    + "|(DB|DATABASE)_(CONN\\w*|STRING|LINK)|CONNECTION_(STRING|UR[LI])");
    private static final Pattern GIVEN = Pattern.compile("mongodb(\\+srv)?://.*");

    private MongoDb() {}

    /** The form of its URL for a service with a driver; empty for one without. */
    public static String url(Predicate<String> has) {
        return DRIVERS.stream().anyMatch(has) ? FORM : "";
    }

    /** Whether a variable of a service with a driver is the URL, by its default or by its name. */
    public static boolean leads(EnvVar variable) {
        return GIVEN.matcher(variable.text()).matches()
                || URL.matcher(variable.name().toUpperCase(Locale.ROOT)).matches();
    }
}
