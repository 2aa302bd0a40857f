package dev.slipway.room;

import dev.slipway.application.BuildPlan;
import dev.slipway.debian.UnpackListener;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.toolchain.Toolchain;
import dev.slipway.toolchain.UnknownToolchainException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The room in which the steps of one plan run, with the tools that they name. */
public final class PlanRoom {
    private static final Pattern JDK = Pattern.compile("\\{jdk:(\\d+)}");
    private static final Pattern NODE = Pattern.compile("node-linux-(?:x64|arm64)@(\\d+)");
    private static final Pattern PYTHON = Pattern.compile("--python(?:-version)?\0(3\\.\\d+)");

    /** Programs and their commands that install what a lock file or manifest names. */
    private static final Pattern FETCHES = Pattern.compile(
            "\\b(?:npm|pnpm|yarn|bun)(?:\0| )(?:ci|install|workspaces focus)\\b|\\bnpm exec --yes --package=\\S+ -- \\w+ install\\b"
                    + "|\\buv(?:\0| )|\\bgo(?:\0| )mod\\b|\\b(?:bundle|composer|deno)(?:\0| )install\\b"
                    + "|\\bcargo(?:\0| )fetch\\b|\\bmix(?:\0| )deps\\.get\\b");

    /**
     * Programs that fetch while they compile. They first run without the network, and get it if that is not enough.
     */
    private static final Pattern FETCHES_WHILE_COMPILING =
            Pattern.compile("(?:^|[\0 ;&|(/])(?:mvnw?|gradlew?|go|cargo|mix|deno)(?=[\0 ]|$)");

    /** The toolchain of each program. */
    private static final Map<String, String> PROGRAMS = Map.ofEntries(
            Map.entry("uv|python3?", "python"),
            Map.entry("node|npm|npx|pnpm|yarn", "node"),
            Map.entry("bun|bunx", "bun"),
            Map.entry("deno", "deno"),
            Map.entry("go", "go"),
            Map.entry("mvn", "maven"),
            Map.entry("javac?|jar|jlink|jdeps|\\S*/mvnw|\\S*/gradlew", "jdk"),
            Map.entry("cargo|rustc", "rust"),
            Map.entry("ruby|bundle|gem|rake", "ruby"),
            Map.entry("php|composer", "php"),
            Map.entry("erl|erlc|escript", "erlang"),
            Map.entry("elixir|mix", "elixir"));

    private final Workspace workspace;
    private final String name;
    private final Path build;
    private final List<BuildPlan.Step> steps;
    private final List<String> packages;
    private final Duration longest;
    private final Consumer<String> teller;
    private @org.jspecify.annotations.Nullable Room room;

    /**
     * @param name of the service, for people
     * @param build its build folder
     * @param packages Debian packages that its steps need beside their toolchains
     * @param longest the longest that a step may take
     * @param teller gets a message before a room is made
     */
    public PlanRoom(
            Workspace workspace,
            String name,
            Path build,
            List<BuildPlan.Step> steps,
            List<String> packages,
            Duration longest,
            Consumer<String> teller) {
        this.workspace = workspace;
        this.name = name;
        this.build = build;
        this.steps = List.copyOf(steps);
        this.packages = List.copyOf(packages);
        this.longest = longest;
        this.teller = teller;
    }

    /** The toolchains that the steps of a plan name. A step depends on them as on its inputs. */
    public static Set<Toolchain> toolchains(List<BuildPlan.Step> steps) {
        TreeMap<String, String> found = new TreeMap<>();
        for (BuildPlan.Step step : steps) {
            String words = String.join("\0", step.command());
            for (String value : step.env().values()) {
                release(JDK, value, "jdk", found);
            }
            release(NODE, words, "node", found);
            release(PYTHON, words, "python", found);
            PROGRAMS.forEach((programs, toolchain) -> addIfNamed(words, programs, toolchain, found));
            step.tools()
                    .forEach((toolchain, release) ->
                            found.merge(toolchain, release, (known, told) -> told.isEmpty() ? known : told));
        }
        TreeSet<Toolchain> toolchains = new TreeSet<>();
        found.forEach((name, release) -> toolchains.add(new Toolchain(name, release)));
        return toolchains;
    }

    private static void release(Pattern pattern, String text, String name, Map<String, String> found) {
        Matcher matcher = pattern.matcher(text);
        if (matcher.find()) {
            found.put(name, matcher.group(1));
        }
    }

    private static void addIfNamed(String words, String programs, String name, Map<String, String> found) {
        if (Pattern.compile("(?:^|[\0 ;&|(])(?:" + programs + ")(?=[\0 ;]|$)")
                .matcher(words)
                .find()) {
            found.putIfAbsent(name, "");
        }
    }

    /**
     * Runs a step of the plan.
     *
     * @param variables of the step, with those that its first try showed to be needed
     * @throws dev.slipway.debian.DebianException if a package of its tools cannot be had
     */
    public Outcome run(BuildPlan.Step step, Map<String, String> variables, Consumer<String> listener)
            throws IOException, InterruptedException {
        try {
            return tried(step, variables, listener);
        } catch (RoomException e) {
            new Rooms(workspace, UnpackListener.SILENT).mistrust();
            throw without(String.valueOf(e.getMessage()));
        }
    }

    private SlipwayFailure without(String reason) {
        return new SlipwayFailure(new Failure(
                "SLIP-203",
                "tried to make a room to build " + name + " in",
                reason,
                "see what this machine refuses: user namespaces, mounts, or the folder of SLIPWAY_HOME; or run the command again"
                        + " with SLIPWAY_ROOM=0, and this machine's own tools build"));
    }

    private Outcome tried(BuildPlan.Step step, Map<String, String> variables, Consumer<String> listener)
            throws IOException, InterruptedException {
        Map<String, String> env = new TreeMap<>(variables);
        // The room has the JDK and sets its variable.
        env.values().removeIf(value -> JDK.matcher(value).matches());
        Step wanted = Step.of(step.command().toArray(String[]::new))
                .in(Mount.BUILD + (step.dir().isEmpty() ? "" : "/" + step.dir()))
                .with(env)
                .within(Limits.ofBuild().within(longest));
        if (installs(step)) {
            return room().run(wanted.fetching(), listener);
        }
        Outcome outcome = room().run(wanted, listener);
        if (!outcome.ok() && outcome.hit().isEmpty() && fetchesWhatIsMissing(step)) {
            teller.accept(step.name() + ": not all that it needs is kept from before; once more, with the network");
            outcome = room().run(wanted.fetching(), listener);
        }
        return outcome;
    }

    /** Whether a step has the network, at the latest in its second try. */
    public static boolean fetches(BuildPlan.Step step) {
        return installs(step) || fetchesWhatIsMissing(step);
    }

    private static boolean installs(BuildPlan.Step step) {
        return step.fetches()
                || FETCHES.matcher(String.join("\0", step.command())).find();
    }

    private static boolean fetchesWhatIsMissing(BuildPlan.Step step) {
        return FETCHES_WHILE_COMPILING
                .matcher(String.join("\0", step.command()))
                .find();
    }

    private Room room() throws IOException, InterruptedException {
        Room open = room;
        if (open != null) {
            return open;
        }
        Set<Toolchain> toolchains = toolchains(steps);
        teller.accept("the room for " + toolchains);
        try {
            UnpackListener listener = (ready, done, all, bytes, total) ->
                    teller.accept("the room's tools: " + done + " of " + all + " packages");
            Rooms.Opening opening = new Rooms(workspace, listener)
                    .open(toolchains, packages, List.of(new Mount(build, Mount.BUILD, true)));
            if (opening instanceof Rooms.Opening.Impossible impossible) {
                throw without(impossible.reason());
            }
            Room made = ((Rooms.Opening.Open) opening).room();
            room = made;
            return made;
        } catch (UnknownToolchainException e) {
            throw new SlipwayFailure(
                    new Failure(
                            "SLIP-203",
                            "tried to make a room to build " + name + " in",
                            String.valueOf(e.getMessage()),
                            "name an existing release in the source's own settings"),
                    e);
        }
    }
}
