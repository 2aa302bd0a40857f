package dev.slipway.application;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person says of the application in {@code slipway.yaml} and by {@code --set}.
 *
 * @param source folder of the application, relative to the file's folder; empty for that folder itself
 * @param registry {@code HOST/PATH} that images are pushed to; empty for none
 * @param assistance which language model may be asked, and how far it may go
 * @param scan which known vulnerabilities are too bad
 */
public record Settings(
        String name,
        String source,
        String registry,
        Map<String, ServiceSettings> services,
        Map<String, String> assistance,
        ScanSettings scan) {
    /** No settings. */
    public static final Settings NONE = new Settings("", "", "", Map.of(), Map.of(), ScanSettings.NONE);

    /** Keys of {@code assistance}. */
    public static final List<String> ASSISTANCE = List.of("model", "mode", "steps", "tokens", "seconds");

    public Settings {
        services = Map.copyOf(services);
        assistance = Map.copyOf(assistance);
    }

    /** These settings with what earlier tries have shown below them. */
    public Settings over(Map<String, ServiceSettings> learned) {
        Map<String, ServiceSettings> all = new HashMap<>(learned);
        services.forEach((name, own) -> all.merge(name, own, (tried, given) -> given.over(tried)));
        return new Settings(name, source, registry, all, assistance, scan);
    }

    /**
     * Settings of one service. What they do not set stays as it was found.
     *
     * @param amendments how it is built and started
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
            Optional<Boolean> patient,
            Amendments amendments) {
        public ServiceSettings {
            env = List.copyOf(env);
            health = Map.copyOf(health);
        }

        /** These settings with others below them: a value here wins. */
        public ServiceSettings over(ServiceSettings others) {
            List<EnvVar> variables = new ArrayList<>(env);
            others.env().stream()
                    .filter(other -> env.stream().noneMatch(v -> v.name().equals(other.name())))
                    .forEach(variables::add);
            Map<String, String> paths = new HashMap<>(others.health());
            paths.putAll(health);
            return new ServiceSettings(
                    dir.or(others::dir),
                    stack.or(others::stack),
                    port.or(others::port),
                    variables,
                    needs.or(others::needs),
                    paths,
                    migrate.or(others::migrate),
                    patient.or(others::patient),
                    amendments.over(others.amendments()));
        }
    }
}
