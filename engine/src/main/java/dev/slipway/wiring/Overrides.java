package dev.slipway.wiring;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Health;
import dev.slipway.application.Service;
import dev.slipway.application.Settings.ServiceSettings;
import dev.slipway.stack.Project;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Replaces what was found of a service by what settings say. */
final class Overrides {
    private Overrides() {}

    static Project apply(Project first, @Nullable ServiceSettings settings) {
        if (settings == null) {
            return first;
        }
        Project found = first.way(settings.amendments().way());
        Service s = found.service();
        List<EnvVar> env = new ArrayList<>(s.env());
        env.removeIf(v -> settings.env().stream().anyMatch(given -> given.name().equals(v.name())));
        env.addAll(settings.env());
        env.sort(Comparator.comparing(EnvVar::name));
        Service overridden = s.set(
                settings.port().orElse(s.port()),
                env,
                settings.needs().orElse(s.needs()),
                health(s.health(), settings.health()),
                settings.migrate().orElse(s.migrate()),
                settings.patient().orElse(s.patient()));
        return found.with(overridden.amended(settings.amendments().over(s.amendments())));
    }

    private static Health health(Health found, Map<String, String> given) {
        return new Health(
                given.getOrDefault("live", found.live()),
                given.getOrDefault("ready", found.ready()),
                given.getOrDefault("started", found.started()),
                given.getOrDefault("metrics", found.metrics()));
    }
}
