package dev.slipway.build;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.Profile;
import dev.slipway.inventory.Inventory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The plan of an image as a multi-stage Dockerfile, for people with a container engine. It is rendered from the same
 * data in the same order, so it gives the same files as Slipway's own build.
 */
public final class Dockerfile {
    private static final Pattern JDK = Pattern.compile("\\{jdk:(\\d+)}");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./{}-]+");
    /** If a folder has more files than this, the whole folder is copied, which .dockerignore keeps clean. */
    private static final int MOST_FILES = 6;

    private final Job job;
    private final BuildPlan plan;
    private final StringBuilder text = new StringBuilder();
    private final Set<String> copied = new LinkedHashSet<>();

    private Dockerfile(Job job) {
        this.job = job;
        this.plan = job.plan();
    }

    public static String of(Job job) {
        Dockerfile dockerfile = new Dockerfile(job);
        dockerfile.head();
        if (!dockerfile.plan.steps().isEmpty() || !dockerfile.plan.source().isEmpty()) {
            dockerfile.buildStage();
        }
        dockerfile.runStage();
        return dockerfile.text.toString();
    }

    /** The {@code .dockerignore}: what a build must never send to the container engine. */
    public static String ignore(Inventory source) {
        return "# Written by Slipway. Tools' own output and secrets never take part in a build.\n"
                + String.join("\n", source.ignored()) + "\n";
    }

    private void head() {
        line("# syntax=docker/dockerfile:1");
        line("# Written by Slipway for the service " + job.name() + " ("
                + job.service().description() + ").");
        line("# Build it from the application's root:");
        line("#   docker build -f .slipway/images/" + job.name() + "/Dockerfile .");
        line("# Slipway itself builds from the same plan without Docker: `./slipway eject` gives you a copy to keep.");
    }

    private void buildStage() {
        line("");
        line("FROM debian:" + plan.suite() + "-slim AS build");
        apt(tools());
        called().stream().filter(tool -> !tool.install().isEmpty()).forEach(tool -> line("RUN " + tool.install()));
        String workdir = "";
        for (BuildPlan.Step step : plan.steps()) {
            List<String> needed = matching(step);
            if (!copied.containsAll(needed)) {
                workdir = enter(workdir, "/build");
                copy(needed);
            }
            workdir = enter(workdir, step.dir().isEmpty() ? "/build" : "/build/" + step.dir());
            line("# " + step.name());
            line("RUN " + command(step));
        }
        List<String> rest = plan.source().stream().filter(f -> isInLayer(f)).toList();
        if (!copied.containsAll(rest)) {
            enter(workdir, "/build");
            copy(rest);
        }
    }

    private boolean isInLayer(String file) {
        return plan.layers().stream()
                .flatMap(l -> l.copies().stream())
                .anyMatch(c -> file.equals(c.from()) || file.startsWith(c.from() + "/"));
    }

    private String enter(String from, String to) {
        if (!from.equals(to)) {
            line("WORKDIR " + to);
        }
        return to;
    }

    /** The tools of the stack that steps call. */
    private List<Profile.Tool> called() {
        return plan.profile().tools().stream()
                .filter(tool -> plan.steps().stream()
                        .anyMatch(step -> tool.isCalledBy(step.command().getFirst())))
                .toList();
    }

    private Set<String> tools() {
        Set<String> packages = new TreeSet<>(Set.of("ca-certificates"));
        packages.addAll(plan.profile().building());
        called().forEach(tool -> packages.addAll(tool.packages()));
        packages.addAll(job.service().amendments().buildPackages());
        for (BuildPlan.Step step : plan.steps()) {
            step.env().values().forEach(value -> {
                Matcher jdk = JDK.matcher(value);
                if (jdk.matches()) {
                    packages.add("openjdk-" + jdk.group(1) + "-jdk-headless");
                }
            });
        }
        return packages;
    }

    private void apt(Set<String> packages) {
        line("RUN apt-get update \\");
        line("    && apt-get install -y --no-install-recommends \\");
        packages.forEach(name -> line("        " + name + " \\"));
        line("    && rm -rf /var/lib/apt/lists/*");
    }

    private List<String> matching(BuildPlan.Step step) {
        return plan.source().stream()
                .filter(file -> step.inputs().stream()
                        .anyMatch(glob -> Path.of("")
                                .getFileSystem()
                                .getPathMatcher("glob:" + glob)
                                .matches(Path.of(file))))
                .toList();
    }

    /** Copies a few files by their names, and many by their folder. */
    private void copy(List<String> files) {
        Map<String, List<String>> byFolder = new TreeMap<>();
        List<String> fresh = files.stream().filter(f -> !copied.contains(f)).toList();
        copied.addAll(fresh);
        if (fresh.size() > MOST_FILES) {
            TreeSet<String> tops = fresh.stream()
                    .map(f -> f.contains("/") ? f.substring(0, f.indexOf('/')) + "/" : "")
                    .collect(Collectors.toCollection(TreeSet::new));
            String common = common(fresh);
            if (!common.isEmpty()) {
                line("COPY " + quoted(common) + " ./" + common);
            } else {
                tops.stream().filter(t -> !t.isEmpty()).forEach(t -> line("COPY " + quoted(t) + " ./" + t));
                copyFiles("", fresh.stream().filter(f -> !f.contains("/")).toList());
            }
            return;
        }
        fresh.forEach(f -> byFolder.computeIfAbsent(
                        f.contains("/") ? f.substring(0, f.lastIndexOf('/') + 1) : "", k -> new ArrayList<>())
                .add(f));
        byFolder.forEach(this::copyFiles);
    }

    private void copyFiles(String folder, List<String> files) {
        if (!files.isEmpty()) {
            line("COPY " + files.stream().map(Dockerfile::quoted).collect(Collectors.joining(" ")) + " ./" + folder);
        }
    }

    /** The deepest folder that all files are in, with a slash at its end; empty for the root. */
    private static String common(List<String> files) {
        String common = files.getFirst().substring(0, files.getFirst().lastIndexOf('/') + 1);
        for (String file : files) {
            while (!file.startsWith(common)) {
                common = common.substring(0, common.lastIndexOf('/', common.length() - 2) + 1);
            }
        }
        return common;
    }

    private static String command(BuildPlan.Step step) {
        String env = step.env().entrySet().stream()
                .map(e -> e.getKey() + "="
                        + JDK.matcher(e.getValue())
                                .replaceFirst("/usr/lib/jvm/java-$1-openjdk-\\$(dpkg --print-architecture)")
                                .transform(v -> v.contains("$(") ? "\"" + v + "\"" : quoted(v)))
                .collect(Collectors.joining(" "));
        String path = step.env().entrySet().stream()
                .filter(e -> JDK.matcher(e.getValue()).matches())
                .map(e -> " PATH=\"$" + e.getKey() + "/bin:$PATH\"")
                .findFirst()
                .orElse("");
        String words = step.command().stream().map(Dockerfile::quoted).collect(Collectors.joining(" "));
        return env.isEmpty()
                ? words
                : path.isEmpty() ? env + " " + words : "export " + env + " && export" + path + " && " + words;
    }

    private void runStage() {
        BuildPlan.RunConfig run = plan.run();
        line("");
        line("FROM debian:" + plan.suite() + "-slim");
        Set<String> packages = new TreeSet<>(plan.packages());
        packages.addAll(Set.of("ca-certificates", "tzdata"));
        apt(packages);
        String id = Integer.toString(run.uid());
        line("RUN groupadd --gid " + id + " nonroot \\");
        line("    && useradd --uid " + id + " --gid " + id
                + " --home-dir /home/nonroot --create-home --shell /usr/sbin/nologin nonroot");
        for (BuildPlan.LayerPlan layer : plan.layers()) {
            line("# " + layer.name());
            layer.copies()
                    .forEach(c -> line("COPY --from=build " + quoted("/build/" + c.from()) + " " + quoted(c.to())));
            layer.texts().forEach(this::heredoc);
        }
        plan.archive()
                .ifPresent(a -> line("# Slipway itself adds " + a.file()
                        + ", an archive of loaded classes, for a faster start; the image works without it, too."));
        List<String> writable = run.writable().stream()
                .filter(p -> !p.equals("/tmp") && !p.equals("/var/tmp"))
                .map(Dockerfile::quoted)
                .toList();
        if (!writable.isEmpty()) {
            String all = String.join(" ", writable);
            line("RUN install -d -o " + id + " -g " + id + " -m 0750 " + all);
        }
        new TreeMap<>(run.env()).forEach((name, value) -> line("ENV " + name + "=" + json(value)));
        line("WORKDIR " + run.workdir());
        if (run.port() > 0) {
            line("EXPOSE " + run.port());
        }
        line("USER " + id + ":" + id);
        line("ENTRYPOINT [" + run.entrypoint().stream().map(Dockerfile::json).collect(Collectors.joining(", ")) + "]");
    }

    private void heredoc(BuildPlan.Text file) {
        String end = "SLIPWAY_END";
        line("COPY --chmod=" + String.format("%04o", file.mode()) + " <<'" + end + "' " + quoted(file.to()));
        text.append(file.content());
        if (!file.content().endsWith("\n")) {
            line("");
        }
        line(end);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static String json(String word) {
        return "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
