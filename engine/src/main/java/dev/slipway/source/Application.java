package dev.slipway.source;

import java.util.List;
import java.util.Optional;

/**
 * What was found in a source tree.
 *
 * @param name a DNS label, used for the chart, the release and the namespace
 * @param notes what the person should know, each with {@code file:line} where possible
 */
public record Application(String name, List<Service> services, List<String> notes) {
    public Application {
        services = List.copyOf(services);
        notes = List.copyOf(notes);
    }

    public Optional<Service> service(Role role) {
        return services.stream().filter(s -> s.role() == role).findFirst();
    }
}
