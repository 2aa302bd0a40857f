package dev.slipway.cli.change;

import dev.slipway.assist.act.ClusterReader;
import dev.slipway.assist.act.Sight;
import dev.slipway.assist.ask.RequestReader;
import dev.slipway.assist.fix.Repairs;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.plan.ChangePlan;
import dev.slipway.assist.plan.PlannedStep;
import dev.slipway.cluster.Cluster;
import dev.slipway.cluster.Kube;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.RootCause;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "ask",
        mixinStandardHelpOptions = true,
        description =
                "Does on a cluster what is said in words, after it has shown what that is; answers what is asked of"
                        + " it. Needs no AI; what its rules cannot read goes to a language model where one is named.",
        footer = {
            "",
            "Without words, a conversation (quit ends it), or what stands on standard input.",
            "  ./slipway ask \"deploy nginx as web with 3 replicas, then expose it on port 80\"",
            "  ./slipway ask \"why is the backend failing?\" -n shop",
            "Exit codes: 0 done and seen, 2 not understood or a question back, 40 not as it was asked for, or not done."
        })
public final class AskCommand implements Callable<Integer> {
    private static final int USAGE = 2;
    private static final int OTHERWISE = 40;

    private final Talk console;

    @Parameters(arity = "0..*", paramLabel = "WORDS", description = "what is wanted")
    private List<String> words = new ArrayList<>();

    @Mixin
    private ClusterPlace place = new ClusterPlace();

    @Mixin
    private Carrying.Leave leave = new Carrying.Leave();

    public AskCommand(Talk console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Cluster cluster = place.cluster(console);
        InstantSource clock = InstantSource.system();
        RequestReader reader = new RequestReader(clock);
        String space = place.namespace(console);
        try (KubernetesClient client = Kube.client(cluster)) {
            Turn turn = new Turn(
                    console,
                    client,
                    clock,
                    new Carrying(console, cluster, client, clock, leave),
                    reader,
                    space,
                    ModelTurn.of(console, cluster, client, clock, leave));
            if (!words.isEmpty()) {
                return turn.take(String.join(" ", words));
            }
            return System.console() != null && console.terminal() ? conversation(turn) : turn.take(all());
        } catch (KubernetesClientException e) {
            Kube.orStop(e);
            throw ClusterPlace.refused(cluster, e);
        }
    }

    private static String all() {
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int conversation(Turn turn) throws InterruptedException {
        int last = 0;
        while (true) {
            console.err().print("> ");
            console.err().flush();
            String line = console.answer().strip();
            if (line.isEmpty() || line.matches("(?i)quit|exit|bye")) {
                return last;
            }
            last = turn.take(line);
        }
    }

    /** One text and its answers. */
    private record Turn(
            Talk console,
            KubernetesClient client,
            InstantSource clock,
            Carrying carrying,
            RequestReader reader,
            String space,
            Optional<ModelTurn> model) {
        int take(String text) throws InterruptedException {
            ClusterReader.Read read = ClusterReader.read(client, space);
            RequestReader.Answers answers = reader.read(text, read.objects(), space);
            read.unread().forEach(kind -> console.err().println("not looked at: " + kind));
            if (model.isPresent() && answers.answers().stream().anyMatch(a -> a.reply() instanceof Reply.Unread)) {
                // What the rules have read of it so far is not in these objects.
                OptionalInt answered =
                        model.get().take(text, ClusterReader.read(client, space).objects(), space);
                if (answered.isPresent()) {
                    return answered.getAsInt();
                }
            }
            int worst = 0;
            List<PlannedStep> steps = new ArrayList<>();
            boolean stopped = answers.answers().stream()
                    .anyMatch(a -> a.reply() instanceof Reply.Question
                            || a.reply() instanceof Reply.Refused
                            || a.reply() instanceof Reply.Unread);
            for (RequestReader.Answer answer : answers.answers()) {
                if (answer.reply() instanceof Reply.Changes changes) {
                    steps.add(new PlannedStep(answer.request(), changes.changes(), changes.notes()));
                    continue;
                }
                if (!steps.isEmpty() && !stopped) {
                    worst = Math.max(worst, carry(text, steps));
                    steps.clear();
                    read = ClusterReader.read(client, space);
                }
                worst = Math.max(worst, tell(answer, read));
            }
            if (!steps.isEmpty()) {
                if (stopped) {
                    console.out()
                            .println("Not all of it can be done as it was said, so nothing was changed. Understood so"
                                    + " far:");
                    steps.forEach(s -> s.changes().forEach(c -> console.out().println("  • " + c.words())));
                    return USAGE;
                }
                worst = Math.max(worst, carry(text, steps));
            }
            return worst;
        }

        private int carry(String text, List<PlannedStep> steps) throws InterruptedException {
            Carrying.Result result = carrying.run(text, new ChangePlan(steps));
            return result.well() ? 0 : OTHERWISE;
        }

        private int tell(RequestReader.Answer answer, ClusterReader.Read read) throws InterruptedException {
            return switch (answer.reply()) {
                case Reply.Told told -> lines(told.lines());
                case Reply.Logs logs -> lines(new Sight(client, clock).logs(logs));
                case Reply.Use use -> lines(new Sight(client, clock).use(use, read.objects()));
                case Reply.Score score -> lines(new Sight(client, clock).score(score.namespace(), read.objects()));
                case Reply.Causes causes -> causes(answer.request(), causes, read);
                case Reply.Question question -> {
                    console.out().println("? " + question.text());
                    yield USAGE;
                }
                case Reply.Refused refused -> {
                    console.out().println("Not done: " + refused.reason() + ".");
                    yield OTHERWISE;
                }
                case Reply.Unread unread -> {
                    console.out().println("Not understood: " + unread.understood() + ".");
                    console.out().println("What can be said, for example:");
                    unread.nearest().forEach(n -> console.out().println("  ./slipway ask \"" + n + "\""));
                    yield USAGE;
                }
                case Reply.Changes changes -> 0;
            };
        }

        private int lines(List<String> lines) {
            lines.forEach(console.out()::println);
            return 0;
        }

        private int causes(String request, Reply.Causes causes, ClusterReader.Read read) throws InterruptedException {
            Diagnosis diagnosis = new Sight(client, clock).causes(causes.namespace(), causes.what());
            Findings.text(console, diagnosis, causes.namespace());
            if (!causes.mend()) {
                return diagnosis.findings().stream().anyMatch(RootCause::blocks) ? OTHERWISE : 0;
            }
            List<Repairs.Repair> repairs = Repairs.of(diagnosis.findings(), read.objects());
            return new Mending(console, carrying).run(request, repairs);
        }
    }
}
