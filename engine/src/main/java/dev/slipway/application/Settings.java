package dev.slipway.application;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person says of the application in {@code slipway.yaml} and by {@code --set}.
 *
 * @param source folder of the application, relative to the file's; empty for the file's own
 */
public record Settings(String name, String source, Map<String, ServiceSettings> services) {
    public Settings {
        services = Map.copyOf(services);
    }

    /**
     * Of one service; what is not said stays as it was found.
     *
     * @param health keys {@code live}, {@code ready}, {@code started}, {@code metrics}
     */
    public record ServiceSettings(
            Optional<String> dir,
            Optional<String> stack,
            Optional<Integer> port,
            List<EnvVar> env,
            Optional<List<String>> needs,
            Map<String, String> health,
            Optional<List<String>> migrate,
            Optional<Boolean> patient) {
        public ServiceSettings {
            env = List.copyOf(env);
            health = Map.copyOf(health);
        }
    }
}
