package dev.slipway.cli.change;

import dev.slipway.assist.act.Sight;
import dev.slipway.assist.guard.Redaction;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.model.Advice;
import dev.slipway.assist.model.Advisor;
import dev.slipway.assist.model.AuditTrail;
import dev.slipway.assist.model.Eyes;
import dev.slipway.assist.model.ModelChoice;
import dev.slipway.assist.plan.ChangePlan;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.PlannedStep;
import dev.slipway.cluster.Cluster;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.gate.Workspace;
import dev.slipway.wiring.Sources;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What the rules could not read, asked of a model; its plan goes the way of every plan. */
final class ModelTurn {
    private static final int OTHERWISE = 40;

    private final Talk console;
    private final Cluster cluster;
    private final KubernetesClient client;
    private final InstantSource clock;
    private final Carrying.Leave leave;
    private final Advisor advisor;
    private final AuditTrail trail;

    private ModelTurn(
            Talk console,
            Cluster cluster,
            KubernetesClient client,
            InstantSource clock,
            Carrying.Leave leave,
            ModelChoice choice) {
        this.console = console;
        this.cluster = cluster;
        this.client = client;
        this.clock = clock;
        this.leave = leave;
        Redaction redaction = new Redaction(console.env());
        this.trail = new AuditTrail(ClusterPlace.workspace(console).home().resolve("assistance"), clock, redaction);
        this.advisor = new Advisor(choice, redaction, trail, clock);
    }

    /** Empty where no model is named. */
    static Optional<ModelTurn> of(
            Talk console, Cluster cluster, KubernetesClient client, InstantSource clock, Carrying.Leave leave) {
        Workspace workspace = ClusterPlace.workspace(console);
        return ModelChoice.of(console.env(), Sources.assistance(workspace))
                .map(choice -> new ModelTurn(console, cluster, client, clock, leave, choice));
    }

    /** @return the exit code; empty where the model was of no use, and the rules say what they understood */
    OptionalInt take(String text, LiveObjects objects, String space) throws InterruptedException {
        console.err().println("The rules do not read this; " + advisor.choice() + " is asked.");
        Advice advice = advisor.ask(text, objects, space, new Eyes() {
            @Override
            public List<String> logs(Reply.Logs asked) {
                return new Sight(client, clock).logs(asked);
            }

            @Override
            public Diagnosis causes(String namespace, String what) {
                return new Sight(client, clock).causes(namespace, what);
            }
        });
        return switch (advice) {
            case Advice.Failed failed -> {
                console.err()
                        .println("The model was of no use: " + failed.reason()
                                + ". Nothing was changed; the rules go on without it.");
                yield OptionalInt.empty();
            }
            case Advice.Said said -> {
                said(said.lines());
                yield OptionalInt.of(0);
            }
            case Advice.Planned planned -> {
                said(planned.said());
                console.err().println("What it looked at: " + trail.file());
                yield OptionalInt.of(carry(text, planned.steps()));
            }
        };
    }

    private void said(List<String> lines) {
        lines.forEach(
                l -> console.out().println("  " + advisor.choice().endpoint().id() + " | " + l));
    }

    private int carry(String text, List<PlannedStep> steps) throws InterruptedException {
        ModelChoice choice = advisor.choice();
        List<ObjectChange> changes = new ChangePlan(steps).changes();
        return switch (choice.mode()) {
            case READ_ONLY -> OTHERWISE;
            case SUGGEST -> one(leave.suggesting(), text, new ChangePlan(steps));
            case ASK -> one(leave, text, new ChangePlan(steps));
            case ALLOW -> one(choice.allows(changes) ? leave.consenting() : leave, text, new ChangePlan(steps));
            case ASK_EACH -> {
                int worst = 0;
                for (ChangePlan each : each(steps)) {
                    worst = Math.max(worst, one(leave, text, each));
                    if (worst != 0) {
                        break;
                    }
                }
                yield worst;
            }
        };
    }

    private static List<ChangePlan> each(List<PlannedStep> steps) {
        List<ChangePlan> all = new ArrayList<>();
        for (PlannedStep step : steps) {
            step.changes()
                    .forEach(c -> all.add(
                            new ChangePlan(List.of(new PlannedStep(step.request(), List.of(c), step.notes())))));
        }
        return all;
    }

    private int one(Carrying.Leave how, String text, ChangePlan plan) throws InterruptedException {
        return new Carrying(console, cluster, client, clock, how)
                        .run(text, plan)
                        .well()
                ? 0
                : OTHERWISE;
    }
}
