package dev.slipway.assist.fix;

import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.chart.KeptValues;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What changes of a release of Slipway's own are in the values of its chart, so that the next run keeps them. Pure. */
public final class ReleaseValues {
    private static final Pattern RESOURCES = Pattern.compile(
            "/spec/template/spec/containers/0/resources(?:/(requests|limits)(?:/(cpu|memory|ephemeral-storage))?)?");
    private static final Pattern ENV = Pattern.compile("/spec/template/spec/containers/0/env(?:/(\\d+|-)(?:/value)?)?");

    private ReleaseValues() {}

    /**
     * The values of changes.
     *
     * @param rest differences that no value of the chart stands for: the next run makes them as they were
     */
    public record Kept(List<KeptValues.Value> values, List<String> rest) {
        public Kept {
            values = List.copyOf(values);
            rest = List.copyOf(rest);
        }
    }

    public static Kept of(List<ObjectChange> changes) {
        List<KeptValues.Value> values = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (ObjectChange change : changes) {
            if (change instanceof ObjectChange.Edit edit && ofChart(edit.after())) {
                String service = LiveObjects.labels(edit.after())
                        .getOrDefault("app.kubernetes.io/name", LiveObjects.name(edit.after()));
                for (JsonNode op : edit.patch()) {
                    String path = op.path("path").asString("");
                    if (!add(values, service, path, edit) && !path.contains("restartedAt")) {
                        rest.add(edit.of().text() + path.replace('/', '.'));
                    }
                }
            }
        }
        return new Kept(
                values.stream().distinct().toList(), rest.stream().distinct().toList());
    }

    private static boolean ofChart(ObjectNode object) {
        return LiveObjects.labels(object).containsKey("slipway.dev/role")
                && LiveObjects.labels(object)
                        .getOrDefault("app.kubernetes.io/managed-by", "")
                        .equals("Helm");
    }

    private static boolean add(List<KeptValues.Value> values, String service, String path, ObjectChange.Edit edit) {
        ObjectNode after = edit.after();
        List<String> at = List.of("services", service);
        if (path.equals("/spec/replicas")) {
            values.add(value(at, "replicas", Docs.number(after, "spec/replicas", 1)));
            return true;
        }
        Matcher resources = RESOURCES.matcher(path);
        if (resources.matches()) {
            JsonNode all = Docs.at(after, "spec/template/spec/containers/0/resources");
            for (String section : List.of("requests", "limits")) {
                Docs.texts(all.path(section)).forEach((kind, quantity) -> {
                    boolean meant = (resources.group(1) == null
                                    || resources.group(1).equals(section))
                            && (resources.group(2) == null || resources.group(2).equals(kind));
                    if (meant) {
                        values.add(value(at, "resources." + section + "." + kind, quantity));
                    }
                });
            }
            return true;
        }
        if (ENV.matcher(path).matches()) {
            List<ObjectNode> plain = variables(after).stream()
                    .filter(v -> v.has("value") && !variables(edit.before()).contains(v))
                    .toList();
            plain.forEach(v -> values.add(value(at, "env." + Docs.text(v, "name"), Docs.text(v, "value"))));
            return !plain.isEmpty();
        }
        return false;
    }

    private static List<ObjectNode> variables(ObjectNode object) {
        return Docs.items(Docs.at(object, "spec/template/spec/containers/0/env"));
    }

    private static KeptValues.Value value(List<String> at, String path, Object value) {
        List<String> whole = new ArrayList<>(at);
        whole.addAll(List.of(path.split("\\.")));
        return new KeptValues.Value(whole, value);
    }
}
