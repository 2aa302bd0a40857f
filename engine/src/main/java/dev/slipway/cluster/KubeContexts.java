package dev.slipway.cluster;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The contexts of the user's kubeconfig files, read and never written. */
public final class KubeContexts {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final Set<String> OWN_NAMES =
            Set.of("localhost", "kubernetes.docker.internal", "host.docker.internal", "lima", "0.0.0.0");

    private final List<Path> files;

    /**
     * A context.
     *
     * @param maker {@code minikube}, {@code kind}, {@code k3d} or {@code docker-desktop}, if its names show it; else
     * empty
     */
    public record Context(String name, String cluster, String server, Path file, String maker) {
        /** Whether the API server's address is one of this machine. */
        public boolean local() {
            return ownAddress(server) || (maker.equals("minikube") && privateAddress(server));
        }
    }

    public KubeContexts(Map<String, String> env) {
        String listed = env.getOrDefault("KUBECONFIG", "");
        List<Path> found = new ArrayList<>();
        for (String file : listed.split(File.pathSeparator)) {
            if (!file.isBlank()) {
                found.add(Path.of(file).toAbsolutePath().normalize());
            }
        }
        if (found.isEmpty() && !env.getOrDefault("HOME", "").isBlank()) {
            found.add(Path.of(env.get("HOME"), ".kube", "config"));
        }
        this.files = List.copyOf(found);
    }

    public List<Path> files() {
        return files;
    }

    public Optional<Context> find(String name) {
        return all().stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /** All contexts, in the order of the files. If two have the same name the first counts, as with kubectl. */
    public List<Context> all() {
        List<Context> all = new ArrayList<>();
        for (Path file : files) {
            JsonNode config = read(file);
            for (JsonNode context : config.path("contexts")) {
                String name = context.path("name").asString("");
                String cluster = context.path("context").path("cluster").asString("");
                if (all.stream().noneMatch(c -> c.name().equals(name))) {
                    JsonNode entry = byName(config.path("clusters"), cluster);
                    String server = entry.path("server").asString("");
                    all.add(new Context(name, cluster, server, file, maker(name, entry, server)));
                }
            }
        }
        return all;
    }

    private static String maker(String context, JsonNode cluster, String server) {
        for (JsonNode extension : cluster.path("extensions")) {
            if (extension.path("extension").path("provider").asString("").startsWith("minikube")) {
                return "minikube";
            }
        }
        // For a server elsewhere, the name does not show the maker.
        if (!ownAddress(server)) {
            return "";
        }
        if (context.startsWith("kind-")) {
            return "kind";
        }
        if (context.startsWith("k3d-")) {
            return "k3d";
        }
        return context.equals("docker-desktop") ? "docker-desktop" : "";
    }

    private static JsonNode byName(JsonNode list, String name) {
        for (JsonNode entry : list) {
            if (entry.path("name").asString("").equals(name)) {
                return entry.path("cluster");
            }
        }
        return YAML.createObjectNode();
    }

    private static JsonNode read(Path file) {
        try {
            return YAML.readTree(Files.readString(file));
        } catch (IOException | JacksonException e) {
            // kubectl skips a file that does not exist. A file that cannot be read counts as having no contexts.
            return YAML.createObjectNode();
        }
    }

    private static boolean ownAddress(String server) {
        String host = host(server);
        return host.startsWith("127.") || host.equals("[::1]") || OWN_NAMES.contains(host);
    }

    private static boolean privateAddress(String server) {
        return host(server).matches("10\\..*|192\\.168\\..*|172\\.(1[6-9]|2[0-9]|3[01])\\..*");
    }

    private static String host(String server) {
        try {
            String host = URI.create(server).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
