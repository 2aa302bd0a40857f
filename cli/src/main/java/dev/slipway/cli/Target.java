package dev.slipway.cli;

import dev.slipway.cli.proof.FolderPlace;
import dev.slipway.cluster.choice.Clusters;
import dev.slipway.gate.Workspace;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that most commands share: which application, with which settings, on which cluster. */
final class Target {
    /**
     * The option to take over what another application has under the same name, for commands that change a release.
     */
    static final class Adoption {
        @Option(
                names = "--adopt",
                description =
                        "take over the release and the namespace of this name, with their data, whoever made them")
        private boolean asked;

        boolean asked() {
            return asked;
        }
    }

    @Mixin
    private FolderPlace place = new FolderPlace();

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "a setting that wins over slipway.yaml, such as services.backend.env.LOG_LEVEL=debug")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "the application's name on the cluster (default: name in slipway.yaml, else the folder's)")
    private @Nullable String name;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            defaultValue = "",
            description = "embedded, minikube, kind, k3d or docker-desktop (default: whichever is available)")
    private String provider = "";

    @Option(names = "--context", paramLabel = "NAME", defaultValue = "", description = "a context of your kubeconfig")
    private String context = "";

    @Option(
            names = "--registry",
            paramLabel = "HOST/PATH",
            description =
                    "a registry that the cluster's nodes pull the images from, such as ghcr.io/ACCOUNT"
                            + " (default: registry in slipway.yaml, else the cluster's own, where its nodes take none directly)")
    private @Nullable String registry;

    Map<String, String> set() {
        Map<String, String> all = new LinkedHashMap<>(set);
        if (name != null) {
            all.put("name", name);
        }
        if (registry != null) {
            all.put("registry", registry);
        }
        return all;
    }

    Clusters.Choice cluster() {
        return new Clusters.Choice(provider, context);
    }

    /** The words that lead another command to the same cluster, each with a space before it. */
    String clusterWords() {
        return word("--provider", provider) + word("--context", context);
    }

    /** The words that lead another command to the same release on the same cluster, each with a space before it. */
    String releaseWords() {
        return word("--name", name == null ? "" : name) + clusterWords();
    }

    private static String word(String option, String value) {
        return value.isBlank() ? "" : " " + option + " " + value;
    }

    Workspace workspace(Map<String, String> env) {
        return place.workspace(env);
    }
}
