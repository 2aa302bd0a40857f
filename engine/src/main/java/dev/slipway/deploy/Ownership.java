package dev.slipway.deploy;

import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decides which application owns a namespace and the release in it. An application of the same name need not be the
 * owner.
 */
final class Ownership {
    /** The cluster's own namespaces, and those of its usual add-ons. */
    private static final Set<String> RESERVED = Set.of(
            "default",
            "openshift",
            "projectcontour",
            "ingress-nginx",
            "cert-manager",
            "local-path-storage",
            "metallb-system",
            "istio-system",
            "gatekeeper-system");

    private final KubernetesClient client;
    private final Releases releases;
    private final Workspace workspace;
    private final Identity identity;
    private final String name;

    Ownership(KubernetesClient client, Releases releases, Workspace workspace, Identity identity, String name) {
        this.client = client;
        this.releases = releases;
        this.workspace = workspace;
        this.identity = identity;
        this.name = name;
    }

    /**
     * A revision in Helm's own records.
     *
     * @param owner {@link Identity#id} of the application that made it; empty if nobody noted it
     */
    record HelmRecord(int revision, String owner) {}

    /**
     * Refuses what belongs to another application.
     *
     * @param adopt whether to take it over instead, which is reported
     * @throws SlipwayFailure SLIP-491 for a namespace that no application may have, SLIP-492 for another application's
     */
    void claim(boolean adopt, Progress progress) throws InterruptedException {
        if (reserved(name)) {
            throw new SlipwayFailure(new Failure(
                    "SLIP-491",
                    "An application cannot be named " + name + ".",
                    "the namespace " + name + " is the cluster's own, or of a part of it",
                    List.of(),
                    "--name OTHER gives the application another name; name: OTHER in slipway.yaml keeps it",
                    "nothing was changed"));
        }
        List<String> others = foreignEvidence();
        if (others.isEmpty()) {
            return;
        }
        if (!adopt) {
            throw new SlipwayFailure(new Failure(
                    "SLIP-492",
                    "The release or namespace under the name " + name + " is not this application's.",
                    others.getFirst(),
                    others.subList(1, others.size()),
                    "--name OTHER gives this application a name of its own (name: OTHER in slipway.yaml keeps it);"
                            + " --adopt takes over what is there, with its data",
                    "nothing was changed"));
        }
        progress.on(new Progress.Event.Noted("deploy", "adopt", "taken over: " + String.join("; ", others)));
    }

    static boolean reserved(String name) {
        return RESERVED.contains(name) || name.startsWith("kube-") || name.startsWith("openshift-");
    }

    /** What shows that another application owns it, for people; empty if this one or nobody does. */
    private List<String> foreignEvidence() throws InterruptedException {
        Namespace namespace = client.namespaces().withName(name).get();
        if (namespace == null) {
            return List.of();
        }
        String noted = Home.id(namespace);
        boolean here = identity.samePlace(Home.source(namespace), Home.origin(namespace));
        boolean mine = noted.equals(identity.id()) || !noted.isEmpty() && here;
        if (!noted.isEmpty() && !mine) {
            return described(namespace, "the namespace " + name + " was made for the application of ");
        }
        Optional<HelmRecord> newest = newest();
        if (newest.isPresent() && !newest.get().owner().isEmpty()) {
            String owner = newest.get().owner();
            return owner.equals(identity.id()) || owner.equals(noted)
                    ? List.of()
                    : List.of("revision " + newest.get().revision() + " of the release " + name
                            + " was made by another application of Slipway's");
        }
        return unlabelled(namespace, mine, newest.isPresent());
    }

    private static List<String> described(Namespace namespace, String of) {
        String origin = Home.origin(namespace);
        List<String> lines = new ArrayList<>();
        lines.add(of + Home.source(namespace) + (origin.isEmpty() ? "" : " (" + origin + ")"));
        lines.add("since " + namespace.getMetadata().getCreationTimestamp());
        return lines;
    }

    /** Judges a release without an owner's label: one of plain Helm, or of a Slipway that noted none. */
    private List<String> unlabelled(Namespace namespace, boolean mine, boolean seen) throws InterruptedException {
        List<Revision> history = seen || !driver().equals("secret") ? releases.history(name) : List.of();
        boolean slipways = history.stream().anyMatch(r -> r.description().startsWith(ReleaseFingerprint.SLIPWAY));
        boolean foreign = !slipways && history.stream().anyMatch(Revision::worked);
        if (foreign) {
            Revision last = history.getLast();
            return List.of("Helm has a release " + name + " in the namespace " + name
                    + " that Slipway did not make: revision " + last.number() + " of " + last.when());
        }
        if (mine) {
            return List.of();
        }
        if (!Home.madeBySlipway(namespace)) {
            return List.of("the namespace " + name + " was there before; Slipway did not make it");
        }
        int last = history.isEmpty() ? 0 : history.getLast().number();
        Optional<Integer> recorded = recorded();
        boolean own = recorded.isPresent() && (last == 0 || recorded.get() == last);
        boolean nothing = last == 0
                && client.persistentVolumeClaims()
                        .inNamespace(name)
                        .list()
                        .getItems()
                        .isEmpty();
        return own || nothing
                ? List.of()
                : List.of("the namespace " + name + " was made by a Slipway that did not note for whom, and nothing in "
                        + workspace.work() + " shows that it was for this folder");
    }

    /** The newest revision, from the Secrets in which Helm keeps its releases. */
    Optional<HelmRecord> newest() {
        return client
                .secrets()
                .inNamespace(name)
                .withLabels(Map.of("owner", "helm", "name", name))
                .list()
                .getItems()
                .stream()
                .map(Ownership::helmRecord)
                .max(Comparator.comparingInt(HelmRecord::revision));
    }

    private static HelmRecord helmRecord(Secret secret) {
        Map<String, String> labels = secret.getMetadata().getLabels();
        String version = labels.getOrDefault("version", "");
        return new HelmRecord(
                version.matches("[0-9]{1,9}") ? Integer.parseInt(version) : 0, labels.getOrDefault(Home.ID, ""));
    }

    private String driver() {
        String driver = workspace.env().getOrDefault("HELM_DRIVER", "");
        return driver.isEmpty() || driver.startsWith("secret") ? "secret" : driver;
    }

    /** The last revision that a run in this folder made. It also reads records of a Slipway without identities. */
    private Optional<Integer> recorded() {
        try {
            JsonNode made = JsonMapper.shared()
                    .readTree(Files.readAllBytes(workspace.work().resolve("phases/deploy.json")))
                    .path("value");
            return made.path("name").asString("").equals(name)
                    ? Optional.of(made.path("revision").asInt(0))
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }
}
