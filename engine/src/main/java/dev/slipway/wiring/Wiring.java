package dev.slipway.wiring;

import dev.slipway.application.EnvVar;
import dev.slipway.application.EnvVar.Origin;
import dev.slipway.application.MountedFile;
import dev.slipway.application.Role;
import dev.slipway.application.Secrecy;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.inventory.Tree;
import dev.slipway.manifest.Examples;
import dev.slipway.stack.Project;
import dev.slipway.store.DatabaseUrls;
import dev.slipway.store.Store;
import dev.slipway.store.StoreUse;
import dev.slipway.store.Stores;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Joins services that were found one by one. It decides where each variable leads and which stores are needed. */
final class Wiring {
    private static final Pattern PUBLIC = Pattern.compile(
            "BETTER_AUTH_URL|NEXTAUTH_URL|AUTH_URL|(.*_)?(PUBLIC|APP|SITE|BASE|WEB|WEBSITE|CLIENT|FRONTEND)_URL|.*CORS.*|(.*_)?(ALLOWED_|TRUSTED_)?ORIGINS?|.*REDIRECT_UR[IL]");
    private static final Pattern SECRET = Pattern.compile(
            "(.*_)?SECRET|(.*_)?SECRET_KEY(_BASE)?|(.*_)?(JWT|SIGNING|ENCRYPTION|SESSION|COOKIE|HMAC|AUTH)_KEY|(.*_)?(SALT|PEPPER)|APP_KEY");
    private static final Pattern ELSEWHERE = Pattern.compile(
            "(.*_)?(API_?KEY|CLIENT_SECRET|CLIENT_ID|ACCESS_KEY(_ID)?|SECRET_ACCESS_KEY|AUTH_TOKEN|API_TOKEN|WEBHOOK_SECRET|SMTP_PASS(WORD)?)|(STRIPE|AWS|GITHUB|GOOGLE|OPENAI|ANTHROPIC|TWILIO|SENDGRID)_.*");
    private static final Pattern SERVICE = Pattern.compile(
            "(?:NEXT_PUBLIC_|VITE_|REACT_APP_)?(.+?)(?:_(?:BASE|SERVICE|INTERNAL|SERVER))*_(?:UR[LI]|BASE|ENDPOINT|ORIGIN)");
    private static final Pattern ADDRESS = Pattern.compile(
            "(.+?)(?:_(?:SERVICE|SVC|SERVER|GRPC|API|BACKEND))*_(?:ADDR(?:ESS)?(?:_LIST)?|TARGET|ENDPOINT|HOSTPORT)");
    private static final Pattern HOST_AND_PORT = Pattern.compile("(?:dns:///)?([\\w.-]+):\\d{2,5}");
    /** A URL with a host of one word, which is no server of the internet. */
    private static final Pattern OF_BROKER =
            Pattern.compile("(\\w+)://([^@/]*@)?([\\w-]+|127\\.0\\.0\\.1)(:\\d+)?(/.*)?");

    private static final Set<String> SIGNS_IN = Set.of("BETTER_AUTH_URL", "NEXTAUTH_URL");
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "0.0.0.0", "host.docker.internal");

    private final Tree tree;
    private final List<Project> found;
    private final List<String> notes = new ArrayList<>();
    private final CodeAddresses addresses;
    private final Composed composed;
    private final ComposedVariables variables;

    Wiring(Tree tree, List<Project> found) {
        this.tree = tree;
        this.found = found;
        this.addresses = new CodeAddresses(tree, notes);
        this.composed = new Composed(tree, notes);
        this.variables =
                new ComposedVariables(tree, found.stream().map(Project::service).toList());
    }

    List<String> notes() {
        return notes;
    }

    /** The services with their variables and needs decided, and the stores that they need. */
    List<Service> connect() {
        List<Service> users = found.stream().map(this::connect).toList();
        List<Service> services = users;
        for (Store store : Stores.ALL) {
            List<String> by = users(users, store.id());
            if (!by.isEmpty()) {
                boolean open = addresses.of(store.id()).findAny().isPresent();
                Store.JoinResult joined = store.join(tree, services, by, open);
                services = new ArrayList<>(joined.services());
                services.add(addresses.serve(store, joined.server()));
                notes.addAll(joined.notes());
            }
        }
        List<Service> all = services;
        all.forEach(service -> notes.addAll(apart(service, all)));
        return addresses.called(all);
    }

    private List<String> users(List<Service> services, String store) {
        Stream<String> byVariables = services.stream()
                .filter(service -> service.needs().contains(store))
                .flatMap(service -> service.env().stream()
                        .filter(v -> leads(v, store))
                        .limit(1)
                        .map(v -> service.name() + ": " + v.name() + " at " + v.evidence()));
        return Stream.concat(byVariables, addresses.of(store)).toList();
    }

    private static boolean leads(EnvVar variable, String store) {
        return variable.value() instanceof Value.OfStore value && value.store().equals(store);
    }

    private static boolean leads(EnvVar variable, Role role) {
        return variable.value() instanceof Value.OfStore value
                && Stores.of(value.store()).role() == role;
    }

    /** Whether the variable leads to the store. A program uses one database, so any database counts for a database. */
    private static boolean leads(EnvVar variable, Store store) {
        return store.role() == Role.DATABASE ? leads(variable, Role.DATABASE) : leads(variable, store.id());
    }

    /** Notes that a person gave one service a value for a secret that another service shares by its name. */
    private static List<String> apart(Service given, List<Service> services) {
        return given.env().stream()
                .filter(v -> v.literal() && v.given())
                .flatMap(v -> services.stream()
                        .filter(s -> s.env().stream()
                                .anyMatch(e -> e.value() instanceof Value.Secret
                                        && e.name().equals(v.name())))
                        .map(s -> v.evidence() + ": " + v.name() + " is given to " + given.name() + " only, " + s.name()
                                + " has a generated one: --set services." + s.name() + ".env." + v.name()
                                + "=... with the same value"))
                .toList();
    }

    private Service connect(Project one) {
        Service service = one.service();
        List<EnvVar> env = new ArrayList<>();
        Set<String> needs = new TreeSet<>();
        service.needs().forEach(need -> needs.addAll(resolved(one, need)));
        List<MountedFile> files = composed.files(service);
        List<EnvVar> read = placed(service, files);
        List<EnvVar> beside = variables.beside(service, read);
        for (EnvVar variable : hosts(one, joined(read, beside))) {
            EnvVar known = variable.literal() && variable.origin() == Origin.CODE
                    ? beside.contains(variable) ? besides(one, variable) : addressed(service, classify(one, variable))
                    : variable;
            env.add(known);
            if (known.origin() == Origin.EXAMPLE) {
                others(one).stream()
                        .map(Service::name)
                        .filter(known.text()::equals)
                        .forEach(needs::add);
            }
            if (variable.given()) {
                // The value stays. If it is the URL of a service, the network policy has to allow the call.
                url(variable.text()).flatMap(u -> named(one, u)).ifPresent(needs::add);
            }
            if (known.value() instanceof Value.OfStore to && !leads(known, Role.DATABASE)) {
                needs.add(to.store());
            }
            if (known.value() instanceof Value.OfService to) {
                needs.add(to.service());
            }
        }
        database(one, env).ifPresent(store -> {
            needs.add(store);
            env.replaceAll(v -> leads(v, Role.DATABASE) ? v.with(Value.of(store, template(v))) : v);
        });
        needs.remove(service.name());
        List<FixedAddress> told = composed.stores(service);
        for (StoreUse use : one.uses()) {
            Store store = Stores.of(use.store());
            boolean here = told.stream().anyMatch(a -> a.store().id().equals(store.id()));
            if (env.stream().noneMatch(v -> leads(v, store)) && !addresses.lead(service, store, needs) && !here) {
                String note = store.unreached(service, use.library());
                notes.addAll(note.isEmpty() ? List.of() : List.of(note));
            }
        }
        told.stream()
                .filter(address -> address.saidIn(tree, service.dir())
                        || !needs.contains(address.store().id())
                                && env.stream().noneMatch(v -> leads(v, address.store())))
                .forEach(address -> addresses.take(service, address, needs));
        return service.with(env, List.copyOf(new LinkedHashSet<>(needs))).reading(files);
    }

    /** Sets variables such as {@code CART_HOST=localhost} to the service on the port in {@code CART_PORT}. */
    private List<EnvVar> hosts(Project one, List<EnvVar> env) {
        return env.stream().map(variable -> host(one, env, variable)).toList();
    }

    private EnvVar host(Project one, List<EnvVar> env, EnvVar variable) {
        String port = variable.name().replaceFirst("HOST(NAME)?$", "PORT");
        if (!variable.literal() || port.equals(variable.name()) || !HERE.contains(variable.text())) {
            return variable;
        }
        return env.stream()
                .filter(other -> other.literal() && other.name().equals(port))
                .flatMap(other -> others(one).stream()
                        .filter(s -> String.valueOf(s.port()).equals(other.text())
                                && !s.role().store()))
                .map(s -> variable.with(new Value.Literal(s.name())).from(Origin.EXAMPLE))
                .findFirst()
                .orElse(variable);
    }

    private static List<EnvVar> joined(List<EnvVar> read, List<EnvVar> beside) {
        return Stream.concat(read.stream(), beside.stream())
                .sorted(Comparator.comparing(EnvVar::name))
                .toList();
    }

    /** A variable that the Compose file alone tells of. */
    private EnvVar besides(Project one, EnvVar variable) {
        Optional<Value> address = variables.address(one.service(), variable.name());
        if (address.isPresent()) {
            return variable.with(address.get()).from(Origin.EXAMPLE);
        }
        EnvVar known = classify(one, variable);
        // What is secret there is for its author's machine, where everybody may read it.
        return known.literal() && Secrecy.broken(known.name(), known.text())
                ? known.with(new Value.Secret())
                : known.from(Origin.EXAMPLE);
    }

    /** A variable of the code that leads nowhere else, where the Compose file leads it. */
    private EnvVar addressed(Service service, EnvVar variable) {
        return variable.literal()
                ? variables
                        .address(service, variable.name())
                        .map(value -> variable.with(value).from(Origin.EXAMPLE))
                        .orElse(variable)
                : variable;
    }

    /** The variables of the service, those that hold the place of a file with that place. */
    private List<EnvVar> placed(Service service, List<MountedFile> files) {
        Map<String, String> places = composed.places(service, files);
        List<EnvVar> env = new ArrayList<>(service.env());
        env.removeIf(v -> places.containsKey(v.name()) && !v.given());
        places.forEach((name, path) -> {
            if (env.stream().noneMatch(v -> v.name().equals(name))) {
                env.add(EnvVar.literal(name, path, false, composed.place(service))
                        .from(Origin.EXAMPLE));
            }
        });
        env.sort(Comparator.comparing(EnvVar::name));
        return env;
    }

    /** Gives a required variable its value from the source's own examples. */
    private EnvVar exampled(Project one, EnvVar variable) {
        Optional<Examples> example = Examples.of(tree, one.service().dir(), variable);
        example.ifPresent(e -> notes.add(variable.evidence() + ": " + variable.name() + " has no default: " + e.value()
                + " is taken, of " + e.place() + " (--set services."
                + one.service().name() + ".env." + variable.name()
                + "=... for another)"));
        return example.map(e -> address(one, variable.name().toUpperCase(Locale.ROOT), e.value())
                        .<EnvVar>map(service -> variable.with(new Value.ServiceAddress(service)))
                        .orElseGet(() ->
                                variable.with(new Value.Literal(e.value())).from(Origin.EXAMPLE)))
                .orElse(variable);
    }

    /** The id of the database that a service uses. The first variable that holds a URL decides. */
    private static Optional<String> database(Project one, List<EnvVar> env) {
        List<String> forms = env.stream()
                .filter(v -> leads(v, Role.DATABASE))
                .map(Wiring::template)
                .toList();
        return forms.isEmpty()
                ? Optional.empty()
                : Optional.of(Stores.ofUrl(forms.stream()
                                .filter(form -> !DatabaseUrls.scheme(form).isEmpty())
                                .findFirst()
                                .orElse(one.databaseUrl()))
                        .id());
    }

    private static String template(EnvVar variable) {
        return variable.value() instanceof Value.OfStore value ? value.template() : "";
    }

    /** The name of a needed service. {@code :8000} stands for the backend on that port, {@code :} for the first backend. */
    private List<String> resolved(Project one, String need) {
        return !need.startsWith(":")
                ? List.of(need)
                : others(one).stream()
                        .filter(s -> s.role() == Role.BACKEND && s.port() > 0)
                        .filter(s -> need.equals(":") || need.equals(":" + s.port()))
                        .map(Service::name)
                        .limit(1)
                        .toList();
    }

    private EnvVar classify(Project one, EnvVar variable) {
        String name = variable.name();
        String upper = name.toUpperCase(Locale.ROOT);
        Optional<Value.OfStore> store = one.uses().stream()
                .flatMap(use -> Stores.of(use.store()).leads(variable, use.form()).stream())
                .findFirst()
                .or(() -> byScheme(variable));
        if (store.isPresent()) {
            return variable.with(store.get());
        }
        if (ELSEWHERE.matcher(upper).matches()) {
            if (variable.required() || upper.endsWith("KEY")) {
                notes.add(variable.evidence() + ": " + name + " comes from outside and is not set: --set services."
                        + one.service().name() + ".env." + name + "=...");
            }
            // The default of such a key belongs to its author: it is dropped.
            return upper.matches(".*(KEY|SECRET|TOKEN|PASS(WORD)?)") ? variable.with(new Value.Literal("")) : variable;
        }
        if (SECRET.matcher(upper).matches()) {
            if (!variable.text().isEmpty()) {
                notes.add(variable.evidence() + ": " + name
                        + " has a default in the code, which everybody can read; a generated one is set");
            }
            return variable.with(new Value.Secret());
        }
        Optional<URI> url = url(variable.text());
        // A backend gets the keys of the page that signs people in. The public address does not work inside the
        // cluster.
        Optional<Service> page =
                others(one).stream().filter(s -> s.role() == Role.FRONTEND).findFirst();
        if (one.service().role() == Role.BACKEND && SIGNS_IN.contains(upper) && page.isPresent()) {
            return variable.with(new Value.ServiceUrl(
                    page.get().name(), url.map(Wiring::path).orElse("")));
        }
        if (PUBLIC.matcher(upper).matches() && url.flatMap(u -> named(one, u)).isEmpty()) {
            return variable.with(new Value.PublicUrl(
                    url.map(URI::getPath).filter(p -> !p.equals("/")).orElse("")));
        }
        Optional<String> service = url.flatMap(u -> target(one, u)).or(() -> byName(one, upper, variable.text(), url));
        if (service.isPresent()) {
            return variable.with(
                    new Value.ServiceUrl(service.get(), url.map(Wiring::path).orElse("")));
        }
        Optional<String> called = address(one, upper, variable.text());
        if (called.isPresent()) {
            return variable.with(new Value.ServiceAddress(called.get()));
        }
        if (variable.text().matches(".*\\b(localhost|127\\.0\\.0\\.1)\\b.*")) {
            notes.add(variable.evidence() + ": " + name + " leads to " + variable.text()
                    + " by default, where nothing of this application listens once it is deployed");
        }
        return variable.required() && variable.text().isEmpty() ? exampled(one, variable) : variable;
    }

    /** The broker or cache that the variable's own default names, as {@code amqp://localhost}, whichever library reads it. */
    private static Optional<Value.OfStore> byScheme(EnvVar variable) {
        Matcher url = OF_BROKER.matcher(variable.text());
        return url.matches()
                ? Stores.ofScheme(url.group(1))
                        .filter(store -> !store.accounts())
                        .flatMap(store -> store.leads(variable, store.form()))
                : Optional.empty();
    }

    private static Optional<URI> url(String value) {
        try {
            URI uri = URI.create(value.replaceFirst("[, ].*", ""));
            return uri.getHost() == null || !String.valueOf(uri.getScheme()).startsWith("http")
                    ? Optional.empty()
                    : Optional.of(uri);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String path(URI url) {
        return url.getRawPath().replaceAll("/+$", "");
    }

    /** A service whose name or folder is the URL's host. */
    private Optional<String> named(Project one, URI url) {
        return others(one).stream()
                .filter(s ->
                        s.name().equals(url.getHost()) || Tree.name(s.dir()).equals(url.getHost()))
                .map(Service::name)
                .findFirst();
    }

    private Optional<String> target(Project one, URI url) {
        if (!HERE.contains(url.getHost())) {
            return named(one, url);
        }
        List<Service> listening =
                others(one).stream().filter(s -> s.port() == url.getPort()).toList();
        return listening.stream()
                .filter(s -> s.role() == Role.BACKEND && s.name().equals("backend"))
                .findFirst()
                .or(() -> listening.stream().findFirst())
                .map(Service::name);
    }

    /**
     * The service that the variable's name means: {@code NOTIFICATION_SERVICE_URL}, {@code BACKEND_URL}, {@code
     * NEXT_PUBLIC_API_URL}.
     */
    private Optional<String> byName(Project one, String name, String value, Optional<URI> url) {
        Matcher matcher = SERVICE.matcher(name);
        boolean leadsAway =
                !value.isEmpty() && url.map(u -> !HERE.contains(u.getHost())).orElse(true);
        if (!matcher.matches() || leadsAway) {
            return Optional.empty();
        }
        String meant = matcher.group(1).toLowerCase(Locale.ROOT).replace('_', '-');
        Optional<Service> exact = others(one).stream()
                .filter(s -> s.name().equals(meant) || (s.name().length() > 3 && meant.endsWith(s.name())))
                .findFirst();
        return exact.or(() -> meant.matches("(.*-)?(backend|api|server|backend-api|api-server)")
                        ? others(one).stream()
                                .filter(s -> s.role() == Role.BACKEND)
                                .findFirst()
                        : Optional.empty())
                .map(Service::name);
    }

    /**
     * The service that a name such as {@code CART_SERVICE_ADDR} means, if it has no default or the default is {@code
     * host:port} of a service.
     */
    private Optional<String> address(Project one, String name, String value) {
        Matcher matcher = ADDRESS.matcher(name);
        Matcher host = HOST_AND_PORT.matcher(value);
        if (!matcher.matches() || !value.isEmpty() && !host.matches()) {
            return Optional.empty();
        }
        String meant = plain(matcher.group(1));
        String where = value.isEmpty() ? "" : host.group(1);
        String port = value.replaceFirst(".*:", "");
        return others(one).stream()
                .filter(s -> s.port() > 0 && !s.role().store())
                .filter(s -> where.isEmpty() || HERE.contains(where)
                        ? plain(s.name()).equals(meant)
                                || String.valueOf(s.port()).equals(port)
                        : s.name().equals(where) || Tree.name(s.dir()).equals(where))
                .map(Service::name)
                .findFirst();
    }

    /** Makes {@code product-catalog-service} and {@code PRODUCT_CATALOG} equal. */
    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "")
                .replaceFirst("(?<=.)(service|svc|server|api|backend)$", "");
    }

    private List<Service> others(Project one) {
        return found.stream()
                .map(Project::service)
                .filter(s -> s != one.service())
                .toList();
    }
}
