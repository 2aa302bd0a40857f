package dev.slipway.chart;

import dev.slipway.application.Application;
import dev.slipway.application.EnvVar;
import dev.slipway.application.RegistryName;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.containerize.BuiltImage;
import dev.slipway.containerize.Images;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The parts of the chart, in the order of the services' names.
 *
 * @param name of the chart, a DNS label
 * @param registry where production takes the images from, where a person named one
 */
record Model(String name, List<Part> parts, Optional<RegistryName> registry) {
    Model {
        parts = List.copyOf(parts);
    }

    static Model of(
            Application app, Images images, Function<Service, List<String>> writable, Optional<RegistryName> registry) {
        List<String> problems = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (Service service : app.services().stream()
                .sorted(Comparator.comparing(Service::name))
                .toList()) {
            Optional<BuiltImage> image = images.images().stream()
                    .filter(i -> i.service().equals(service.name()))
                    .findFirst();
            if (image.isEmpty()) {
                problems.add("service %s has no image".formatted(service.name()));
                continue;
            }
            parts.add(new Part(
                    service,
                    image.get(),
                    Sizing.of(image.get()),
                    writable.apply(service).stream().distinct().sorted().toList()));
        }
        Model model = new Model(app.name(), parts, registry);
        parts.forEach(part -> problems.addAll(model.problems(part)));
        if (!problems.isEmpty()) {
            throw new SlipwayFailure(new Failure(
                    "SLIP-301",
                    "Tried to make a chart for %s; %d things do not fit together."
                            .formatted(app.name(), problems.size()),
                    problems.getFirst(),
                    problems,
                    "Correct the service in slipway.yaml, then: ./slipway up",
                    "No chart was written."));
        }
        return model;
    }

    private List<String> problems(Part part) {
        List<String> problems = new ArrayList<>();
        for (EnvVar variable : part.variables(Value.OfService.class)) {
            if (part(target(variable)).filter(t -> t.port() > 0).isEmpty()) {
                problems.add("%s: %s of %s leads to %s, which is no service with a port"
                        .formatted(variable.evidence(), variable.name(), part.name(), target(variable)));
            }
        }
        for (EnvVar variable : part.ofOpenStores()) {
            String store = ((Value.OfStore) variable.value()).store();
            if (openStores().noneMatch(s -> s.service().stack().equals(store))) {
                problems.add("%s: %s of %s leads to %s, and the application has none"
                        .formatted(variable.evidence(), variable.name(), part.name(), store));
            }
        }
        if (!part.database() && databases().isEmpty()) {
            for (EnvVar variable : part.ofDatabase()) {
                problems.add("%s: %s of %s leads to a database, and the application has none"
                        .formatted(variable.evidence(), variable.name(), part.name()));
            }
        }
        return problems;
    }

    Optional<Part> part(String service) {
        return parts.stream().filter(p -> p.name().equals(service)).findFirst();
    }

    List<Part> databases() {
        return parts.stream().filter(Part::database).toList();
    }

    private Stream<Part> openStores() {
        return parts.stream().filter(p -> p.store() && !p.database());
    }

    /** The stores that a part uses, the database first. */
    List<Part> stores(Part part) {
        return Stream.concat(databases().stream(), openStores())
                .filter(store -> calls(part, store))
                .toList();
    }

    /** The part that people's requests reach first: the page, else the backend. */
    Optional<Part> entry() {
        return new Application(name, parts.stream().map(Part::service).toList(), List.of())
                .entry()
                .flatMap(service -> part(service.name()));
    }

    /** The backend that the ingress sends {@code /api} to. There is none where the page passes such requests on. */
    Optional<Part> api() {
        Optional<Part> page = entry().filter(p -> p.service().role() == Role.FRONTEND);
        return parts.stream()
                .filter(p -> p.service().role() == Role.BACKEND && p.port() > 0)
                .findFirst()
                .filter(backend -> page.isPresent() && !calls(page.get(), backend));
    }

    /** Names of the secrets that services share. Each has one value in an installation. */
    SortedSet<String> secrets() {
        SortedSet<String> names = new TreeSet<>();
        parts.forEach(p -> {
            p.variables(Value.Secret.class).forEach(v -> names.add(v.name()));
            new MountedFiles(name, p).secrets().forEach(names::add);
        });
        return names;
    }

    List<Part> called(Part caller) {
        return parts.stream().filter(p -> p.port() > 0 && calls(caller, p)).toList();
    }

    List<Part> callers(Part called) {
        return parts.stream().filter(p -> calls(p, called)).toList();
    }

    private boolean calls(Part caller, Part called) {
        return !caller.equals(called)
                && (caller.service().needs().contains(called.name())
                        || caller.variables(Value.OfService.class).stream()
                                .anyMatch(v -> target(v).equals(called.name()))
                        || leads(caller, called));
    }

    /** Whether variables lead to the store. There must be no other store that they may mean. */
    private boolean leads(Part caller, Part store) {
        return store.database()
                ? databases().size() == 1 && !caller.ofDatabase().isEmpty()
                : store.store() && caller.leads(store);
    }

    /** {@code http://service:port} of a service. */
    String url(String service) {
        return "http://%s:%d".formatted(service, part(service).map(Part::port).orElse(0));
    }

    private static String target(EnvVar variable) {
        return variable.value() instanceof Value.OfService to ? to.service() : "";
    }
}
