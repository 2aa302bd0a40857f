package dev.slipway.deploy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An application's namespace, with Slipway's notes for the next run. */
final class Home {
    /** The last revision that became ready. A failed one is rolled back to it. */
    static final String GOOD = "slipway.dev/good-revision";
    /** The port on this machine where the application is reached. */
    static final String PORT = "slipway.dev/port";

    /** The owner's {@link Identity#id}. The release's own objects have it, too. */
    static final String ID = "slipway.dev/id";

    private static final String SOURCE = "slipway.dev/source";
    private static final String ORIGIN = "slipway.dev/origin";
    private static final String MANAGED = "app.kubernetes.io/managed-by";
    private static final String SECURITY = "pod-security.kubernetes.io/";

    private final KubernetesClient client;
    private final String name;

    Home(KubernetesClient client, String name) {
        this.client = client;
        this.name = name;
    }

    /** The namespace's unique id. */
    String place() {
        return client.namespaces().withName(name).get().getMetadata().getUid();
    }

    /** Makes the namespace. An existing one gets the labels and the identity that it lacks. */
    void make(Identity identity) {
        Namespace found = client.namespaces().withName(name).get();
        Map<String, String> wanted = new TreeMap<>(Map.of(
                "app.kubernetes.io/part-of",
                name,
                SECURITY + "enforce",
                "restricted",
                SECURITY + "warn",
                "restricted"));
        Map<String, String> whose = Map.of(ID, identity.id(), SOURCE, identity.source(), ORIGIN, identity.origin());
        if (found == null) {
            wanted.put(MANAGED, "slipway");
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .withLabels(wanted)
                            .withAnnotations(whose)
                            .endMetadata()
                            .build())
                    .create();
        } else if (!labels(found).entrySet().containsAll(wanted.entrySet())
                || !annotations(found).entrySet().containsAll(whose.entrySet())) {
            client.namespaces()
                    .withName(name)
                    .edit(n -> new NamespaceBuilder(n)
                            .editMetadata()
                            .addToLabels(wanted)
                            .addToAnnotations(whose)
                            .endMetadata()
                            .build());
        }
    }

    /** Whether Slipway made the namespace, and so may remove it. */
    boolean own() {
        Namespace found = client.namespaces().withName(name).get();
        return found != null && madeBySlipway(found);
    }

    static boolean madeBySlipway(Namespace namespace) {
        return "slipway".equals(labels(namespace).get(MANAGED));
    }

    static String id(Namespace namespace) {
        return annotations(namespace).getOrDefault(ID, "");
    }

    static String source(Namespace namespace) {
        return annotations(namespace).getOrDefault(SOURCE, "");
    }

    static String origin(Namespace namespace) {
        return annotations(namespace).getOrDefault(ORIGIN, "");
    }

    String note(String key) {
        Namespace found = client.namespaces().withName(name).get();
        return found == null ? "" : annotations(found).getOrDefault(key, "");
    }

    void note(String key, String value) {
        if (!note(key).equals(value)) {
            client.namespaces()
                    .withName(name)
                    .edit(n -> new NamespaceBuilder(n)
                            .editMetadata()
                            .addToAnnotations(key, value)
                            .endMetadata()
                            .build());
        }
    }

    /** Ports of other applications on this cluster. */
    Set<String> portsOfOthers() {
        return client.namespaces().list().getItems().stream()
                .filter(n -> !n.getMetadata().getName().equals(name))
                .map(n -> annotations(n).getOrDefault(PORT, ""))
                .filter(p -> !p.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Map<String, String> labels(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels == null ? Map.of() : labels;
    }

    private static Map<String, String> annotations(HasMetadata object) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }
}
