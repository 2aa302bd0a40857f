package dev.slipway.cluster.node;

import dev.slipway.cluster.ClusterStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** Reads the state of an embedded node from its files and the kernel's. */
final class NodeState {
    private NodeState() {}

    static ClusterStatus of(String name, Path home, String version, Instant now) {
        Optional<NodeProcess> process = NodeProcess.of(home);
        Optional<NodeStatus> status = NodeStatus.read(home);
        Optional<NodeConfig> config = NodeConfig.read(home);
        String phase = process.isPresent()
                ? status.map(NodeStatus::phase).orElse("starting")
                : Files.isDirectory(home) ? "stopped" : "absent";
        return new ClusterStatus(
                name,
                phase,
                status.map(s -> s.message().isEmpty() ? s.detail() : s.message())
                        .orElse(""),
                process.isPresent() ? version : "",
                process.map(p -> p.uptime(now)).orElse(Duration.ZERO),
                process.isPresent() ? memory(group(name, home)) : 0,
                config.map(NodeConfig::apiPort).orElse(0),
                config.map(NodeConfig::gatewayPort).orElse(0),
                home.resolve("kubeconfig").toString());
    }

    /** Working set of the node and its pods: memory in use without the file cache that the kernel can drop at once. */
    private static long memory(String group) {
        Path v2 = Path.of("/sys/fs/cgroup", group);
        Path v1 = Path.of("/sys/fs/cgroup/memory", group);
        return Files.isDirectory(v1)
                ? Math.max(0, number(v1.resolve("memory.usage_in_bytes")) - stat(v1, "total_inactive_file"))
                : Math.max(0, number(v2.resolve("memory.current")) - stat(v2, "inactive_file"));
    }

    /** The node's control group, as its program names it ({@code Cgroup} in node/internal/config). */
    private static String group(String name, Path home) {
        String path = home.toAbsolutePath().normalize().toString();
        return "slipway-" + name + "-" + DigestUtils.sha256Hex(path).substring(0, 8);
    }

    private static long stat(Path group, String key) {
        try (BufferedReader reader = Files.newBufferedReader(group.resolve("memory.stat"))) {
            return reader.lines()
                    .filter(l -> l.startsWith(key + " "))
                    .mapToLong(l -> Long.parseLong(l.substring(key.length() + 1)))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static long number(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return Long.parseLong(String.valueOf(reader.readLine()).strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
