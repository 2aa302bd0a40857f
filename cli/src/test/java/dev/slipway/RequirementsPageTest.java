package dev.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page that shows for each requirement where it is answered and what shows that. It is written anew with {@code
 * -Dslipway.golden=write}; else what it says is compared with the sources.
 */
class RequirementsPageTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/requirements.md");
    private static final Pattern ROW = Pattern.compile("\\| ([PCKDVR][1-7]) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final int MOST = 4;

    private static Map<String, String> requirements() throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        try (var in = RequirementsPageTest.class.getResourceAsStream("requirements.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> texts.put(line.substring(0, 2), line.substring(3)));
        }
        return texts;
    }

    /** What it asks. A requirement that is a step, and no check, names its class and test after an {@code @}. */
    private static String text(String id) throws IOException {
        return requirements().getOrDefault(id, "").split(" @")[0];
    }

    private static List<String> step(String id) throws IOException {
        return List.of(requirements().getOrDefault(id, "").split(" @")).stream()
                .skip(1)
                .toList();
    }

    /** Files by their path below {@code dev/slipway}, without the ending. */
    private static Map<String, Path> sources(String kind) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        for (String module : List.of("image", "engine", "assist", "cli")) {
            Path base = ROOT.resolve(module).resolve("src").resolve(kind).resolve("java/dev/slipway");
            try (Stream<Path> all = Files.walk(base)) {
                all.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file ->
                                files.put(base.relativize(file).toString().replaceFirst("\\.java$", ""), file));
            }
        }
        return files;
    }

    private static List<String> citing(String id) throws IOException {
        List<String> classes = new ArrayList<>();
        for (Map.Entry<String, Path> one : sources("main").entrySet()) {
            if (Files.readString(one.getValue()).contains("\"" + id + "\"")) {
                classes.add(one.getKey());
            }
        }
        return classes;
    }

    /** Tests in the packages of the classes, those of the same beginning first. */
    private static List<String> tests(List<String> classes) throws IOException {
        List<String> near = new ArrayList<>();
        List<String> all = new ArrayList<>(sources("test").keySet());
        all.removeIf(test -> !test.endsWith("Test"));
        for (String one : classes) {
            String folder = one.substring(0, one.lastIndexOf('/') + 1);
            all.stream()
                    .filter(test -> test.startsWith(folder) && test.indexOf('/', folder.length()) < 0)
                    .filter(test -> !near.contains(test))
                    .limit(2)
                    .forEach(near::add);
        }
        return near.subList(0, Math.min(MOST, near.size()));
    }

    private static String names(List<String> names) {
        return String.join(", ", names.stream().map(name -> "`" + name + "`").toList());
    }

    private static void write() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Requirements
                What each requirement asks, where a check or a step answers it, and the tests of those packages. The names are those of files below
                `dev/slipway`. `RequirementsPageTest` writes this page and compares it with the sources.

                | ID | what | where | tests beside it |
                |---|---|---|---|
                """);
        for (Map.Entry<String, String> one : requirements().entrySet()) {
            List<String> step = step(one.getKey());
            List<String> classes = step.isEmpty() ? citing(one.getKey()) : step.subList(0, 1);
            List<String> shown = classes.subList(0, Math.min(MOST, classes.size()));
            page.append("| " + one.getKey() + " | " + text(one.getKey()) + " | " + names(shown) + " | "
                    + names(step.isEmpty() ? tests(classes) : step.subList(1, 2)) + " |\n");
        }
        Files.writeString(PAGE, page);
    }

    @Test
    void eachRequirementIsAnsweredByWhatThePageNames() throws IOException {
        if (System.getProperty("slipway.golden", "").equals("write")) {
            write();
        }
        Map<String, Path> main = sources("main");
        Map<String, Path> tests = sources("test");
        List<String> seen = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (!row.matches()) {
                continue;
            }
            String id = row.group(1);
            seen.add(id);
            assertThat(row.group(2)).isEqualTo(text(id));
            assertThat(NAME.matcher(row.group(3)).results().map(found -> found.group(1)))
                    .as("where %s is answered", id)
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(main).containsKey(name))
                    .allSatisfy(name -> assertThat(step(id).contains(name)
                                    || Files.readString(main.get(name)).contains("\"" + id + "\""))
                            .isTrue());
            assertThat(NAME.matcher(row.group(4)).results().map(found -> found.group(1)))
                    .as("what shows %s", id)
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(tests).containsKey(name));
        }
        assertThat(seen).containsExactlyElementsOf(requirements().keySet());
    }
}
