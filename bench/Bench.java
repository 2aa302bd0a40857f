import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times Slipway's own commands as whole processes: {@code java bench/Bench.java [version|again|change|node ...]}, from the
 * checkout, after a first {@code ./slipway up}. Prints a Markdown table; the median is the figure to quote.
 */
public final class Bench {
    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Path CHANGED = ROOT.resolve("todo/backend/src/main/java/dev/slipway/todo/Main.java");
    private static final Pattern PHASE = Pattern.compile(
            "\"name\"\\s*:\\s*\"([^\"]+)\"\\s*,\\s*\"status\"\\s*:\\s*\"RAN\".*?\"duration\"\\s*:\\s*\"?([^,\"}]+)", Pattern.DOTALL);

    private record Row(String what, List<Double> seconds, String note) {}

    private final List<Row> rows = new ArrayList<>();

    public static void main(String[] args) throws Exception {
        List<String> wanted = args.length == 0 ? List.of("version", "again", "change", "node") : Arrays.asList(args);
        Bench bench = new Bench();
        for (String name : wanted) {
            switch (name) {
                case "version" -> bench.several("slipway --version", 10, "--version");
                case "again" -> bench.several("slipway up, nothing changed", 5, "up");
                case "change" -> bench.change(3);
                case "node" -> bench.node(3);
                default -> throw new IllegalArgumentException("not a benchmark: " + name);
            }
        }
        bench.print();
    }

    private void several(String what, int times, String... words) throws Exception {
        run(words); // warms the machine's caches; not counted
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            seconds.add(run(words));
        }
        rows.add(new Row(what, seconds, ""));
    }

    /**
     * One line of the backend changes: one layer of one image, one Deployment. In turn with it, the same change compiled by
     * the project's own command alone.
     */
    private void change(int times) throws Exception {
        String original = Files.readString(CHANGED);
        List<Double> seconds = new ArrayList<>();
        List<Double> compiler = new ArrayList<>();
        Map<String, List<Double>> shares = new LinkedHashMap<>();
        try {
            byHand(); // warms the machine's caches; not counted
            for (int i = 0; i < times; i++) {
                change(original);
                seconds.add(run("up"));
                change(original);
                compiler.add(byHand());
                shares().forEach((phase, s) -> shares.computeIfAbsent(phase, p -> new ArrayList<>()).add(s));
            }
        } finally {
            Files.writeString(CHANGED, original);
            run("up");
        }
        rows.add(new Row("slipway up, one line of the backend changed", seconds, ""));
        shares.forEach((phase, s) -> rows.add(new Row("&nbsp;&nbsp;of which " + phase, s, "")));
        rows.add(new Row("the same line, compiled by hand: ./mvnw package", compiler, ""));
    }

    private static void change(String original) throws Exception {
        Files.writeString(CHANGED, original + "// changed " + Instant.now() + "\n"
                + "final class Changed" + System.nanoTime() + " {}\n");
    }

    private static double byHand() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        "./mvnw", "-B", "-ntp", "-DskipTests", "-Dmaven.test.skip=true", "package")
                .directory(ROOT.resolve("todo/backend").toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        long start = System.nanoTime();
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException("./mvnw package failed:\n" + said);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Durations by phase and step of the last run, from its report. */
    private static Map<String, Double> shares() throws Exception {
        Process process = new ProcessBuilder("./slipway", "report").directory(ROOT.toFile()).start();
        Path page = Path.of(new String(process.getInputStream().readAllBytes()).strip());
        Map<String, Double> found = new LinkedHashMap<>();
        Matcher phase = PHASE.matcher(Files.readString(page.resolveSibling("report.json")));
        while (phase.find()) {
            String duration = phase.group(2).strip();
            found.put(
                    phase.group(1),
                    duration.startsWith("PT")
                            ? Duration.parse(duration).toMillis() / 1000.0
                            : Double.parseDouble(duration));
        }
        return found;
    }

    private void node(int times) throws Exception {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            run("cluster", "stop");
            seconds.add(run("cluster", "start"));
        }
        rows.add(new Row("slipway cluster start, warm, to node Ready with DNS", seconds, ""));
    }

    private static double run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("./slipway"));
        command.addAll(List.of(words));
        Path log = Files.createTempFile("slipway-bench", ".log");
        long start = System.nanoTime();
        int exit = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (exit != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + exit + ":\n" + Files.readString(log));
        }
        Files.delete(log);
        return seconds;
    }

    private void print() throws IOException {
        System.out.printf(
                "%s, %d processors, Java %s, %s%n%n| what | runs | min s | median s | max s |%n| --- | --- | --- | --- | --- |%n",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                Instant.now().toString().substring(0, 10));
        for (Row row : rows) {
            List<Double> sorted = row.seconds().stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d | %.2f | %.2f | %.2f |%n",
                    row.what(),
                    sorted.size(),
                    sorted.getFirst(),
                    sorted.get(sorted.size() / 2),
                    sorted.getLast());
        }
    }
}
