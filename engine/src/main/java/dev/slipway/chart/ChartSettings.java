package dev.slipway.chart;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes the settings of an application's chart: {@code values.yaml}, its schema, and the values of each environment. */
final class ChartSettings {
    private static final String VARIABLE = "^[A-Za-z_][A-Za-z0-9_.-]*$";
    /** Characters that need no escape in a URL. */
    private static final String URL_SAFE = "^[A-Za-z0-9._~-]*$";

    private final Model model;

    ChartSettings(Model model) {
        this.model = model;
    }

    String yaml() {
        return ValuesYaml.write(
                "Settings of %s. values.schema.json describes each and refuses what it does not know; values-dev.yaml and values-prod.yaml change some for those environments. Set one with: helm upgrade ... --set services.NAME.replicas=3"
                        .formatted(model.name()),
                all());
    }

    String schema() {
        ObjectNode schema = JsonMapper.shared().createObjectNode();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "Settings of " + model.name());
        ObjectNode made = Setting.group("", "", all()).toSchema();
        // Helm adds this key, which passes values of a parent chart.
        ((ObjectNode) made.get("properties")).set("global", Setting.type("object"));
        schema.setAll(made);
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    }

    private List<Setting> all() {
        List<Setting> all = new ArrayList<>();
        if (model.entry().isPresent()) {
            all.add(Setting.text(
                    "publicUrl",
                    "The URL under which browsers reach the application; empty: http(s):// and the ingress's host.",
                    "",
                    "^(https?://[^ ]+)?$"));
            all.add(Setting.group(
                    "ingress",
                    "Lets people in through the cluster's ingress controller.",
                    Setting.flag("enabled", "", true),
                    Setting.text("className", "Which controller; empty: the cluster's default.", ""),
                    Setting.text(
                            "host",
                            "The name that browsers ask for; empty: any. Names below localhost lead to this machine.",
                            model.name() + ".localhost"),
                    Setting.text("tlsSecret", "Secret with tls.crt and tls.key; empty: no TLS.", ""),
                    Setting.texts("annotations", "For the controller.", Map.of(), ".")));
        }
        all.add(Setting.group(
                "networkPolicy",
                "Denies what the application does not need: people reach its entry, services those that they call.",
                Setting.flag("enabled", "Needs a network plugin that enforces policies; others ignore them.", true),
                Setting.text(
                        "monitoringNamespace",
                        "Namespace from which metrics may be read; empty: from none.",
                        "monitoring"),
                Setting.list(
                        "internetExcept",
                        "What services with internet: true still cannot reach: private networks and cloud metadata.",
                        List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"),
                        Setting.type("string").put("pattern", "^[0-9.]+/[0-9]{1,2}$"))));
        all.add(imagePullSecrets());
        if (!model.secrets().isEmpty()) {
            all.add(Setting.group(
                    "secrets",
                    "Shared by the services that read them. Empty: made at random when installed, and kept.",
                    model.secrets().stream()
                            .map(name -> Setting.text(name, "", ""))
                            .toList()));
        }
        all.add(Setting.group(
                "services", "", model.parts().stream().map(this::service).toList()));
        return all;
    }

    private static Setting imagePullSecrets() {
        ObjectNode item = Setting.type("object");
        item.put("additionalProperties", false).putObject("properties").set("name", Setting.type("string"));
        item.putArray("required").add("name");
        return Setting.list(
                "imagePullSecrets",
                "Secrets with a registry's credentials, such as [{name: registry}].",
                List.of(),
                item);
    }

    private Setting service(Part part) {
        List<Setting> settings = new ArrayList<>();
        settings.add(Setting.group(
                "image",
                "",
                Setting.text("repository", "", part.image().repository(), "^[^:@ ]+(:[0-9]+/[^:@ ]+)?$"),
                Setting.text(
                        "tag",
                        "Made from the image's content: the same tag is the same image.",
                        part.image().tag(),
                        "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$"),
                Setting.text(
                        "digest",
                        "Where the image is pulled from a registry: its digest, which then decides.",
                        "",
                        "^(sha256:[0-9a-f]{64})?$"),
                Setting.choice("pullPolicy", "", "IfNotPresent", "Always", "Never")));
        if (part.database()) {
            settings.add(credentials(part));
        }
        if (part.store()) {
            if (!part.keeping().data().isEmpty()) {
                settings.add(storage());
            }
            settings.add(Setting.flag("internet", "Whether it may open connections to the internet.", false));
        } else {
            scale(settings, part);
            settings.add(Setting.texts("env", env(part), plainValues(part), VARIABLE));
            settings.add(Setting.texts(
                    "secretEnv",
                    ("Variables that are kept in a Secret; those that are empty are not set."
                            + read(part.credentials())),
                    part.credentials().stream().collect(Collectors.toMap(EnvVar::name, v -> "", (a, b) -> a)),
                    VARIABLE));
            settings.add(
                    Setting.flag("internet", "Whether it may open connections to the internet (networkPolicy).", true));
        }
        settings.add(resources(part));
        return Setting.group(part.name(), part.service().description() + ".", settings);
    }

    private static void scale(List<Setting> settings, Part part) {
        settings.add(
                Setting.number("replicas", "Pods; without effect while autoscaling is on.", replicas(part), 0, 1000));
        settings.add(Setting.pods(
                "maxSurge", "Pods that an update may start at once, before the old ones go: a number or a share.", 1));
        settings.add(Setting.group(
                "autoscaling",
                "Needs the cluster's metrics (metrics-server).",
                Setting.flag("enabled", "", false),
                Setting.number("minReplicas", "", 2, 1, 1000),
                Setting.number("maxReplicas", "", 6, 1, 1000),
                Setting.number(
                        "cpuPercent", "Of the requested CPU, on average, that pods are added at.", 80, 1, 1000)));
        settings.add(Setting.group(
                "disruptionBudget",
                "Pods that may be away at once while nodes are drained.",
                Setting.flag("enabled", "", replicas(part) > 1),
                Setting.pods("maxUnavailable", "", 1)));
    }

    /**
     * Two pods of a service that answers requests, so that one may end. One pod of a worker, because not every queue allows
     * a second reader, and one pod of a service with a volume.
     */
    static int replicas(Part part) {
        return part.port() > 0 && !part.single() ? 2 : 1;
    }

    private Setting credentials(Part part) {
        return Setting.group(
                "credentials",
                "Used when the database is made; later changes have no effect.",
                Setting.text("user", "", part.service().fixed(Value.Part.USER, "app"), URL_SAFE),
                Setting.text(
                        "password", "Empty: made at random.", part.service().fixed(Value.Part.PASSWORD, ""), URL_SAFE),
                Setting.text("database", "", part.service().database(model.name()), URL_SAFE));
    }

    private static Setting storage() {
        return Setting.group(
                "storage",
                "The volume that keeps the data. Used when it is made: to grow it later, edit the claim itself.",
                Setting.quantity("size", "", "1Gi"),
                Setting.text("className", "StorageClass; empty: the cluster's default.", ""));
    }

    private static Setting resources(Part part) {
        Sizing sizing = part.sizing();
        return Setting.group(
                "resources",
                "Memory is %s. There is no CPU limit: it would slow down starts on idle nodes."
                        .formatted(sizing.reason()),
                Setting.group(
                        "requests",
                        "",
                        Setting.quantity("cpu", "", sizing.cpuMillis() + "m"),
                        Setting.quantity("memory", "", sizing.memory() + "Mi"),
                        Setting.quantity("ephemeral-storage", "", "64Mi")),
                limits(sizing));
    }

    private static Setting limits(Sizing sizing) {
        return Setting.group(
                "limits",
                "",
                Setting.quantity("cpu", "Where a quota asks for one.", "1").optional(),
                Setting.quantity("memory", "", sizing.memoryLimit() + "Mi"),
                Setting.quantity("ephemeral-storage", "", "1Gi"));
    }

    private static Map<String, String> plainValues(Part part) {
        Map<String, String> values = env(part.settings());
        if (part.jvmOptions()) {
            values.put(Part.JVM_OPTIONS, "");
        }
        return values;
    }

    private static Map<String, String> env(List<EnvVar> variables) {
        Map<String, String> values = new TreeMap<>();
        variables.forEach(v -> values.putIfAbsent(v.name(), v.text()));
        return values;
    }

    private static String env(Part part) {
        return "Plain variables, readable by all who may read ConfigMaps; those that are empty are not set."
                + read(part.settings());
    }

    private static String read(List<EnvVar> variables) {
        String places = variables.stream()
                .filter(v -> !v.evidence().isBlank())
                .map(v -> v.name() + " in " + v.evidence())
                .distinct()
                .collect(Collectors.joining(", "));
        return places.isEmpty() ? "" : " Read: " + places + ".";
    }
}
