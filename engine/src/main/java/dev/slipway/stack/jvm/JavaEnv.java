package dev.slipway.stack.jvm;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Value;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.EnvReads;
import dev.slipway.stack.jvm.JavaProject.Database;
import dev.slipway.stack.jvm.JavaSettings.Setting;
import dev.slipway.store.DatabaseUrls;
import dev.slipway.store.MongoDb;
import dev.slipway.store.Store;
import dev.slipway.store.StoreUse;
import dev.slipway.store.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment variables of a Java service, from its code and from <code>${X}</code> in its settings. */
final class JavaEnv {
    private static final Pattern CODE = Pattern.compile(
            "(?:\\bgetenv\\(|\\benv\\w*\\.get\\(|\\benv\\w*\\.getOrDefault\\(|\\bgetenv\\(\\)\\.get(?:OrDefault)?\\()\\s*\"([A-Z][A-Z0-9_]+)\"(?:\\s*,\\s*\"([^\"]*)\")?");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::([^{}]*))?}");
    private static final Pattern REFUSED = Pattern.compile("(?s)^.{0,160}?== null.{0,80}?\\bthrow\\b");
    private static final Pattern PLAIN_URL =
            Pattern.compile("(?<!jdbc:)\\bpostgres(?:ql)?(?:\\([^)]*\\))*[?+*\\\\()w]*://");
    /** The URL's part behind the scheme. Credentials have settings of their own. */
    private static final String REST = "://{host}:{port}/{database}";

    /** Matches a value without a placeholder, or a URL whose host has none. */
    private static final Pattern FIXED = Pattern.compile("[^$]+|jdbc:\\w+://[^$/]+(?:/.*)?");

    private static final Pattern HERE = Pattern.compile("localhost|127\\.0\\.0\\.1");
    private static final Pattern ADDRESS = Pattern.compile("(https?://)?(localhost|127\\.0\\.0\\.1):\\d{2,5}(/[^$]*)?");
    /** Settings of stores, which have variables of their own, of the server itself, of telemetry and of development. */
    private static final Pattern OTHERS = Pattern.compile(
            "datasource|redis|mongo|rabbit|kafka|bootstrap|cors|otel|otlp|zipkin|management|dev-?services|devtools|mail"
                    + "|eureka|config\\.(?:import|server)|issuer|jwk|auth-server|redirect|^quarkus\\.http\\.|^server\\.");

    private JavaEnv() {}

    /**
     * @param scheme of the database's URL: {@code postgresql}, {@code mysql} or {@code mariadb}; empty where the service has no
     *     driver for one
     */
    static List<EnvVar> read(Tree tree, String dir, JavaSettings settings, String scheme) {
        EnvReads reads = new EnvReads();
        for (String file : JavaCode.files(tree, dir)) {
            String text = JavaCode.of(tree, file);
            CODE.matcher(text).results().forEach(m -> {
                boolean required = m.group(2) == null
                        && REFUSED.matcher(text.substring(m.end())).find();
                String place = tree.place(file, m.start());
                if (!scheme.isEmpty() && m.group(1).matches(".*DATABASE_UR[LI]|(POSTGRES|MYSQL)_URL")) {
                    String form = PLAIN_URL.matcher(text).find() ? DatabaseUrls.PLAIN : "jdbc:" + scheme + REST;
                    reads.add(EnvVar.of(m.group(1), Stores.value(form), required, place));
                } else {
                    reads.add(m.group(1), m.group(2) == null ? "" : m.group(2), required, place);
                }
            });
        }
        for (Setting setting : settings.all()) {
            Matcher placeholder = PLACEHOLDER.matcher(setting.value());
            while (placeholder.find()) {
                String text = placeholder.group(2) == null ? "" : placeholder.group(2);
                boolean required = placeholder.group(2) == null;
                String part = databasePart(setting, placeholder, scheme);
                Value value = part.isEmpty() ? new Value.Literal(text) : Stores.value(scheme, part);
                reads.add(EnvVar.of(placeholder.group(1), value, required, setting.place()));
            }
        }
        addresses(settings).forEach(reads::add);
        return reads.all();
    }

    /**
     * Variables for settings that lead to another program of the author's machine. Quarkus and Spring read every setting from a
     * variable, too.
     */
    private static List<EnvVar> addresses(JavaSettings settings) {
        List<EnvVar> found = new ArrayList<>();
        for (Setting setting : settings.all()) {
            String key = setting.key();
            String port = key.replaceFirst("host(name)?$", "port");
            boolean host = !port.equals(key) && HERE.matcher(setting.value()).matches() && settings.has(port);
            if (!OTHERS.matcher(key).find()
                    && (host || ADDRESS.matcher(setting.value()).matches())) {
                found.add(variable(setting.key(), setting.value(), setting.place()));
                if (host) {
                    found.add(variable(port, settings.get(port), setting.place()));
                }
            }
        }
        return found;
    }

    private static EnvVar variable(String key, String value, String place) {
        return EnvVar.literal(key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value, false, place);
    }

    /** The part of the database's address that a placeholder in a datasource's setting stands for. */
    private static String databasePart(Setting setting, Matcher placeholder, String scheme) {
        String key = setting.key();
        if (!key.contains("datasource") || scheme.isEmpty()) {
            return "";
        }
        if (key.endsWith("username") || key.endsWith(".user")) {
            return "{user}";
        }
        if (key.endsWith("password")) {
            return "{password}";
        }
        if (!key.endsWith("url")) {
            return "";
        }
        String before = setting.value().substring(0, placeholder.start());
        String name = placeholder.group(1).toUpperCase(Locale.ROOT);
        if (before.isEmpty()) {
            return (setting.key().contains("reactive") ? "" : "jdbc:") + scheme + REST;
        }
        if (before.equals("jdbc:")) {
            return scheme + REST;
        }
        if (before.endsWith("//")) {
            return name.contains("HOST") ? "{host}" : "{host}:{port}";
        }
        return before.endsWith(":") ? "{port}" : before.endsWith("/") ? "{database}" : "";
    }

    /**
     * Adds the framework's own variables for each store that it has a library for, if no placeholder in its settings leads
     * there.
     *
     * @param forms by the store's id: the framework's variables with what each stands for
     */
    static void stores(EnvReads env, JavaProject project, Map<String, Map<String, String>> forms) {
        for (StoreUse use : project.stores()) {
            Store store = Stores.of(use.store());
            if (env.all().stream().noneMatch(v -> store.leads(v, use.form()).isPresent())) {
                forms.getOrDefault(use.store(), Map.of())
                        .forEach((name, form) ->
                                env.add(EnvVar.of(name, Value.of(store.id(), form), true, use.library())));
            }
        }
    }

    /** What leads a library for MongoDB to its server. */
    static EnvVar mongo(String variable, String place) {
        return EnvVar.of(variable, new Value.StoreUrl(MongoDb.ID, MongoDb.FORM), true, place);
    }

    /**
     * Adds the datasource's own variables, if neither the code nor a placeholder leads to the database. If placeholders
     * lead to a part of it only, it adds variables for fixed parts, such as the host of a Compose file.
     */
    static void datasource(
            EnvReads env, JavaSettings settings, String url, String user, String password, Database database) {
        boolean led = env.all().stream()
                .anyMatch(v -> v.value() instanceof Value.OfStore leads
                        && Stores.of(leads.store()).accounts());
        List.of(
                        List.of(url, "jdbc:" + database.scheme() + REST),
                        List.of(user, "{user}"),
                        List.of(password, "{password}"))
                .forEach(pair -> {
                    Optional<Setting> setting = settings.all().stream()
                            .filter(s -> s.key().endsWith(pair.getFirst()))
                            .findFirst();
                    if (led
                            && setting.filter(s -> FIXED.matcher(s.value()).matches())
                                    .isEmpty()) {
                        return;
                    }
                    env.add(EnvVar.of(
                            pair.getFirst().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"),
                            Stores.value(database.scheme(), pair.getLast()),
                            true,
                            setting.map(Setting::place).orElse(database.place())));
                });
    }
}
