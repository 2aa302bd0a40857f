package dev.slipway.chart;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Health;
import dev.slipway.application.Protocol;
import dev.slipway.application.Value;
import dev.slipway.store.Keeping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The templates of one service, by their path in the chart. */
final class ServiceTemplates {
    /**
     * A start was measured with an empty volume. A server that recovers a large one after a crash answers no question
     * meanwhile, and would begin anew each time that it is killed.
     */
    private static final int RECOVERY_SECONDS = 1800;

    private final Model model;
    private final Part part;
    private final MountedFiles mounted;
    private final Map<String, String> words = new TreeMap<>();

    ServiceTemplates(Model model, Part part) {
        this.model = model;
        this.part = part;
        this.mounted = new MountedFiles(model.name(), part);
        words.put("app", model.name());
        words.put("service", part.name());
        words.put("role", part.role());
        words.put("user", String.valueOf(part.user()));
        words.put("port", part.port() > 0 ? String.valueOf(part.port()) : "");
        words.put("lowPort", part.port() > 0 && part.port() < 1024 ? "yes" : "");
        words.put("portName", part.portName());
        words.put("metrics", part.port() > 0 ? part.service().health().metrics() : "");
        words.put(
                "startupSeconds",
                String.valueOf(
                        part.store()
                                ? Math.max(RECOVERY_SECONDS, part.sizing().startupSeconds())
                                : part.sizing().startupSeconds()));
        folders();
    }

    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        if (part.store()) {
            statefulSet(files);
        } else {
            deployment(files);
        }
        if (part.port() > 0) {
            words.put("headless", part.store() ? "yes" : "");
            put(files, "service.yaml");
            for (String alias : part.service().aliases()) {
                words.put("alias", alias);
                files.put(
                        "templates/" + part.name() + "/service-" + alias + ".yaml", Template.fill("alias.yaml", words));
            }
        }
        put(files, "serviceaccount.yaml");
        network();
        put(files, "networkpolicy.yaml");
        return files;
    }

    private void put(Map<String, String> files, String template) {
        files.put("templates/" + part.name() + "/" + template, Template.fill(template, words));
    }

    private void deployment(Map<String, String> files) {
        Health health = part.service().health();
        words.put("started", probe(first(health.started(), health.ready(), health.live())));
        words.put("ready", probe(first(health.ready(), health.live(), health.started())));
        // This is never the readiness path: an unreachable database must not get every pod killed.
        words.put("live", probe(health.live()));
        words.put(
                "migrate",
                part.service().migrate().isEmpty() ? "" : json(part.service().migrate()));
        words.put(
                "waits",
                part.service().patient()
                        ? ""
                        : model.stores(part).stream().map(this::wait).collect(Collectors.joining()));
        words.put("databaseVariables", part.ofDatabase().isEmpty() ? "" : "yes");
        words.put("secrets", secretReferences() + openVariables());
        words.put("givenSecrets", givenSecrets());
        words.put("links", links());
        words.put("filesSum", mounted.sum());
        words.put("fileTexts", mounted.texts());
        put(files, "deployment.yaml");
        put(files, "configmap.yaml");
        put(files, "hpa.yaml");
        put(files, "pdb.yaml");
        if (part.keeps()) {
            put(files, "claim.yaml");
        }
    }

    /** An init container that waits for a store. It runs in the store's own image, which has the client. */
    private String wait(Part store) {
        return Template.fill(
                "wait.yaml",
                Map.of(
                        "app", model.name(),
                        "store", store.name(),
                        "waitName", store.database() ? "database" : store.name(),
                        "waitTitle",
                                store.database()
                                        ? "The database"
                                        : store.service().description(),
                        "waits", store.keeping().waits(store.name(), store.port())));
    }

    private void statefulSet(Map<String, String> files) {
        Keeping keeping = part.keeping();
        words.put("data", keeping.data());
        words.put("database", part.database() ? part.name() : "");
        words.put("asks", spaced(keeping.asks(part.port())));
        words.put("givenSecrets", givenSecrets());
        words.put(
                "variables",
                part.database()
                        ? databaseVariables().entrySet().stream()
                                .map(v -> reference(v.getKey(), part.name(), v.getValue()))
                                .collect(Collectors.joining())
                        : secretReferences());
        put(files, "statefulset.yaml");
    }

    /** Variables that the database's image reads, with their key in its Secret. */
    private Map<String, String> databaseVariables() {
        Map<String, String> variables = new TreeMap<>();
        for (EnvVar variable : part.ofDatabase()) {
            if (variable.value() instanceof Value.StorePart own) {
                variables.put(variable.name(), own.part().name().toLowerCase(Locale.ROOT));
            }
        }
        return variables;
    }

    private Stream<String> secrets() {
        return part.variables(Value.Secret.class).stream()
                .map(EnvVar::name)
                .distinct()
                .sorted();
    }

    private String secretReferences() {
        return secrets()
                .map(name -> reference(name, model.name() + "-secrets", name))
                .collect(Collectors.joining());
    }

    private String givenSecrets() {
        return Stream.concat(secrets(), mounted.secrets())
                .distinct()
                .map("(index .Values.secrets \"%s\")"::formatted)
                .collect(Collectors.joining(" "));
    }

    /**
     * Variables that lead to Redis and the like. Kubernetes inserts the password when the container starts, so that no other Secret holds
     * it.
     */
    private String openVariables() {
        return part.ofOpenStores().stream()
                .map(v -> "- name: %s\n  value: %s\n"
                        .formatted(v.name(), ValuesYaml.quoted(v.value().in(new ChartReach(model), v.name()))))
                .collect(Collectors.joining());
    }

    private static String reference(String variable, String secret, String key) {
        return """
            - name: %s
              valueFrom:
                secretKeyRef:
                  name: %s
                  key: %s
            """.formatted(variable, secret, key);
    }

    private String links() {
        StringBuilder links = new StringBuilder();
        for (EnvVar variable : part.variables(Value.OfService.class)) {
            links.append("{{- $_ := set $settings \"%s\" \"%s\" }}\n"
                    .formatted(variable.name(), variable.value().in(new ChartReach(model), variable.name())));
        }
        for (EnvVar variable : part.variables(Value.PublicUrl.class)) {
            String behind = ((Value.PublicUrl) variable.value()).path();
            String path = behind.isEmpty() ? "" : " | printf \"%%s%s\"".formatted(behind);
            links.append("{{- $_ := set $settings \"%s\" (include \"%s.publicUrl\" .%s) }}\n"
                    .formatted(variable.name(), model.name(), path));
        }
        return links.toString();
    }

    private static String first(String... paths) {
        return Stream.of(paths).filter(p -> !p.isBlank()).findFirst().orElse("");
    }

    private String probe(String path) {
        if (part.service().protocol() == Protocol.GRPC) {
            return "grpc:\n  port: %d\n".formatted(part.port());
        }
        return path.isBlank()
                ? "tcpSocket:\n  port: %s\n".formatted(part.portName())
                : "httpGet:\n  path: %s\n  port: %s\n".formatted(ValuesYaml.scalar(path), part.portName());
    }

    /** Makes a volume for each folder that the program writes to. The rest of the file system is read-only. */
    private void folders() {
        List<String> folders = new ArrayList<>(List.of("/tmp"));
        part.writable().stream()
                .filter(f -> !f.equals("/tmp") && !f.equals("/dev/shm"))
                .filter(f -> !part.store()
                        || part.keeping().data().isEmpty()
                        || !within(part.keeping().data(), f))
                .forEach(folders::add);
        StringBuilder mounts = new StringBuilder();
        StringBuilder volumes = new StringBuilder();
        for (String folder : folders) {
            String name = folder.substring(1).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            if (part.service().amendments().volumes().contains(folder)) {
                // A folder of the volume that the service has already.
                mounts.append("- name: %s\n  mountPath: %s\n  subPath: %s\n"
                        .formatted(BuildPlan.KEPT.substring(1), ValuesYaml.scalar(folder), ValuesYaml.scalar(name)));
                continue;
            }
            mounts.append("- name: %s\n  mountPath: %s\n".formatted(name, ValuesYaml.scalar(folder)));
            volumes.append(
                    folder.equals(BuildPlan.KEPT)
                            ? "- name: %s\n  persistentVolumeClaim:\n    claimName: %s-data\n"
                                    .formatted(name, part.name())
                            : "- name: %s\n  emptyDir:\n    sizeLimit: 256Mi\n".formatted(name));
        }
        words.put("mounts", mounts + mounted.mounts());
        words.put("volumes", volumes + mounted.volumes());
    }

    /** Whether one of the folders is in the other, or the same. */
    private static boolean within(String data, String folder) {
        return (data + "/").startsWith(folder + "/") || folder.startsWith(data + "/");
    }

    private void network() {
        boolean entry = model.entry().filter(part::equals).isPresent()
                || model.api().filter(part::equals).isPresent();
        words.put("entry", entry ? "yes" : "");
        words.put(
                "callers", model.callers(part).stream().map(c -> peer(c.name())).collect(Collectors.joining()) + """
                    - podSelector:
                        matchLabels:
                          app.kubernetes.io/instance: {{ .Release.Name }}
                          slipway.dev/role: test
                    """);
        // A store opens no connection, not even for names.
        words.put("talks", part.store() ? "" : "yes");
        words.put(
                "needs",
                model.called(part).stream()
                        .map(c -> "- to:\n"
                                + peer(c.name()).indent(4)
                                + "  ports:\n    - port: %s\n      protocol: TCP\n".formatted(c.portName()))
                        .collect(Collectors.joining()));
    }

    private static String peer(String service) {
        return """
            - podSelector:
                matchLabels:
                  app.kubernetes.io/name: %s
                  app.kubernetes.io/instance: {{ .Release.Name }}
            """.formatted(service);
    }

    /** A list in YAML, as people write it. */
    private static String spaced(List<String> words) {
        return words.stream().map(ServiceTemplates::json).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String json(Object words) {
        return JsonMapper.shared().writeValueAsString(words);
    }
}
