package dev.slipway.chart;

import dev.slipway.application.Value;
import dev.slipway.store.Stores;
import java.util.Locale;
import java.util.Optional;

/**
 * How things are reached inside the cluster, as it stands in a template. A password never stands there: of Redis, the container
 * puts it in when it starts; of a database, Helm does where it makes the service's Secret.
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
            case USER, DATABASE -> variable(part);
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
