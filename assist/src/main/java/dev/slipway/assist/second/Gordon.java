package dev.slipway.assist.second;

import dev.slipway.application.Service;
import dev.slipway.cluster.choice.Clusters;
import dev.slipway.containerize.BuiltImage;
import dev.slipway.containerize.Images;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Opinion;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.prepare.ToolSearch;
import dev.slipway.process.Command;
import dev.slipway.process.SearchPath;
import dev.slipway.run.Approver;
import dev.slipway.run.Phase;
import dev.slipway.run.Pipeline;
import dev.slipway.run.RunOptions;
import dev.slipway.run.RunOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * Gordon ({@code docker ai}): a program for a terminal, so it gets one, for a time, on a copy of the folder. What it writes into the
 * Dockerfile is one more proposal: it is built, started and measured like Slipway's own.
 */
final class Gordon implements Colleague {
    private static final Duration SETTLED = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int MISSING = 127;
    private static final double MEGA = 1e6;

    private final Workspace workspace;
    private final Trier trier;

    /** Builds and tests a service of a folder by its own Dockerfile. */
    interface Trier {
        /** @throws SlipwayFailure where it does not build or serve */
        Optional<BuiltImage> tried(Path folder, String service) throws IOException, InterruptedException;
    }

    Gordon(Workspace workspace) {
        this(workspace, (folder, service) -> built(workspace, folder, service));
    }

    Gordon(Workspace workspace, Trier trier) {
        this.workspace = workspace;
        this.trier = trier;
    }

    @Override
    public String name() {
        return "Gordon (docker ai)";
    }

    @Override
    public String served() {
        return "the rules of each stack wrote the Dockerfiles";
    }

    @Override
    public boolean isAskedAfter(Phase phase) {
        return phase == Phase.CONTAINERIZE;
    }

    @Override
    public Opinion asked(Question question) throws InterruptedException {
        Optional<BuiltImage> ours = image(question);
        Optional<Service> service = ours.flatMap(i -> question.soFar().application().orElseThrow().services().stream()
                .filter(s -> s.name().equals(i.service()))
                .findFirst());
        if (ours.isEmpty() || service.isEmpty()) {
            return failed(question, "", "no image was built that it could look at");
        }
        Path copy = null;
        try {
            copy = Copies.of(workspace.source());
            Path file = copy.resolve(service.get().dir()).resolve("Dockerfile").normalize();
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            String before = Files.isRegularFile(Path.of(ours.get().dockerfile()))
                    ? Files.readString(Path.of(ours.get().dockerfile()))
                    : "FROM scratch\n";
            Files.writeString(file, before);
            return proposed(question, ours.get(), copy, file, before);
        } catch (IOException e) {
            return failed(question, "", "it got no copy of the folder to work on: " + e.getMessage());
        } finally {
            if (copy != null) {
                Copies.delete(copy);
            }
        }
    }

    /** Of the service that a note names, else the largest. */
    private static Optional<BuiltImage> image(Question question) {
        List<BuiltImage> all = question.soFar().images().map(Images::images).orElse(List.of()).stream()
                .sorted((a, b) -> Long.compare(b.size(), a.size()))
                .toList();
        return all.stream()
                .filter(i -> question.notes().stream().anyMatch(n -> n.contains(i.service())))
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    private Opinion proposed(Question question, BuiltImage ours, Path copy, Path file, String before)
            throws IOException, InterruptedException {
        String about = question.phase().label() + ", " + ours.service();
        String asked = "a better Dockerfile for " + ours.service() + ", since: " + String.join("; ", question.notes());
        Optional<Path> docker = SearchPath.of(workspace.env()).find("docker");
        Command.Result result = docker.isEmpty()
                ? new Command.Result(MISSING, List.of(), List.of())
                : session(docker.get(), question, copy, file, before);
        if (result.exit() == MISSING || Words.plain(result.text()).contains("is not a docker command")) {
            return new Opinion(
                    name(), about, "", "", Opinion.Outcome.NOT_ASKED, "docker has no command ai here", served());
        }
        String after = Files.readString(file);
        String said = Words.plain(result.text());
        if (after.equals(before)) {
            return new Opinion(
                    name(), about, asked, said, Opinion.Outcome.FAILED, "it wrote no Dockerfile in its time", served());
        }
        return measured(
                about,
                asked,
                said.isBlank() ? "a Dockerfile of " + after.lines().count() + " lines" : said,
                ours,
                copy,
                after);
    }

    private Opinion measured(String about, String asked, String said, BuiltImage ours, Path copy, String proposal)
            throws IOException, InterruptedException {
        Optional<BuiltImage> theirs;
        try {
            theirs = trier.tried(copy, ours.service());
        } catch (SlipwayFailure e) {
            return new Opinion(
                    name(),
                    about,
                    asked,
                    said,
                    Opinion.Outcome.REFUSED,
                    "tried, it fails: " + told(e.failure()),
                    served());
        }
        if (theirs.isEmpty()) {
            return new Opinion(
                    name(), about, asked, said, Opinion.Outcome.REFUSED, "tried, it gave no image", served());
        }
        String measure = String.format(
                Locale.ROOT,
                "its image has %.1f MB and served after %d ms, ours %.1f MB and %d ms",
                theirs.get().size() / MEGA,
                theirs.get().measured().startMillis(),
                ours.size() / MEGA,
                ours.measured().startMillis());
        if (theirs.get().size() >= ours.size()) {
            return new Opinion(
                    name(), about, asked, said, Opinion.Outcome.REFUSED, "built and started: " + measure, served());
        }
        Path kept = workspace
                .makeWork()
                .resolve("assistance")
                .resolve(ours.service())
                .resolve("Dockerfile");
        Files.createDirectories(Objects.requireNonNull(kept.getParent()));
        Files.writeString(kept, proposal);
        return new Opinion(
                name(),
                about,
                asked,
                said,
                Opinion.Outcome.BETTER,
                "built and started: " + measure + "; to take it, copy " + kept
                        + " to the service's folder and set services." + ours.service() + ".stack: dockerfile",
                served());
    }

    private static String told(Failure failure) {
        return failure.id() + " " + failure.summary() + " " + failure.why();
    }

    /** It stays open when it is ready, so its session ends when the file has settled. */
    private Command.Result session(Path docker, Question question, Path copy, Path file, String before)
            throws IOException, InterruptedException {
        String prompt = "Improve the file " + copy.relativize(file)
                + " (smaller, faster, safer image; same start). Checks noted: "
                + String.join("; ", question.notes()).replaceAll("[^\\p{Print}]", " ")
                + ". Write the result into that file, and change no other file.";
        List<String> words = List.of(docker.toString(), "ai", "-C", copy.toString(), prompt);
        Command command = Command.of(terminal(words))
                .in(copy)
                .with(Map.of("PATH", workspace.env().getOrDefault("PATH", ""), "TERM", "xterm", "NO_COLOR", "1"))
                .within(question.left());
        ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
        Future<Command.Result> running = thread.submit(command::run);
        try {
            Instant changed = Instant.MAX;
            String last = before;
            while (!running.isDone()) {
                Thread.sleep(PAUSE);
                String now = Files.isRegularFile(file) ? Files.readString(file) : before;
                if (!now.equals(last)) {
                    last = now;
                    changed = Instant.now();
                }
                if (changed != Instant.MAX && Instant.now().isAfter(changed.plus(SETTLED))) {
                    return new Command.Result(0, List.of(), List.of());
                }
            }
            return running.get();
        } catch (ExecutionException e) {
            return new Command.Result(1, List.of(), List.of(String.valueOf(e.getMessage())));
        } finally {
            running.cancel(true);
            thread.shutdownNow();
        }
    }

    /** With a terminal of its own, by util-linux's script, where that is there. */
    private String[] terminal(List<String> words) {
        Optional<Path> script = SearchPath.of(workspace.env()).find("script");
        if (script.isEmpty() || !System.getProperty("os.name", "").startsWith("Linux")) {
            return words.toArray(String[]::new);
        }
        String line =
                words.stream().map(w -> "'" + w.replace("'", "'\\''") + "'").collect(Collectors.joining(" "));
        return new String[] {script.get().toString(), "-qefc", line, "/dev/null"};
    }

    private static Optional<BuiltImage> built(Workspace own, Path folder, String service)
            throws IOException, InterruptedException {
        RunOptions options = new RunOptions(
                new Clusters.Choice("", ""),
                Map.of("services." + service + ".stack", "dockerfile"),
                false,
                true,
                false,
                Approver.AUTOMATIC);
        RunOutcome outcome = new Pipeline(Workspace.of(folder, own.env()), options, ToolSearch.NONE, Progress.SILENT)
                .run(Phase.CONTAINERIZE);
        if (outcome.failure().isPresent()) {
            throw new SlipwayFailure(outcome.failure().get());
        }
        return outcome.images().stream()
                .flatMap(images -> images.images().stream())
                .filter(i -> i.service().equals(service))
                .findFirst();
    }
}
