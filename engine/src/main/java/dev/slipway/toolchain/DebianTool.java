package dev.slipway.toolchain;

import dev.slipway.debian.DebianArchive;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A toolchain made of Debian packages. The archive says which releases there are.
 *
 * @param main the package that shows the release: it is the pattern's first group, or the package's version if the
 * pattern has no group
 * @param packages names, in which {@code {r}} stands for the release
 * @param links names in {@code /usr/local/bin} with the programs that they stand for
 * @param path folders that come first on the PATH
 * @param env further variables, in which {@code {a}} stands for the architecture
 */
record DebianTool(
        String name,
        Pattern main,
        List<String> packages,
        Map<String, String> links,
        List<String> path,
        Map<String, String> env) {
    /**
     * The suites in order of preference. Images are made of the first one. The last one serves only if no other has
     * what is asked for.
     */
    static final List<String> SUITES = List.of("trixie", "forky", "bookworm");

    private static final Pattern VERSION = Pattern.compile("(?:\\d+:)?(\\d+(?:\\.\\d+)?).*");
    private static final Pattern EARLY = Pattern.compile(".*(?:~\\d*ea|~rc|~beta|~alpha|~a\\d|~b\\d).*");
    private static final String JVM = "/usr/lib/jvm/java-{r}-openjdk-{a}";

    static final List<DebianTool> ALL = List.of(
            new DebianTool(
                    "python",
                    Pattern.compile("python(3\\.\\d+)"),
                    List.of("python{r}", "python{r}-dev", "python{r}-venv"),
                    Map.of("python", "/usr/bin/python{r}", "python3", "/usr/bin/python{r}"),
                    List.of(),
                    Map.of()),
            new DebianTool(
                    "jdk",
                    Pattern.compile("openjdk-(\\d+)-jdk-headless"),
                    List.of("openjdk-{r}-jdk-headless"),
                    Map.of(),
                    List.of(JVM + "/bin"),
                    Map.of("JAVA_HOME", JVM)),
            new DebianTool(
                    "maven",
                    Pattern.compile("maven"),
                    List.of("maven"),
                    Map.of("mvn", "/usr/share/maven/bin/mvn"),
                    List.of(),
                    Map.of()),
            new DebianTool(
                    "go",
                    Pattern.compile("golang-(\\d+\\.\\d+)-go"),
                    List.of("golang-{r}-go", "golang-{r}-src"),
                    Map.of(),
                    List.of("/usr/lib/go-{r}/bin"),
                    Map.of()),
            new DebianTool("rust", Pattern.compile("rustc"), List.of("rustc", "cargo"), Map.of(), List.of(), Map.of()),
            new DebianTool(
                    "ruby",
                    Pattern.compile("ruby(\\d\\.\\d+)"),
                    List.of("ruby{r}", "ruby{r}-dev", "ruby", "bundler"),
                    Map.of(),
                    List.of(),
                    Map.of()),
            new DebianTool(
                    "php",
                    Pattern.compile("php(\\d\\.\\d+)-cli"),
                    List.of(
                            "php{r}-cli",
                            "php{r}-curl",
                            "php{r}-intl",
                            "php{r}-mbstring",
                            "php{r}-mysql",
                            "php{r}-pgsql",
                            "php{r}-sqlite3",
                            "php{r}-xml",
                            "php{r}-zip",
                            "composer"),
                    Map.of("php", "/usr/bin/php{r}"),
                    List.of(),
                    Map.of()),
            new DebianTool(
                    "erlang",
                    Pattern.compile("erlang-base"),
                    List.of(
                            "erlang-base",
                            "erlang-dev",
                            "erlang-ssl",
                            "erlang-inets",
                            "erlang-parsetools",
                            "erlang-xmerl"),
                    Map.of(),
                    List.of(),
                    Map.of()),
            new DebianTool("elixir", Pattern.compile("elixir"), List.of("elixir"), Map.of(), List.of(), Map.of()));

    static Optional<DebianTool> named(String name) {
        return ALL.stream().filter(tool -> tool.name().equals(name)).findFirst();
    }

    /** The releases that a suite has, the newest first. */
    List<String> releases(DebianArchive archive, String suite) throws InterruptedException {
        return archive.offered(suite, main).entrySet().stream()
                .filter(e -> !EARLY.matcher(e.getValue()).matches())
                .map(e -> release(e.getKey(), e.getValue()))
                .distinct()
                .sorted(Comparator.comparing(DebianTool::number).reversed())
                .toList();
    }

    /** The release of a suite that fits the request; the newest if the request names none. */
    Optional<String> release(DebianArchive archive, String suite, String wanted) throws InterruptedException {
        return releases(archive, suite).stream()
                .filter(r -> wanted.isEmpty()
                        || r.equals(wanted)
                        || r.startsWith(wanted + ".")
                        || wanted.startsWith(r + "."))
                .findFirst();
    }

    private String release(String packageName, String version) {
        Matcher named = main.matcher(packageName);
        if (named.matches() && named.groupCount() > 0) {
            return named.group(1);
        }
        Matcher numbered = VERSION.matcher(version);
        return numbered.matches() ? numbered.group(1) : version;
    }

    private static Integer number(String release) {
        String[] parts = release.split("\\.");
        return Integer.parseInt(parts[0]) * 1000 + (parts.length > 1 ? Integer.parseInt(parts[1]) : 0);
    }

    static String filled(String text, String release, String architecture) {
        return text.replace("{r}", release).replace("{a}", architecture);
    }
}
