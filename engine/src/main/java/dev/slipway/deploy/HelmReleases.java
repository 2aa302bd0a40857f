package dev.slipway.deploy;

import dev.slipway.chart.Chart;
import dev.slipway.cluster.Cluster;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.helm.Helm;
import dev.slipway.process.Command;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Releases through the helm command. Helm 3 and Helm 4 both serve. */
final class HelmReleases implements Releases {
    /** Helm 4 prints this if somebody else owns a field (server-side apply). */
    private static final Pattern CONFLICT =
            Pattern.compile("conflict(s)? (occurred|with)|Apply failed with \\d+ conflict");

    /** Another Helm began just before. */
    private static final Pattern BUSY = Pattern.compile("another operation \\(.*\\) is in progress");

    /** Helm prints this for a release that it has installed. */
    private static final Pattern REVISION = Pattern.compile("REVISION: (\\d+)");

    private final Helm helm;
    private final Cluster cluster;

    HelmReleases(Helm helm, Cluster cluster) {
        this.helm = helm;
        this.cluster = cluster;
    }

    @Override
    public List<Revision> history(String name) throws InterruptedException {
        Command.Result result = run(name, "history", name, "--output", "json");
        if (!result.ok()) {
            if (String.join("\n", result.err()).contains("not found")) {
                return List.of();
            }
            throw failure("SLIP-423", "Helm could not read the release " + name + " on " + where() + ".", result);
        }
        try {
            List<Revision> revisions = new ArrayList<>();
            for (JsonNode node : JsonMapper.shared().readTree(result.text())) {
                revisions.add(new Revision(
                        node.path("revision").asInt(0),
                        node.path("status").asString(""),
                        node.path("description").asString(""),
                        node.path("updated").asString("")));
            }
            revisions.sort(Comparator.comparingInt(Revision::number));
            return List.copyOf(revisions);
        } catch (JacksonException e) {
            throw failure("SLIP-423", "Helm gave no readable history of " + name + ".", result);
        }
    }

    @Override
    public int apply(String name, Chart chart, String publicUrl, String description, String owner)
            throws InterruptedException {
        List<String> words = new ArrayList<>(List.of("upgrade", "--install", name, chart.archive()));
        for (String file : chart.values()) {
            words.addAll(List.of("--values", file));
        }
        if (!publicUrl.isEmpty()) {
            words.addAll(List.of("--set-string", "publicUrl=" + publicUrl));
        }
        words.addAll(List.of("--description", description, "--history-max", "10"));
        words.addAll(List.of("--labels", Home.ID + "=" + owner));
        if (helm.program().appliesOnServer()) {
            // Helm would fetch the schemas of the whole cluster, to check again what gate G3 and the server check.
            words.add("--disable-openapi-validation");
        }
        Command.Result result = run(name, words.toArray(String[]::new));
        if (!result.ok() && CONFLICT.matcher(String.join("\n", result.err())).find()) {
            // Somebody changed a field by hand, most often the number of pods. The source's value is set again.
            words.add("--force-conflicts");
            result = run(name, words.toArray(String[]::new));
        }
        if (!result.ok() && BUSY.matcher(String.join("\n", result.err())).find()) {
            throw new SlipwayFailure(Releases.busy(name, "by another Helm, just now", result.tail(2)));
        }
        if (!result.ok()) {
            throw failure(
                    "SLIP-420",
                    "Helm could not install " + chart.name() + " " + chart.version() + " on " + where() + ".",
                    result);
        }
        Optional<Integer> told = result.out().stream()
                .map(REVISION::matcher)
                .filter(Matcher::matches)
                .map(m -> Integer.valueOf(m.group(1)))
                .findFirst();
        return told.isPresent() ? told.get() : history(name).getLast().number();
    }

    @Override
    public void rollback(String name, int revision) throws InterruptedException {
        require(name, run(name, "rollback", name, String.valueOf(revision)), "roll " + name + " back to " + revision);
    }

    @Override
    public void uninstall(String name) throws InterruptedException {
        Command.Result result = run(name, "uninstall", name);
        if (!String.join("\n", result.err()).contains("not found")) {
            require(name, result, "uninstall " + name);
        }
    }

    private void require(String name, Command.Result result, String what) {
        if (!result.ok()) {
            throw failure("SLIP-425", "Helm could not " + what + " on " + where() + ".", result);
        }
    }

    private Command.Result run(String namespace, String... words) throws InterruptedException {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--namespace", namespace, "--kubeconfig", cluster.kubeconfig()));
        all.addAll(List.of("--kube-context", cluster.context()));
        return helm.command(all.toArray(String[]::new)).run();
    }

    private String where() {
        return "cluster " + cluster.name() + " (context " + cluster.context() + ")";
    }

    private SlipwayFailure failure(String id, String summary, Command.Result result) {
        List<String> last = result.tail(12);
        return new SlipwayFailure(new Failure(
                id,
                summary,
                last.isEmpty() ? "helm ended with code " + result.exit() + " and said nothing" : last.getLast(),
                last,
                id.equals("SLIP-423") ? "./slipway cluster status" : "./slipway explain " + id,
                ""));
    }
}
