package dev.slipway.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every file of a small application's chart. To take over an intended change, run this test once with
 * {@code SLIPWAY_GOLDEN=write} in the environment, then read the difference.
 */
class GoldenChartTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "dev", "slipway", "chart", "notebook");

    @Test
    void generatesTheChartThatPeopleHaveRead() throws IOException {
        SortedMap<String, String> files = ChartFiles.of(Notebook.model());
        if ("write".equals(System.getenv("SLIPWAY_GOLDEN"))) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.createDirectories(GOLDEN.resolve(file.getKey()).getParent());
                Files.writeString(GOLDEN.resolve(file.getKey()), file.getValue());
            }
        }
        SortedMap<String, String> golden = golden();
        assertThat(files.keySet()).isEqualTo(golden.keySet());
        golden.forEach((path, text) -> assertThat(files.get(path)).as(path).isEqualTo(text));
    }

    @Test
    void neverHoldsASecretOfTheSource() {
        assertThat(ChartFiles.of(Notebook.model()).values()).noneMatch(text -> text.contains("sk-from-the-source"));
    }

    private static SortedMap<String, String> golden() throws IOException {
        SortedMap<String, String> golden = new TreeMap<>();
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                golden.put(GOLDEN.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return golden;
    }
}
