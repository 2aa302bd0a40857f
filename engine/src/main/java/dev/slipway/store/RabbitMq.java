package dev.slipway.store;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.EnvVar;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * RabbitMQ 4 from Debian. Its user {@code app} has a generated password. Code often gives the name and the password with which
 * RabbitMQ comes, {@code guest}: then this user is there, too, and the network policy lets in only those who use it.
 */
public final class RabbitMq extends Broker {
    public static final String ID = "rabbitmq";

    private static final String FORM = "amqp://{user}:{password}@{host}:{port}/";
    private static final String PASSWORD = "RABBITMQ_PASSWORD";
    private static final String GUEST = "guest";
    private static final String LETS_GUEST_IN = "RABBITMQ_GUEST";
    private static final SharedPassword SHARED = new SharedPassword(ID, PASSWORD);
    private static final String DATA = "/var/lib/rabbitmq";
    private static final int PORT = 5672;
    private static final Pattern SCHEMES = Pattern.compile("amqps?");
    private static final Pattern CLIENT = Pattern.compile("(?i)amqp|rabbit|\\b(pika|celery|kombu|dramatiq)\\b");
    private static final List<String> LIBRARIES = List.of(
            "amqplib",
            "amqp-connection-manager",
            "rabbitmq-client",
            "@golevelup/nestjs-rabbitmq",
            "pika",
            "aio-pika",
            "aio-pika-pool",
            "aiormq",
            "faststream",
            "php-amqplib/php-amqplib",
            "ext-amqp",
            "bunny",
            "lapin",
            "amqp",
            "github.com/rabbitmq/amqp091-go",
            "github.com/streadway/amqp",
            "spring-boot-starter-amqp",
            "spring-rabbit",
            "spring-cloud-stream-binder-rabbit",
            "quarkus-messaging-rabbitmq",
            "quarkus-smallrye-reactive-messaging-rabbitmq",
            "smallrye-reactive-messaging-rabbitmq",
            "amqp-client");

    RabbitMq() {
        super(ID, "RabbitMQ 4", PORT, "RABBIT_?MQ|RABBIT|(?:CLOUD)?AMQP");
    }

    @Override
    public String variable() {
        return "AMQP_URL";
    }

    @Override
    public Pattern schemes() {
        return SCHEMES;
    }

    @Override
    public String images() {
        return "rabbitmq";
    }

    @Override
    public Pattern client() {
        return CLIENT;
    }

    @Override
    public List<String> libraries() {
        return LIBRARIES;
    }

    @Override
    public String form() {
        return FORM;
    }

    @Override
    public String superuser() {
        return GUEST;
    }

    @Override
    public String common(Value.Part part) {
        return switch (part) {
            case USER -> "app";
            case DATABASE -> "/";
            case HOST, PORT, PASSWORD -> "";
        };
    }

    @Override
    public Optional<String> secret() {
        return Optional.of(PASSWORD);
    }

    /** The path is a virtual host; the first one has an empty path. */
    @Override
    public String urlForm(String scheme, boolean credentials, String path) {
        return FORM;
    }

    @Override
    public boolean admits(String password) {
        return password.isEmpty() || password.equals(GUEST);
    }

    /** It holds messages in memory up to the mark in its settings, and needs more while it writes them. */
    @Override
    public Profile profile() {
        return new Profile(110, new Profile.Sizing(200, 256, 512, 120), List.of(), List.of());
    }

    @Override
    public Service service(Tree tree, List<String> evidence) {
        return service(evidence, List.of(password(evidence)));
    }

    private static EnvVar password(List<String> evidence) {
        return EnvVar.of(PASSWORD, new Value.Secret(), true, evidence.getFirst());
    }

    /** Users that can give a password get the generated one; the others come in as {@code guest}. */
    @Override
    public JoinResult join(Tree tree, List<Service> services, List<String> evidence, boolean open) {
        List<String> guests = services.stream()
                .filter(service -> !SHARED.givenBy(service))
                .map(Service::name)
                .toList();
        List<Service> users = services.stream()
                .map(service -> guests.contains(service.name())
                        ? SHARED.changed(service, RabbitMq::asGuest)
                        : SHARED.protectedBy(service))
                .toList();
        if (guests.isEmpty() && !open) {
            return new JoinResult(service(tree, evidence), users, List.of());
        }
        EnvVar lets = EnvVar.literal(LETS_GUEST_IN, "on", false, evidence.getFirst());
        return new JoinResult(
                service(evidence, List.of(lets, password(evidence))),
                users,
                List.of(evidence.getFirst()
                        + ": the code gives RabbitMQ no password that could be generated: guest with"
                        + " the password guest comes in, too, and the network lets in only those who use it"));
    }

    private static Value asGuest(Value value) {
        return value instanceof Value.StorePart part && part.part() == Value.Part.USER
                ? new Value.Literal(GUEST)
                : value;
    }

    @Override
    public Keeping keeping() {
        return opens(DATA);
    }

    /** The server's own tool needs a virtual machine of its own, which is too much for a probe that is asked again and again. */
    @Override
    public StoreQuestion question(StoreQuestion.Access access) {
        return StoreQuestion.ping(
                "/bin/sh -c 'rabbitmqctl --quiet authenticate_user app \"$RABBITMQ_PASSWORD\" >/dev/null'",
                "",
                access.port());
    }

    @Override
    public BuildPlan plan(Tree tree, Service service) {
        boolean guest = service.env().stream().anyMatch(v -> v.name().equals(LETS_GUEST_IN));
        return plan(
                tree,
                List.of("coreutils", "dash", "netcat-openbsd", "rabbitmq-server", "sed"),
                List.of("adduser", "logrotate", "lsb-base", "init-system-helpers", "python3", "socat", "systemd"),
                new RunConfig(
                        List.of(program()),
                        Map.of(
                                "HOME",
                                DATA,
                                "LANG",
                                "C.UTF-8",
                                "PATH",
                                "/usr/lib/rabbitmq/bin:/usr/local/bin:/usr/bin:/bin",
                                LETS_GUEST_IN,
                                guest ? "on" : "off",
                                "RABBITMQ_NODENAME",
                                "rabbit@localhost"),
                        DATA,
                        LayerPaths.NONROOT,
                        PORT,
                        List.of("/tmp", DATA)));
    }
}
