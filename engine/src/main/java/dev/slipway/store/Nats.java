package dev.slipway.store;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** NATS 2 from Debian, with its streams (JetStream) in a volume. Not every client reads a password from a URL, so it has none. */
final class Nats extends Broker {
    private static final String DATA = "/var/lib/nats";
    private static final int PORT = 4222;
    private static final Pattern SCHEMES = Pattern.compile("nats");
    private static final Pattern CLIENT = Pattern.compile("(?i)\\bnats|faststream");
    private static final List<String> LIBRARIES = List.of(
            "nats",
            "@nats-io/transport-node",
            "nats-py",
            "async-nats",
            "basis-company/nats",
            "nats-pure",
            "github.com/nats-io/nats.go",
            "jnats",
            "quarkus-messaging-nats-jetstream");

    Nats() {
        super("nats", "NATS 2", PORT, "NATS");
    }

    @Override
    public String variable() {
        return "NATS_URL";
    }

    @Override
    public Pattern schemes() {
        return SCHEMES;
    }

    @Override
    public String images() {
        return "nats(?:-streaming)?";
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
        return "nats://{host}:{port}";
    }

    @Override
    public Keeping keeping() {
        return opens(DATA);
    }

    @Override
    public Profile profile() {
        return new Profile(60, new Profile.Sizing(100, 128, 256, 60), List.of(), List.of());
    }

    @Override
    public BuildPlan plan(Tree tree, Service service) {
        return plan(
                tree,
                List.of("coreutils", "dash", "nats-server", "netcat-openbsd"),
                List.of("adduser", "init-system-helpers"),
                new RunConfig(
                        List.of(program()),
                        Map.of("PATH", "/usr/sbin:/usr/local/bin:/usr/bin:/bin"),
                        DATA,
                        LayerPaths.NONROOT,
                        PORT,
                        List.of("/tmp", DATA)));
    }
}
