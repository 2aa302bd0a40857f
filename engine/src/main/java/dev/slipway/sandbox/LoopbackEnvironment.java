package dev.slipway.sandbox;

import dev.slipway.application.Application;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.wiring.Sources;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The variables that a service gets in its smoke test, filled as the chart fills them, with everything on 127.0.0.1.
 * Secrets are random, live as long as the test, and are written nowhere but into the container's own configuration.
 */
final class LoopbackEnvironment {
    private static final String HOST = "127.0.0.1";

    private final Application application;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, String> secrets = new TreeMap<>();

    LoopbackEnvironment(Application application) {
        this.application = application;
    }

    Map<String, String> of(Service service) {
        Map<String, String> env = new TreeMap<>();
        for (EnvVar variable : service.env()) {
            String value = value(service, variable);
            if (!value.isEmpty()) {
                env.put(variable.name(), value);
            }
        }
        return env;
    }

    /** The names by which services call each other, all of them {@value #HOST}. */
    List<String> hosts() {
        return application.services().stream()
                .flatMap(s -> Stream.concat(Stream.of(s.name()), s.aliases().stream()))
                .toList();
    }

    String database(Service server) {
        return server.database(application.name());
    }

    String user(Service server) {
        return server.fixed("user", "app");
    }

    String password(Service server) {
        return server.fixed("password", secret("database password"));
    }

    private String value(Service service, EnvVar variable) {
        return switch (variable.kind()) {
            case LITERAL -> variable.value();
            case SECRET -> secret(variable.name());
            case DATABASE_URL -> {
                Service server = server(service);
                yield variable.value()
                        .replaceFirst("^\\{(\\w+)=.*", "{$1}")
                        .replace("{user}", user(server))
                        .replace("{password}", password(server))
                        .replace("{host}", HOST)
                        .replace("{port}", Integer.toString(server.port()))
                        .replace("{database}", database(server));
            }
            case CACHE_URL ->
                variable.value()
                        .replace("{password}", secret(Sources.CACHE_PASSWORD))
                        .replace("{host}", HOST)
                        .replace("{port}", Integer.toString(port(Role.CACHE, 6379)));
            case SERVICE_URL -> serviceUrl(variable.value());
            case PUBLIC_URL -> "http://localhost:" + port(Role.FRONTEND, 8080) + variable.value();
        };
    }

    /** The database of a service; of a database itself, that. */
    private Service server(Service service) {
        return application.services().stream()
                .filter(s -> s.role() == Role.DATABASE && service.needs().contains(s.name()))
                .findFirst()
                .orElse(service);
    }

    private String serviceUrl(String value) {
        int slash = value.indexOf('/');
        String name = slash < 0 ? value : value.substring(0, slash);
        int port = application.services().stream()
                .filter(s -> s.name().equals(name))
                .mapToInt(Service::port)
                .findFirst()
                .orElse(80);
        return "http://" + HOST + ":" + port + (slash < 0 ? "" : value.substring(slash));
    }

    private int port(Role role, int otherwise) {
        return application.service(role).map(Service::port).orElse(otherwise);
    }

    private String secret(String name) {
        return secrets.computeIfAbsent(name, key -> {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            // Letters and digits only: a template puts it into a URL as it is.
            return Base64.getEncoder().encodeToString(bytes).replaceAll("[^A-Za-z0-9]", "x");
        });
    }
}
