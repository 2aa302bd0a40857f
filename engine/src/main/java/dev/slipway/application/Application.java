package dev.slipway.application;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The application in a source tree.
 *
 * @param name a DNS label, used for the chart, the release and the namespace
 * @param notes what the person should know, each with {@code file:line} if possible
 * @param missing services of its own Compose file that Slipway does not deploy, each with its place
 */
public record Application(String name, List<Service> services, List<String> notes, List<String> missing) {
    private static final Pattern FOR_OPERATORS = Pattern.compile("admin|dashboard|docs|monitor|status|storybook");

    public Application {
        services = List.copyOf(services);
        notes = List.copyOf(notes);
        missing = List.copyOf(missing);
    }

    /** An application from which nothing is missing. */
    public Application(String name, List<Service> services, List<String> notes) {
        this(name, services, notes, List.of());
    }

    /** The service that people use: a page, else a backend. A page whose name says that it is for operators comes last. */
    public Optional<Service> entry() {
        return Stream.of(Role.FRONTEND, Role.BACKEND)
                .flatMap(role -> services.stream()
                        .filter(s -> s.role() == role && s.port() > 0 && s.protocol() == Protocol.HTTP)
                        .sorted(Comparator.comparing(
                                s -> FOR_OPERATORS.matcher(s.name()).find())))
                .findFirst();
    }

    public Optional<Service> service(Role role) {
        return services.stream().filter(s -> s.role() == role).findFirst();
    }
}
