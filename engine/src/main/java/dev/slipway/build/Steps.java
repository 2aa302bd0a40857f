package dev.slipway.build;

import dev.slipway.application.BuildPlan;
import dev.slipway.debian.DebianException;
import dev.slipway.debian.UnpackListener;
import dev.slipway.gate.Failure;
import dev.slipway.gate.FullDisk;
import dev.slipway.gate.NoNetwork;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.process.Command;
import dev.slipway.room.Mount;
import dev.slipway.room.Outcome;
import dev.slipway.room.PlanRoom;
import dev.slipway.room.Rooms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;

/** Runs a plan's steps in the build folder. It leaves out a step whose inputs, command and outputs are unchanged. */
final class Steps {
    /** The longest that a tool may take. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    /** The input of a step that reads the whole source. */
    private static final String EVERYTHING = "**";

    private static final int SHOWN_LINES = 10;
    private static final int LONGEST_COMMAND = 160;

    /** Makes uv, npm and Maven use their caches only. */
    private static final Map<String, String> OFFLINE =
            Map.of("UV_OFFLINE", "1", "npm_config_offline", "true", "MAVEN_ARGS", "--offline");

    private final Job job;
    private final Tools tools;
    /** Empty if no room can be made. The steps then run on this machine, with its tools. */
    private final Optional<PlanRoom> room;

    private final CachedMaker<Start, StepRecord> done;

    private Steps(Job job, boolean inRoom) {
        this.job = job;
        this.done = new CachedMaker<>(this::record, StepRecord.class, this::holds, this::make);
        this.tools = new Tools(job.workspace());
        this.room = inRoom
                ? Optional.of(new PlanRoom(
                        job.workspace(), job.name(), job.build(), job.plan().steps(), packages(), LONGEST, job::tell))
                : Optional.empty();
    }

    /** Runs the steps of the job's plan. */
    static void run(Job job) throws IOException, InterruptedException {
        if (!job.plan().steps().isEmpty()) {
            boolean inRoom = rooms(job);
            List<String> packages = job.service().amendments().buildPackages();
            if (!inRoom && !packages.isEmpty()) {
                job.note("no room to build in, so that Debian's " + String.join(", ", packages)
                        + " has to be on this machine");
            }
            new Steps(job, inRoom).run();
        }
    }

    private static boolean rooms(Job job) throws IOException, InterruptedException {
        try {
            UnpackListener listener = (ready, done, all, bytes, total) ->
                    job.tell("what a room is made with: " + done + " of " + all + " packages");
            return new Rooms(job.workspace(), listener).impossible().isEmpty();
        } catch (DebianException e) {
            throw BuildFailures.debian(
                    "a room to build in", job.name(), job.workspace().home(), e);
        }
    }

    /**
     * The digest of a step's inputs, and its outputs. Of a folder, the names of its files are kept, because later steps
     * may add to it. Only Slipway writes to the build folder, so the files with these names are unchanged.
     */
    record StepRecord(String inputs, List<String> outputs) {
        StepRecord {
            outputs = List.copyOf(outputs);
        }
    }

    /** How a step ended. @param denied what the room did not allow */
    private record StepResult(Command.Result result, List<String> denied, List<String> unreachable) {
        static StepResult of(Outcome outcome) {
            List<String> err = new ArrayList<>(outcome.err());
            // The tools' own messages name the proxy only.
            outcome.unreachable().forEach(target -> err.add(target + ": connection refused"));
            return new StepResult(
                    new Command.Result(outcome.exit(), outcome.out(), outcome.ok() ? outcome.err() : err),
                    outcome.denied(),
                    outcome.unreachable());
        }

        boolean ok() {
            return result.ok();
        }

        List<String> lines() {
            List<String> lines = new ArrayList<>(result.out());
            lines.addAll(result.err());
            return lines;
        }
    }

    /** A step with the digest of its inputs. */
    private record Start(BuildPlan.Step step, String inputs) {}

    /** Debian packages that the steps need beside their tools: from the stack, from a person or from a try. */
    private List<String> packages() {
        TreeSet<String> packages = new TreeSet<>(job.plan().profile().building());
        packages.addAll(job.service().amendments().buildPackages());
        return List.copyOf(packages);
    }

    private void run() throws IOException, InterruptedException {
        Map<String, String> madeFrom = new HashMap<>();
        List<String> inPlace = new ArrayList<>();
        for (BuildPlan.Step step : job.plan().steps()) {
            String inputs = inputs(step, madeFrom, inPlace);
            step.outputs().forEach(output -> madeFrom.put(output, inputs));
            if (step.outputs().isEmpty()
                    || step.outputs().stream().anyMatch(output -> !output.startsWith(BuildPlan.MADE + "/"))) {
                inPlace.add(inputs);
            }
            done.of(new Start(step, inputs));
        }
    }

    private Path record(Start start) {
        return job.state().resolve("step-" + start.step().name().replaceAll("[^A-Za-z0-9.-]", "_") + ".json");
    }

    private boolean holds(Start start, StepRecord before) {
        boolean holds = before.inputs().equals(start.inputs())
                && before.outputs().stream().allMatch(this::exists);
        if (holds) {
            job.skipped(start.step().name() + ": inputs, command and outputs are as they were");
        }
        return holds;
    }

    private StepRecord make(Start start) throws IOException, InterruptedException {
        String reason = done.last(start)
                .map(before -> before.inputs().equals(start.inputs()) ? "its output is gone" : "its inputs changed")
                .orElse("not done yet");
        // A step that is stopped half way has to run again.
        Files.deleteIfExists(record(start));
        run(start.step(), reason);
        return new StepRecord(start.inputs(), outputs(start.step()));
    }

    private void run(BuildPlan.Step step, String reason) throws IOException, InterruptedException {
        Path dir = job.build().resolve(step.dir());
        Files.createDirectories(dir);
        clear(step);
        Map<String, String> env = room.isPresent() ? new TreeMap<>(step.env()) : tools.environment(step.env());
        List<String> command = room.isPresent() ? step.command() : tools.command(step.command(), dir, env);
        job.tell(step.name() + " (" + reason + "): " + display(step));
        // npm's own pauses between two tries take up to a minute.
        env.putIfAbsent("npm_config_fetch_retry_mintimeout", "1000");
        env.putIfAbsent("npm_config_fetch_retry_maxtimeout", "5000");
        StepResult ran = run(step, command, dir, env);
        if (!ran.ok() && hasNetwork(step) && NoNetwork.toldBy(ran.lines())) {
            job.tell(step.name() + ": no network; trying with what the tool has kept from before");
            env.putAll(OFFLINE);
            StepResult kept = run(step, command, dir, env);
            ran = kept.ok() ? kept : ran;
        }
        if (!ran.ok()) {
            throw failed(step, dir, ran);
        }
        for (String output : step.outputs()) {
            if (!Files.exists(job.build().resolve(output))) {
                throw new SlipwayFailure(new Failure(
                        "SLIP-207",
                        "tried to build " + job.name() + ": the step " + step.name() + " ended well, but did not make "
                                + output,
                        "the tool puts its result elsewhere than Slipway expects it",
                        ran.result().tail(SHOWN_LINES),
                        "set the output back to its default place in the tool's settings in "
                                + (job.service().dir().isEmpty()
                                        ? "the source"
                                        : job.service().dir())
                                + ", then ./slipway up",
                        ""));
            }
        }
    }

    /** Deletes outputs of other inputs: jlink refuses an existing folder, and other tools would add to it. */
    private void clear(BuildPlan.Step step) throws IOException {
        for (String output : step.outputs()) {
            Path folder = job.build().resolve(output);
            if (output.startsWith(BuildPlan.MADE + "/") && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                PathUtils.deleteDirectory(folder);
            }
        }
    }

    private StepResult run(BuildPlan.Step step, List<String> command, Path dir, Map<String, String> env)
            throws InterruptedException {
        if (room.isPresent()) {
            try {
                return StepResult.of(room.get().run(step, env, new ToolLines(job, step.name())));
            } catch (IOException e) {
                throw BuildFailures.writing(job.build(), e);
            } catch (DebianException e) {
                throw BuildFailures.debian(
                        "a room to build in", job.name(), job.workspace().home(), e);
            }
        }
        Command.Result result = new Command(
                        CleanEnvironment.command(
                                command, without(System.getenv().keySet(), env.keySet())),
                        dir,
                        env,
                        LONGEST,
                        new ToolLines(job, step.name()))
                .run();
        return new StepResult(result, List.of(), List.of());
    }

    private boolean hasNetwork(BuildPlan.Step step) {
        return room.isEmpty() || PlanRoom.fetches(step);
    }

    private static List<String> without(Set<String> inherited, Set<String> own) {
        return inherited.stream().filter(name -> !own.contains(name)).toList();
    }

    private SlipwayFailure failed(BuildPlan.Step step, Path dir, StepResult ran) {
        Command.Result result = ran.result();
        List<String> lines = ran.lines();
        String tried = "tried to build " + job.name() + ": the step " + step.name();
        if (FullDisk.toldBy(lines)) {
            return BuildFailures.full(tried + " could not write", job.build(), display(result), null);
        }
        boolean asksNetwork = NoNetwork.toldBy(lines);
        if (asksNetwork && !ran.unreachable().isEmpty()) {
            return new SlipwayFailure(
                    NoNetwork.unreachable(tried, ran.unreachable(), display(result), "no image was changed"));
        }
        if (asksNetwork && hasNetwork(step)) {
            return new SlipwayFailure(NoNetwork.failure(
                    tried + " had no network, and not all it needs is kept from before: " + display(step),
                    display(result),
                    "no image was changed"));
        }
        String why = switch (result.exit()) {
            case 124 -> "it had not ended after " + LONGEST.toMinutes() + " minutes";
            case 127 -> "it could not be started";
            default -> "it ended with exit code " + result.exit();
        };
        for (String denied : ran.denied()) {
            why += ", and " + denied;
        }
        if (asksNetwork) {
            why += ", and asked for the network, which only steps that install packages have";
        }
        Optional<String> missing = hasNetwork(step) ? MissingPackage.line(lines) : Optional.empty();
        String folder =
                job.service().dir().isEmpty() ? "the source" : job.service().dir();
        if (missing.isPresent()) {
            Failure failure = new Failure(
                    "SLIP-209",
                    tried + " asked a registry for a package that it does not give: " + display(step),
                    missing.get(),
                    display(result),
                    "see whether " + folder
                            + " names the package and its version as they are published; where it does, let this"
                            + " machine reach a registry that has it (a login, a mirror: the tool's own settings)",
                    "no image was changed");
            return new StepFailure(job.name(), failure, lines);
        }
        Failure failure = new Failure(
                "SLIP-202",
                tried + " failed: " + display(step),
                why + " (in " + dir + ")",
                display(result),
                "mend what the tool's lines say in " + folder + ", then run the command again",
                "no image was changed");
        return new StepFailure(job.name(), failure, lines);
    }

    /** The command for people. Only the beginning of a long script is shown; the Dockerfile has all of it. */
    private static String display(BuildPlan.Step step) {
        String words = String.join(" ", step.command());
        return words.length() <= LONGEST_COMMAND ? words : words.substring(0, LONGEST_COMMAND) + " ...";
    }

    private List<String> display(Command.Result result) {
        return ErrorLines.shown(
                result.out(),
                result.err(),
                room.isPresent() ? Mount.BUILD : job.build().toString());
    }

    private boolean exists(String output) {
        return Files.exists(job.build().resolve(output), LinkOption.NOFOLLOW_LINKS);
    }

    private List<String> outputs(BuildPlan.Step step) throws IOException {
        List<String> outputs = new ArrayList<>(step.outputs());
        for (String output : step.outputs()) {
            Path folder = job.build().resolve(output);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> names = Files.list(folder)) {
                    names.map(name -> output + "/" + name.getFileName())
                            .sorted()
                            .forEach(outputs::add);
                }
            }
        }
        return outputs;
    }

    /**
     * @param madeFrom the inputs of earlier steps by their outputs: if they change, the whole output counts as changed
     * @param inPlace the inputs of earlier steps that write beside the source, where a step that reads all of it finds what
     * they made
     */
    private String inputs(BuildPlan.Step step, Map<String, String> madeFrom, List<String> inPlace) throws IOException {
        List<String> parts = new ArrayList<>(List.of(
                String.join("\0", step.command()),
                step.dir(),
                room.isPresent()
                        ? step.env() + PlanRoom.toolchains(job.plan().steps()).toString() + packages()
                        : tools.homes(step.env()).toString(),
                String.join("\0", step.outputs())));
        for (String input : step.inputs()) {
            if (madeFrom.containsKey(input)) {
                parts.add(input);
                parts.add(madeFrom.get(input));
            }
        }
        if (step.inputs().contains(EVERYTHING)) {
            parts.addAll(inPlace);
        }
        StepInputs inputs = new StepInputs(job);
        for (Map.Entry<String, Path> file : inputs.of(step).entrySet()) {
            parts.add(file.getKey());
            parts.add(Fingerprint.ofContent(file.getValue()));
        }
        return Fingerprint.of(parts.toArray(String[]::new));
    }
}
