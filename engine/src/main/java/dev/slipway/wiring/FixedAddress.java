package dev.slipway.wiring;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.inventory.Tree;
import dev.slipway.manifest.NginxFile;
import dev.slipway.store.Store;
import dev.slipway.store.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store's address that stands in the code, or is that of a Compose file, where no variable can change it. The store is brought up
 * under that host name and with that password.
 *
 * @param user empty, as are the two behind it, where nothing gives one
 * @param place {@code file:line}
 * @param composed whether it is that of a Compose file
 */
record FixedAddress(
        Store store, String host, String user, String password, String database, String place, boolean composed) {
    private static final Pattern TEST =
            Pattern.compile("(.*/)?(tests?|__tests__|e2e|spec|node_modules)/.*|.*[._](test|spec)\\.\\w+|.*_test\\.go");
    /** A host name that Kubernetes allows (RFC 1123). */
    private static final String LABEL = "([a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)";

    private static final Pattern URL = Pattern.compile("\\b("
            + Stores.ALL.stream().map(store -> store.schemes().pattern()).collect(Collectors.joining("|"))
            + ")(?:\\+\\w+)?://(?:([\\w.-]*)(?::([\\w.~-]*))?@)?"
            + LABEL + "(?::\\d++)?(?![\\w.:@-])(?:/([\\w-]*))?");
    private static final Pattern HOST = Pattern.compile(field("host(?:name)?", LABEL)
            + "|\\b(?:Redis|MongoClient)\\(\\s*\\[?\\s*[\"']" + LABEL + "(?::\\d{2,5})?[\"']\\s*[],)]");
    private static final Pattern USER = field("user(?:name)?", "([\\w.-]+)");
    private static final Pattern PASSWORD = field("pass(?:word|wd)?", "([\\w.~-]+)");
    private static final Pattern DATABASE = field("(?:database|db(?:name|_name)?)", "([A-Za-z][\\w-]*)");
    private static final Pattern CALL = Pattern.compile("https?://" + LABEL + "[:/\"'`]");
    /** Distance in characters between a connection's host and its other fields. */
    private static final int NEAR = 250;

    /** Matches {@code name: "value"}, {@code name = 'value'} and, within one text, {@code name=value}. */
    private static Pattern field(String name, String value) {
        return Pattern.compile(
                "(?i:\\b" + name + ")[\"']?(?:\\s*[:=]\\s*[\"']" + value + "[\"']|=" + value + "(?=[\\s\"'&;]))");
    }

    /** The first address in a service's code with which the store can be deployed. */
    static Optional<FixedAddress> of(Tree tree, String dir, Store store) {
        return code(tree, dir).stream()
                .flatMap(file -> in(tree, file, store).stream())
                .filter(FixedAddress::whole)
                .findFirst();
    }

    /** The host names that the code of a folder, or its web server's settings, call, as in {@code http://name:8000}. */
    static Set<String> called(Tree tree, String dir) {
        return Stream.concat(
                        code(tree, dir).stream()
                                .flatMap(file ->
                                        CALL.matcher(Stacks.code(tree, file)).results())
                                .map(m -> m.group(1)),
                        NginxFile.of(tree, dir).stream().map(NginxFile.Forward::host))
                .collect(Collectors.toSet());
    }

    private static List<String> code(Tree tree, String dir) {
        return tree.below(
                dir, f -> !TEST.matcher(f).matches() && Stacks.known(tree, f).isPresent());
    }

    /** Whether the code of a folder gives this password, which no variable changes then. */
    boolean saidIn(Tree tree, String dir) {
        Pattern said = Pattern.compile(
                "(?i:pass(?:word|wd)?)[\"']?\\s*(?:[(:=,]|=>)\\s*[\"']" + Pattern.quote(password) + "[\"']");
        return !password.isEmpty()
                && code(tree, dir).stream()
                        .anyMatch(file -> said.matcher(Stacks.code(tree, file)).find());
    }

    private boolean whole() {
        return store.admits(password) && !host.equals("localhost");
    }

    private static List<FixedAddress> in(Tree tree, String file, Store store) {
        String text = Stacks.code(tree, file);
        List<FixedAddress> all = new ArrayList<>();
        Matcher url = URL.matcher(text);
        while (url.find()) {
            if (store.schemes().matcher(url.group(1)).matches()) {
                all.add(new FixedAddress(
                        store,
                        url.group(4),
                        told(url.group(2)),
                        told(url.group(3)),
                        told(url.group(5)),
                        tree.place(file, url.start()),
                        false));
            }
        }
        Pattern client = store.client();
        if (client.matcher(text).find()) {
            Matcher host = HOST.matcher(text);
            while (host.find()) {
                String near =
                        text.substring(Math.max(0, host.start() - NEAR), Math.min(text.length(), host.end() + NEAR));
                if (!store.named() || client.matcher(near).find()) {
                    all.add(new FixedAddress(
                            store,
                            value(host),
                            first(USER, near),
                            first(PASSWORD, near),
                            first(DATABASE, near),
                            tree.place(file, host.start()),
                            false));
                }
            }
        }
        return all;
    }

    private static String first(Pattern field, String text) {
        Matcher matcher = field.matcher(text);
        return matcher.find() ? value(matcher) : "";
    }

    private static String value(Matcher field) {
        return IntStream.rangeClosed(1, field.groupCount())
                .mapToObj(field::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    private static String told(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** Whether both addresses give the same user, password and database. */
    boolean hasCredentialsOf(FixedAddress other) {
        return user.equals(other.user) && password.equals(other.password) && database.equals(other.database);
    }

    /** The store's server with the credentials of this address. */
    Service serve(Service server) {
        return server.with(server.env().stream()
                .filter(v -> store.owned(password))
                .map(v -> fixed(v, Value.Part.USER, user))
                .map(v -> fixed(v, Value.Part.PASSWORD, password))
                .map(v -> fixed(v, Value.Part.DATABASE, database))
                .toList());
    }

    /** The server with a database of this name. */
    static Service keeping(Service server, String database) {
        return server.with(server.env().stream()
                .map(v -> fixed(v, Value.Part.DATABASE, database))
                .toList());
    }

    /** A database that the store's scripts name keeps that name. */
    private static EnvVar fixed(EnvVar variable, Value.Part part, String value) {
        return !value.isEmpty()
                        && variable.value() instanceof Value.StorePart own
                        && own.part() == part
                        && own.fixed().isEmpty()
                ? variable.with(new Value.StorePart(own.store(), part, value))
                : variable;
    }
}
