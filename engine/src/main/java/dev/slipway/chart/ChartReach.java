package dev.slipway.chart;

import dev.slipway.application.Value;
import dev.slipway.store.Stores;
import java.util.Locale;
import java.util.Optional;

/**
 * The addresses of services inside the cluster, as a template writes them. A template never has a password. The
 * container inserts the password of Redis and the like when it starts; Helm inserts the password of a database into the service's
 * Secret.
 *
 * @param model of the application
 */
record ChartReach(Model model) implements Value.Reach {
    @Override
    public String secret(String name) {
        return "$(" + name + ")";
    }

    @Override
    public String part(String store, Value.Part part) {
        return switch (part) {
            case HOST -> server(store).map(Part::name).orElse(store);
            case PORT -> server(store).map(p -> String.valueOf(p.port())).orElse("");
            case PASSWORD -> Stores.of(store).secret().map(this::secret).orElseGet(() -> variable(part));
            case USER, DATABASE ->
                Stores.of(store).accounts() ? variable(part) : Stores.of(store).common(part);
        };
    }

    private Optional<Part> server(String store) {
        return model.parts().stream()
                .filter(p -> p.service().stack().equals(store))
                .findFirst();
    }

    /** A variable of the template that makes a service's Secret. */
    private static String variable(Value.Part part) {
        return "$" + part.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String service(String name) {
        return model.url(name);
    }

    @Override
    public String application() {
        return "{{ include \"%s.publicUrl\" . }}".formatted(model.name());
    }
}
