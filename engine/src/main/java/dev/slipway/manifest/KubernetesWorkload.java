package dev.slipway.manifest;

import dev.slipway.inventory.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What the Kubernetes manifests of a tree start. Slipway applies none of them; they are evidence. A template that Helm has to fill first
 * is none.
 *
 * @param name of the workload
 * @param image of its first container
 * @param environment variables of that container that have a plain value
 * @param place where it begins
 */
public record KubernetesWorkload(String name, String image, Map<String, String> environment, String place) {
    private static final Pattern FILE = Pattern.compile(".*\\.ya?ml");
    private static final Pattern KIND = Pattern.compile("(?m)^kind:\\s*[\"']?(Deployment|StatefulSet|DaemonSet)\\b");
    private static final Set<String> KINDS = Set.of("Deployment", "StatefulSet", "DaemonSet");

    public KubernetesWorkload {
        environment = Map.copyOf(environment);
    }

    private record All(List<KubernetesWorkload> all) {}

    /** In the order of their files. */
    public static List<KubernetesWorkload> of(Tree tree) {
        return tree.once(All.class, "workloads", () -> new All(read(tree))).all();
    }

    private static List<KubernetesWorkload> read(Tree tree) {
        List<KubernetesWorkload> all = new ArrayList<>();
        for (String file : tree.below("", f -> FILE.matcher(f).matches())) {
            String text = tree.text(file);
            if (KIND.matcher(text).find()) {
                read(tree, file, text, all);
            }
        }
        return List.copyOf(all);
    }

    private static void read(Tree tree, String file, String text, List<KubernetesWorkload> all) {
        try {
            for (Object document :
                    new Load(LoadSettings.builder().setAllowDuplicateKeys(true).build()).loadAllFromString(text)) {
                Document object = Document.of(document);
                String name = object.path("metadata").path("name").asString();
                if (KINDS.contains(object.path("kind").asString()) && !name.isEmpty()) {
                    Document container = object.path("spec")
                            .path("template")
                            .path("spec")
                            .path("containers")
                            .path(0);
                    Map<String, String> environment = new TreeMap<>();
                    container.path("env").stream()
                            .filter(variable -> variable.has("value"))
                            .forEach(variable -> environment.put(
                                    variable.path("name").asString(),
                                    variable.path("value").asString()));
                    all.add(new KubernetesWorkload(
                            name,
                            container.path("image").asString(),
                            environment,
                            tree.place(file, Math.max(0, text.indexOf("name: " + name)))));
                }
            }
        } catch (YamlEngineException e) {
            // Evidence that cannot be read is none.
        }
    }

    /** Where its manifest lies. */
    public String folder() {
        return Tree.parent(place);
    }

    /** The image's name without its registry and its tag. */
    public String plainImage() {
        return Tree.name(image.replaceFirst("@.*", "").replaceFirst(":[^/:]*$", ""));
    }
}
