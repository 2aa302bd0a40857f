package dev.slipway.assist.second;

import dev.slipway.assist.act.ClusterReader;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.Kube;
import dev.slipway.gate.Opinion;
import dev.slipway.run.Phase;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * kagent, which runs in a cluster: by the A2A protocol at its controller ({@code KAGENT_URL}, else localhost:8083). Its agents have
 * tools of their own, so what the namespace looks like is compared before and after.
 */
final class Kagent implements Colleague {
    private static final String USUAL = "k8s-agent";
    private static final List<ResourceKind> MOVING =
            List.of(ResourceKind.POD, ResourceKind.EVENT, ResourceKind.REPLICASET, ResourceKind.HPA, ResourceKind.NODE);

    private final Map<String, String> env;

    Kagent(Map<String, String> env) {
        this.env = env;
    }

    @Override
    public String name() {
        return "kagent";
    }

    @Override
    public String served() {
        return "built-in checks measured health and use, and diagnose names causes";
    }

    @Override
    public boolean isAskedAfter(Phase phase) {
        return phase == Phase.DEPLOY || phase == Phase.VALIDATE;
    }

    @Override
    public Opinion asked(Question question) throws InterruptedException {
        String base = env.getOrDefault("KAGENT_URL", "http://localhost:8083").replaceFirst("/+$", "");
        String prompt = question.words(
                "Look at the namespace " + question.namespace() + ".", "what is the matter and what to do about it.");
        try (AgentCall call = new AgentCall(URI.create(base), env.getOrDefault("KAGENT_TOKEN", ""), question.until())) {
            List<String> agents = call.agents();
            Optional<String> agent = agents.stream()
                    .filter(a -> a.endsWith("/" + env.getOrDefault("KAGENT_AGENT", USUAL)))
                    .findFirst()
                    .or(() -> agents.stream().findFirst());
            if (agent.isEmpty()) {
                return failed(question, "", "it has no agent");
            }
            Map<String, String> before = seen(question);
            AgentCall.Answer answer = call.ask(agent.get(), prompt);
            return judged(question, agent.get(), answer, changed(before, seen(question)));
        } catch (AgentCall.Unreachable e) {
            return absent(question, "its controller does not answer at " + base);
        } catch (IOException | IllegalArgumentException e) {
            return failed(question, "", "it cannot be asked: " + e.getMessage());
        }
    }

    private Opinion judged(Question question, String agent, AgentCall.Answer answer, List<String> changed) {
        String asked = question.told(agent + ": what is the matter with");
        if (!changed.isEmpty()) {
            return judged(
                    question,
                    asked,
                    answer.text(),
                    Opinion.Outcome.REFUSED,
                    "while it was asked, these were changed without consent: " + String.join(", ", changed)
                            + "; the next ./slipway up makes them as they were");
        }
        if (!answer.state().equals("completed") || answer.text().isBlank()) {
            return judged(
                    question,
                    asked,
                    answer.text(),
                    Opinion.Outcome.FAILED,
                    switch (answer.state()) {
                        case "input-required", "auth-required" ->
                            "it asks for an approval, which is not given here (" + answer.state() + ")";
                        case "completed" -> "it answered nothing";
                        default -> "it ended as " + answer.state();
                    });
        }
        return judged(
                question,
                asked,
                answer.text(),
                Opinion.Outcome.NOTED,
                "advice in words; the namespace was the same before and after");
    }

    private static Map<String, String> seen(Question question) throws InterruptedException {
        Map<String, String> seen = new TreeMap<>();
        Optional<Cluster> cluster = question.soFar().cluster();
        if (cluster.isEmpty()) {
            return seen;
        }
        try (KubernetesClient client = Kube.client(cluster.get())) {
            LiveObjects objects =
                    ClusterReader.read(client, question.namespace()).objects();
            for (ResourceKind kind : ResourceKind.values()) {
                if (kind.namespaced() && !MOVING.contains(kind)) {
                    for (ObjectNode object : objects.all(kind, question.namespace())) {
                        seen.put(LiveObjects.ref(object).words(), mark(object));
                    }
                }
            }
        }
        return seen;
    }

    /** What somebody set: what controllers count and note is left out. */
    private static String mark(ObjectNode object) {
        return Docs.changed(object, o -> {
                    o.remove("status");
                    o.remove("metadata");
                })
                .toString();
    }

    private static List<String> changed(Map<String, String> before, Map<String, String> after) {
        List<String> changed = new ArrayList<>();
        before.forEach((what, mark) -> {
            if (!after.containsKey(what)) {
                changed.add(what + " is gone");
            } else if (!mark.equals(after.get(what))) {
                changed.add(what);
            }
        });
        after.keySet().stream()
                .filter(what -> !before.containsKey(what))
                .forEach(what -> changed.add(what + " is new"));
        return changed;
    }
}
