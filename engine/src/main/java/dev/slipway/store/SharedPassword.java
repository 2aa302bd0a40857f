package dev.slipway.store;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The password that a store shares with its users by the name of a variable. Kubernetes fills it into the other variables when
 * a container starts, so no second Secret holds it.
 *
 * @param store its id
 * @param variable that holds the password
 */
record SharedPassword(String store, String variable) {
    private boolean leads(EnvVar variable) {
        return variable.value() instanceof Value.OfStore value && value.store().equals(store);
    }

    /** Whether the service can give a password. A service that reads only a host and a port cannot. */
    boolean givenBy(Service service) {
        List<String> leading = service.env().stream()
                .filter(this::leads)
                .map(v -> ((Value.OfStore) v.value()).template())
                .toList();
        return leading.isEmpty()
                || leading.stream().anyMatch(template -> template.contains(Value.Part.PASSWORD.word()));
    }

    /** Adds the password as a variable, if the service uses the store. */
    Service protectedBy(Service service) {
        List<EnvVar> env = new ArrayList<>(service.env());
        Optional<EnvVar> first = env.stream().filter(this::leads).findFirst();
        if (first.isEmpty()) {
            return service;
        }
        env.removeIf(v -> v.name().equals(variable));
        env.add(EnvVar.of(variable, new Value.Secret(), true, first.get().evidence()));
        env.sort(Comparator.comparing(EnvVar::name));
        return service.with(env);
    }

    /** The service with other values in all variables that lead to the store. */
    Service changed(Service service, UnaryOperator<Value> change) {
        return service.with(service.env().stream()
                .map(v -> leads(v) ? v.with(change.apply(v.value())) : v)
                .toList());
    }
}
