package dev.slipway.chart;

import dev.slipway.application.Value;
import dev.slipway.containerize.BuiltImage;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/** Generates the files of an application's chart, by their path in the chart. The same model gives the same bytes. */
final class ChartFiles {
    private final Model model;

    private ChartFiles(Model model) {
        this.model = model;
    }

    static SortedMap<String, String> of(Model model) {
        return new ChartFiles(model).files();
    }

    private SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        ChartSettings settings = new ChartSettings(model);
        files.put("values.yaml", settings.yaml());
        files.put("values.schema.json", settings.schema());
        files.put("values-dev.yaml", Environments.dev(model));
        files.put("values-prod.yaml", Environments.prod(model));
        files.put(".helmignore", "*.tgz\n.git/\n");
        Map<String, String> words = new TreeMap<>(Map.of("app", model.name()));
        files.put("templates/_helpers.tpl", Template.fill("helpers.tpl", words));
        files.put("templates/default-deny.yaml", Template.fill("default-deny.yaml", words));
        model.parts().forEach(part -> files.putAll(new ServiceTemplates(model, part).files()));
        files.put("templates/secrets.yaml", secrets());
        model.entry().ifPresent(entry -> files.put("templates/ingress.yaml", ingress(entry)));
        ReachTest.of(model).ifPresent(text -> files.put("templates/tests/reach.yaml", text));
        files.put("templates/NOTES.txt", notes());
        files.put("Chart.yaml", chart(files));
        return files;
    }

    private String ingress(Part entry) {
        return Template.fill(
                "ingress.yaml",
                Map.of(
                        "app", model.name(),
                        "service", entry.name(),
                        "api", model.api().map(Part::name).orElse("")));
    }

    private String notes() {
        return Template.fill(
                "notes.txt",
                Map.of(
                        "app", model.name(),
                        "entry", model.entry().map(Part::name).orElse(""),
                        "port", model.entry().map(e -> String.valueOf(e.port())).orElse(""),
                        "databases",
                                model.databases().stream()
                                        .map(ChartFiles::console)
                                        .collect(Collectors.joining())));
    }

    private static String console(Part database) {
        String console = database.keeping().console();
        String into = "Database kubectl --namespace {{ .Release.Namespace }} ";
        return into
                + (console.isEmpty()
                        ? "port-forward statefulset/%s %d%n".formatted(database.name(), database.port())
                        : "exec -it statefulset/%s -- sh -c '%s'%n".formatted(database.name(), console));
    }

    private String secrets() {
        String shared = model.secrets().stream()
                .map(name ->
                        "%s: {{ include \"%s.secret\" (dict \"given\" (index .Values.secrets \"%s\") \"installed\" (get $shared \"%s\")) }}\n"
                                .formatted(name, model.name(), name, name))
                .collect(Collectors.joining());
        StringBuilder services = new StringBuilder();
        Set<Part> rest = new LinkedHashSet<>(model.parts());
        for (Part database : model.databases()) {
            services.append(
                    Template.fill("database-secret.yaml", Map.of("app", model.name(), "database", database.name())));
            model.callers(database).stream()
                    .filter(rest::remove)
                    .map(this::secret)
                    .forEach(services::append);
        }
        rest.stream().filter(p -> !p.store()).map(this::secret).forEach(services::append);
        return Template.fill(
                "secrets.yaml", Map.of("app", model.name(), "secrets", shared, "services", services.toString()));
    }

    private String secret(Part part) {
        String variables = part.ofDatabase().stream()
                .map(v -> "%s: {{ %s | b64enc }}\n".formatted(v.name(), databaseValue((Value.OfStore) v.value())))
                .sorted()
                .distinct()
                .collect(Collectors.joining());
        return Template.fill(
                "service-secret.yaml",
                Map.of("app", model.name(), "service", part.name(), "role", part.role(), "variables", variables));
    }

    /** A Helm expression for what leads to a database: the user, the password and the name come from its credentials. */
    private String databaseValue(Value.OfStore value) {
        ChartReach reach = new ChartReach(model);
        StringBuilder arguments = new StringBuilder();
        String format = new Value.StoreUrl(value.store(), value.template().replace("%", "%%"))
                .filled(part -> switch (part) {
                    case HOST, PORT -> reach.part(value.store(), part);
                    case USER, PASSWORD, DATABASE -> {
                        arguments.append(' ').append(reach.part(value.store(), part));
                        yield "%s";
                    }
                });
        return "printf %s%s".formatted(ValuesYaml.quoted(format), arguments);
    }

    private String chart(SortedMap<String, String> files) {
        String images =
                model.parts().stream().map(Part::image).map(BuiltImage::digest).collect(Collectors.joining("\n"));
        String roles = model.parts().stream()
                .map(p -> p.name() + " (" + p.service().description() + ")")
                .collect(Collectors.joining(", "));
        return """
                apiVersion: v2
                name: %s
                description: %s
                type: application
                # What stands behind the + changes with any file of this chart.
                version: 0.1.0+%s
                # Changes with the images.
                appVersion: "%s"
                # preStop.sleep needs it.
                kubeVersion: ">=1.30.0-0"
                keywords: [%s]
                """.formatted(
                        model.name(),
                        ValuesYaml.quoted(roles),
                        hash(files.toString()),
                        hash(images),
                        model.parts().stream()
                                .map(p -> p.service().stack())
                                .filter(s -> !s.isBlank())
                                .distinct()
                                .sorted()
                                .map(ValuesYaml::scalar)
                                .collect(Collectors.joining(", ")));
    }

    private static String hash(String text) {
        return DigestUtils.sha256Hex(text).substring(0, 12);
    }
}
