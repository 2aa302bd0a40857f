package dev.slipway.sandbox;

import dev.slipway.application.Application;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.store.StoreQuestion;
import dev.slipway.store.Stores;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The variables that a service gets in its smoke test, filled as the chart fills them, with everything on 127.0.0.1.
 * Secrets are random and live as long as the test. They are written into the container's own configuration only.
 */
final class LoopbackEnvironment implements Value.Reach {
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
            String value = variable.value().in(this, variable.name());
            if (!value.isEmpty()) {
                env.put(variable.name(), value);
            }
        }
        return env;
    }

    /** The content of the files that are in no image, by their places. */
    Map<String, String> files(Service service) {
        Map<String, String> files = new TreeMap<>();
        service.files().forEach(file -> files.put(file.path(), file.value().in(this, file.name())));
        return files;
    }

    /** The names by which services call each other, all of them {@value #HOST}. */
    List<String> hosts() {
        return application.services().stream()
                .flatMap(s -> Stream.concat(Stream.of(s.name()), s.aliases().stream()))
                .toList();
    }

    /** The credentials with which a store lets its users in. */
    StoreQuestion.Access access(Service server) {
        return new StoreQuestion.Access(user(server), password(server), database(server), server.port());
    }

    private String database(Service server) {
        return server.database(application.name());
    }

    private String user(Service server) {
        return server.fixed(Value.Part.USER, "app");
    }

    private String password(Service server) {
        return server.fixed(Value.Part.PASSWORD, secret("database password"));
    }

    @Override
    public String part(String store, Value.Part part) {
        Optional<Service> server = application.services().stream()
                .filter(s -> s.stack().equals(store))
                .findFirst();
        return switch (part) {
            case HOST -> HOST;
            case PORT -> server.map(s -> Integer.toString(s.port())).orElse("");
            case USER, DATABASE ->
                Stores.of(store).accounts()
                        ? server.map(part == Value.Part.USER ? this::user : this::database)
                                .orElse("")
                        : Stores.of(store).common(part);
            case PASSWORD ->
                Stores.of(store)
                        .secret()
                        .map(this::secret)
                        .orElseGet(() -> server.map(this::password).orElse(""));
        };
    }

    @Override
    public String service(String name) {
        return "http://" + HOST + ":"
                + application.services().stream()
                        .filter(s -> s.name().equals(name))
                        .mapToInt(Service::port)
                        .findFirst()
                        .orElse(80);
    }

    @Override
    public String application() {
        return "http://localhost:" + port(Role.FRONTEND, 8080);
    }

    private int port(Role role, int otherwise) {
        return application.service(role).map(Service::port).orElse(otherwise);
    }

    @Override
    public String secret(String name) {
        return secrets.computeIfAbsent(name, key -> {
            byte[] bytes = new byte[32];
            random.nextBytes(bytes);
            // Letters and digits only: a template puts it into a URL as it is.
            return Base64.getEncoder().encodeToString(bytes).replaceAll("[^A-Za-z0-9]", "x");
        });
    }
}
