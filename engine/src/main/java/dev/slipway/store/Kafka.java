package dev.slipway.store;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.BuildPlan.Text;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile;
import dev.slipway.application.Resources;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Kafka 4, one broker that is its own controller (KRaft), of its authors' jars. Programs read its address alone, so it asks for
 * no password: the network policy lets in only those who use it.
 */
public final class Kafka extends Broker {
    public static final String ID = "kafka";

    private static final int PORT = 9092;
    private static final String DATA = "/var/lib/kafka";
    private static final String RUNTIME = "/usr/lib/jvm/runtime";
    private static final String JARS = LayerPaths.made("kafka");
    private static final String JVM = LayerPaths.made("kafka-runtime");
    private static final String JDK = "{jdk:25}";
    private static final Pattern SCHEMES = Pattern.compile("kafka");
    private static final Pattern CLIENT = Pattern.compile("(?i)kafka|faststream|sarama");
    private static final List<String> LIBRARIES = List.of(
            "kafkajs",
            "node-rdkafka",
            "@confluentinc/kafka-javascript",
            "@platformatic/kafka",
            "aiokafka",
            "confluent-kafka",
            "kafka-python",
            "kafka-python-ng",
            "rdkafka",
            "ext-rdkafka",
            "ruby-kafka",
            "karafka",
            "brod",
            "github.com/segmentio/kafka-go",
            "github.com/IBM/sarama",
            "github.com/Shopify/sarama",
            "github.com/twmb/franz-go",
            "github.com/confluentinc/confluent-kafka-go",
            "spring-kafka",
            "spring-boot-starter-kafka",
            "spring-cloud-stream-binder-kafka",
            "quarkus-messaging-kafka",
            "quarkus-smallrye-reactive-messaging-kafka",
            "quarkus-kafka-client",
            "micronaut-kafka",
            "kafka-clients");

    Kafka() {
        super(ID, "Kafka 4", PORT, "KAFKA|BOOTSTRAP|BROKERS?");
    }

    @Override
    public String variable() {
        return "KAFKA_BROKERS";
    }

    @Override
    public Pattern schemes() {
        return SCHEMES;
    }

    @Override
    public String images() {
        return "kafka(?:-native)?|cp-kafka|redpanda";
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
        return "{host}:{port}";
    }

    @Override
    public String urlForm(String scheme, boolean credentials, String path) {
        return scheme.equals("kafka") ? form() : super.urlForm(scheme, credentials, path);
    }

    @Override
    public Keeping keeping() {
        return opens(DATA);
    }

    /** An idle broker shows little of what it needs: its heap may have 384 MiB. */
    @Override
    public Profile profile() {
        return new Profile(
                150, new Profile.Sizing(200, 512, 768, 120), List.of(new Profile.Tool("mvn", "maven")), List.of());
    }

    @Override
    public BuildPlan plan(Tree tree, Service service) {
        String pom = Resources.text(Store.class, "kafka-pom.xml");
        Step jars = new Step(
                "jars",
                List.of(
                        "sh",
                        "-c",
                        "rm -rf " + JARS + " && mkdir -p " + JARS + " && cat > " + JARS + "/pom.xml <<'END'\n" + pom
                                + "END\n: && mvn -B -ntp -q -f " + JARS
                                + "/pom.xml dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=lib && rm "
                                + JARS + "/pom.xml"),
                "",
                Map.of("JAVA_HOME", JDK),
                List.of(),
                List.of(JARS));
        Step runtime = new Step(
                "jlink",
                List.of(
                        "jlink",
                        "--add-modules",
                        "java.base,java.desktop,java.logging,java.management,java.naming,java.net.http,java.security.jgss,"
                                + "java.security.sasl,java.sql,java.xml,jdk.crypto.ec,jdk.management,jdk.net,"
                                + "jdk.security.auth,jdk.unsupported,jdk.zipfs",
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        JVM),
                "",
                Map.of("JAVA_HOME", JDK),
                List.of(),
                List.of(JVM));
        Text start = new Text(program(), 0755, Resources.text(Store.class, "start-" + ID + ".sh"));
        return new BuildPlan(
                        "trixie",
                        List.of("coreutils", "dash", "libc6", "libstdc++6", "netcat-openbsd", "zlib1g"),
                        List.of(),
                        List.of(),
                        List.of(jars, runtime),
                        List.of(
                                new LayerPlan("runtime", List.of(new Copy(JVM, RUNTIME))),
                                new LayerPlan("dependencies", List.of(new Copy(JARS, "/usr/local/lib/kafka"))),
                                new LayerPlan("code", List.of(), List.of(start))),
                        new RunConfig(
                                List.of(program()),
                                Map.of("PATH", RUNTIME + "/bin:/usr/local/bin:/usr/bin:/bin", "LANG", "C.UTF-8"),
                                DATA,
                                LayerPaths.NONROOT,
                                PORT,
                                List.of("/tmp", DATA)))
                .with(profile());
    }
}
