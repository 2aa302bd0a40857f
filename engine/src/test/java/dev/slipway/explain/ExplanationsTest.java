package dev.slipway.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExplanationsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** An ID at the start of a string literal: those in comments are examples. */
    private static final Pattern USED = Pattern.compile("\"(SLIP-[0-9]{3})\\b");

    private static Set<String> used() throws IOException {
        Set<String> ids = new TreeSet<>();
        for (String part : List.of("image/src/main", "engine/src/main", "assist/src/main", "cli/src/main", "node")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(part))) {
                for (Path file : (Iterable<Path>) files.filter(f -> f.toString().matches(".*\\.(java|go)"))::iterator) {
                    read(file, ids);
                }
            }
        }
        read(ROOT.resolve("slipway"), ids);
        return ids;
    }

    private static void read(Path file, Set<String> ids) throws IOException {
        USED.matcher(Files.readString(file))
                .results()
                .map((MatchResult m) -> m.group(1))
                .forEach(ids::add);
    }

    private static List<String> explained() {
        return Explanations.all().stream().map(Explanation::id).toList();
    }

    @Test
    void everyFailureThatTheSourcesNameIsExplained() throws IOException {
        assertThat(explained())
                .as("write engine/src/main/resources/dev/slipway/explain/ID.md (title, cause, remedy)"
                        + " for each ID that is missing")
                .containsAll(used());
    }

    @Test
    void nothingIsExplainedThatCannotHappen() throws IOException {
        assertThat(used())
                .as("explained, but not named by any source: delete the explanation or use the ID")
                .containsAll(explained());
    }

    @Test
    void anIdIsFoundHoweverItIsWritten() {
        Explanation explanation = Explanations.find("SLIP-100").orElseThrow();
        assertThat(Explanations.find(" slip-100 ")).contains(explanation);
        assertThat(Explanations.find("100")).contains(explanation);
        assertThat(explanation.title()).contains("JDK");
        assertThat(Explanation.parse("SLIP-100", explanation.markdown())).isEqualTo(explanation);
    }

    @Test
    void anUnknownIdIsNotFound() {
        assertThat(Explanations.find("SLIP-999")).isEmpty();
        assertThat(Explanations.find("../../secret")).isEmpty();
    }

    @Test
    void anExplanationWithoutARemedyIsRefused() {
        assertThatThrownBy(() -> Explanation.parse("SLIP-100", "# SLIP-100: T\n\n## Cause\nc\n"))
                .hasMessageContaining("SLIP-100.md");
        assertThatThrownBy(() -> Explanation.parse("SLIP-100", "# SLIP-100: T\n\n## Cause\nc\n\n## Remedy\n"))
                .hasMessageContaining("without");
    }
}
