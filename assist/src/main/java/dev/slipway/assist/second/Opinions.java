package dev.slipway.assist.second;

import dev.slipway.assist.guard.Redaction;
import dev.slipway.gate.Check;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Opinion;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import dev.slipway.run.Phase;
import dev.slipway.run.SecondOpinions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks each assistant where a gate has a note that is its business, beside the run; what is late is of no use and is ended. */
public final class Opinions implements SecondOpinions {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int NOTES = 12;

    private final List<Colleague> colleagues;
    private final Redaction redaction;
    private final Progress progress;
    private final Duration patience;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Pending> pending = new ArrayList<>();

    private record Pending(Colleague colleague, Question question, Future<Opinion> answer) {}

    /** @param env may set {@code SLIPWAY_ASSIST_SECONDS}, the time that each has for an answer (180) */
    public Opinions(Workspace workspace, Progress progress) {
        this(
                List.of(new Gordon(workspace), new KubectlAi(workspace.env()), new Kagent(workspace.env())),
                new Redaction(workspace.env()),
                progress,
                patience(workspace.env()));
    }

    Opinions(List<Colleague> colleagues, Redaction redaction, Progress progress, Duration patience) {
        this.colleagues = List.copyOf(colleagues);
        this.redaction = redaction;
        this.progress = progress;
        this.patience = patience;
    }

    private static Duration patience(Map<String, String> env) {
        String text = env.getOrDefault("SLIPWAY_ASSIST_SECONDS", "");
        return text.matches("[1-9]\\d{0,3}") ? Duration.ofSeconds(Long.parseLong(text)) : PATIENCE;
    }

    @Override
    public synchronized void after(Phase phase, Gate gate, SoFar soFar) {
        List<String> notes = gate.checks().stream()
                .filter(c -> c.status() != Check.Status.PASS)
                .filter(c -> !c.id().startsWith("G1.tool"))
                .limit(NOTES)
                .map(c -> redaction.of(c.title() + ": " + c.evidence()))
                .toList();
        if (notes.isEmpty()) {
            return;
        }
        Question question = new Question(phase, notes, soFar, Instant.now().plus(patience));
        for (Colleague colleague : colleagues) {
            if (colleague.isAskedAfter(phase)) {
                progress.started(phase.label(), colleague.name(), "a second opinion on " + gate.id());
                pending.add(new Pending(colleague, question, threads.submit(() -> colleague.asked(question))));
            }
        }
    }

    @Override
    public synchronized List<Opinion> collected() throws InterruptedException {
        List<Opinion> all = new ArrayList<>();
        try {
            for (Pending p : pending) {
                all.add(safe(result(p)));
            }
        } finally {
            pending.forEach(p -> p.answer().cancel(true));
            pending.clear();
            threads.shutdownNow();
        }
        for (Colleague colleague : colleagues) {
            if (all.stream().noneMatch(o -> o.assistant().equals(colleague.name()))) {
                all.add(new Opinion(
                        colleague.name(),
                        "",
                        "",
                        "",
                        Opinion.Outcome.NOT_ASKED,
                        "no gate that is its business had a note",
                        colleague.served()));
            }
        }
        return all;
    }

    private Opinion result(Pending p) throws InterruptedException {
        long left = Math.max(
                1, Duration.between(Instant.now(), p.question().until()).toMillis());
        try {
            Opinion opinion = p.answer().get(left, TimeUnit.MILLISECONDS);
            progress.done(
                    p.question().phase().label(),
                    p.colleague().name(),
                    opinion.outcome().name().toLowerCase(java.util.Locale.ROOT) + ": " + opinion.why());
            return opinion;
        } catch (TimeoutException e) {
            return p.colleague().failed(p.question(), "", "no answer in " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            return p.colleague()
                    .failed(p.question(), "", String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage()));
        }
    }

    private Opinion safe(Opinion o) {
        return new Opinion(
                o.assistant(),
                o.about(),
                Words.brief(redaction.of(o.asked())),
                Words.brief(redaction.of(o.answered())),
                o.outcome(),
                Words.brief(redaction.of(o.why())),
                o.served());
    }
}
