package dev.slipway.wiring;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.inventory.Tree;
import dev.slipway.manifest.ComposeFiles;
import dev.slipway.manifest.ComposeFiles.Entry;
import dev.slipway.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables that a Compose file gives its services. The file is its author's word on what a program takes, also where the
 * code reads them in a way that no pattern finds. Addresses of the file's other services become those of the application.
 */
final class ComposedVariables {
    /** They are the platform's, the server's own, or for developers. */
    private static final Pattern NOT_TAKEN = Pattern.compile(
            "(SERVER_|APP_|API_|HTTP_|WEB_|LISTEN_|BACKEND_|FRONTEND_)?(PORT|HOST)|HOME|PATH|PWD|USER|UID|GID|PUID|PGID|HOSTNAME"
                    + "|NODE_(ENV|OPTIONS)|FLASK_\\w+|PYTHON\\w+|JAVA_\\w*OPT\\w*|(\\w+_)?DEBUG|(CHOKIDAR|WATCHPACK|COMPOSE)_\\w+|\\w*RELOAD");

    private static final Pattern HERE =
            Pattern.compile("(?i).*\\b(localhost|127\\.0\\.0\\.1|host\\.docker\\.internal)\\b.*");
    /** Compose's own words for a variable of the person's, with and without a default. */
    private static final Pattern TAKEN = Pattern.compile("\\$\\{\\w+:?-([^}]*)}|\\$\\{[^}]*}|\\$\\w+");

    private static final Pattern URL = Pattern.compile(
            "((?:jdbc:)?[a-z][a-z0-9+.-]*)://(?:([^@/]*)@)?([\\w.-]+)(?::[^/?]*)?(?:/([^?]*))?(\\?.*)?");
    private static final Pattern ADDRESS = Pattern.compile("([a-zA-Z][\\w.-]*)(:\\d{2,5}|:\\$\\{[^}]*})?");
    private static final Pattern PASSWORD = Pattern.compile("(?i).*(PASS|PWD).*");
    private static final Pattern USER = Pattern.compile("(?i).*USER.*");
    private static final Pattern DATABASE = Pattern.compile("(?i).*(DB|NAME|DATABASE|SCHEMA).*");

    private final Tree tree;
    private final List<Entry> entries;
    private final List<Service> services;

    /** @param services those that were found */
    ComposedVariables(Tree tree, List<Service> services) {
        this.tree = tree;
        this.entries = ComposeFiles.of(tree);
        this.services = List.copyOf(services);
    }

    /** The variables that the file gives the service and that the code was not seen to read. */
    List<EnvVar> beside(Service service, List<EnvVar> known) {
        List<EnvVar> more = new ArrayList<>();
        if (service.role() != Role.BACKEND && service.role() != Role.WORKER) {
            return more;
        }
        Composed.entry(entries, service)
                .ifPresent(entry -> entry.environment().forEach((name, value) -> {
                    boolean read =
                            known.stream().anyMatch(variable -> variable.name().equals(name));
                    if (!read
                            && name.matches("\\w+")
                            && !NOT_TAKEN.matcher(name).matches()
                            && !HERE.matcher(value).matches()) {
                        more.add(EnvVar.literal(name, plain(value), false, entry.place()));
                    }
                }));
        return more;
    }

    /** The value with its own defaults; empty where only the person who starts it knows the value. */
    private static String plain(String value) {
        Matcher taken = TAKEN.matcher(value);
        StringBuilder text = new StringBuilder();
        while (taken.find()) {
            if (taken.group(1) == null) {
                return "";
            }
            taken.appendReplacement(text, Matcher.quoteReplacement(taken.group(1)));
        }
        return taken.appendTail(text).toString();
    }

    /** Where the value that the file gives a variable leads to, if that is another service of the file. */
    Optional<Value> address(Service service, String name) {
        return Composed.entry(entries, service)
                .flatMap(entry -> Optional.ofNullable(entry.environment().get(name))
                        .flatMap(value -> leads(value).or(() -> part(entry, name, value))));
    }

    private Optional<Value> leads(String value) {
        Matcher url = URL.matcher(value);
        if (url.matches()) {
            String path = url.group(4) == null ? "" : url.group(4);
            String query = url.group(5) == null ? "" : url.group(5);
            return store(url.group(3))
                    .<Value>map(store ->
                            Value.of(store.id(), store.urlForm(url.group(1), url.group(2) != null, path) + query))
                    .or(() -> built(url.group(3))
                            .filter(s -> url.group(1).matches("https?"))
                            .map(service -> new Value.ServiceUrl(
                                    service.name(), ("/" + path).replaceFirst("/+$", "") + query)));
        }
        Matcher address = ADDRESS.matcher(value);
        if (!address.matches()) {
            return Optional.empty();
        }
        boolean port = address.group(2) != null;
        return store(address.group(1))
                .<Value>map(store -> Value.of(store.id(), port ? "{host}:{port}" : Value.Part.HOST.word()))
                .or(() -> built(address.group(1))
                        .filter(service -> port)
                        .map(service -> new Value.ServiceAddress(service.name())))
                .or(() -> built(address.group(1)).map(service -> new Value.Literal(service.name())));
    }

    /** A user, a password, a database or a port of the store that other variables of the service lead to. */
    private Optional<Value> part(Entry entry, String name, String value) {
        return entries.stream()
                .filter(other -> used(entry, other.name()))
                .flatMap(other ->
                        Composed.store(tree, other).stream().flatMap(store -> part(store, other, name, value).stream()))
                .findFirst();
    }

    private static boolean used(Entry entry, String store) {
        Pattern host = Pattern.compile("(.*[/@])?" + Pattern.quote(store) + "([:/?].*)?");
        return entry.environment().values().stream()
                .anyMatch(value -> host.matcher(value).matches());
    }

    private static Optional<Value> part(Store store, Entry entry, String name, String value) {
        if (name.toUpperCase(Locale.ROOT).endsWith("PORT") && value.matches("\\d{2,5}")) {
            return Optional.of(new Value.StorePart(store.id(), Value.Part.PORT, ""));
        }
        boolean user = USER.matcher(name).matches();
        if (!entry.environment().containsValue(value) && !(user && value.equals(store.superuser()))) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                        PASSWORD.matcher(name).matches()
                                ? Value.Part.PASSWORD
                                : user
                                        ? Value.Part.USER
                                        : DATABASE.matcher(name).matches() ? Value.Part.DATABASE : null)
                .map(part -> new Value.StorePart(store.id(), part, ""));
    }

    private Optional<Store> store(String host) {
        return entries.stream()
                .filter(entry -> entry.name().equals(host))
                .flatMap(entry -> Composed.store(tree, entry).stream())
                .findFirst();
    }

    /** The service that the file builds under this name. */
    private Optional<Service> built(String host) {
        return entries.stream()
                .filter(entry -> entry.name().equals(host))
                .flatMap(entry -> services.stream()
                        .filter(s -> s.port() > 0 && entry.of(s.dir()))
                        .sorted((a, b) ->
                                Boolean.compare(b.name().equals(host), a.name().equals(host))))
                .findFirst();
    }
}
