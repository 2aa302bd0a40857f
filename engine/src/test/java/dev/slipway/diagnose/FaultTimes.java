package dev.slipway.diagnose;

import dev.slipway.explain.Explanation;
import dev.slipway.explain.Explanations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The catalogue of faults with their times in a page, between two marks. */
record FaultTimes(Path page) {
    private static final String BEGIN = "<!-- faults: written by FaultsE2eTest -->\n";
    private static final String END = "<!-- end of faults -->";

    record Row(String name, String id, Duration sinceEvent, Duration sinceMade) {}

    void write(List<Row> rows) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(page, text.substring(0, begin) + table(rows) + text.substring(text.indexOf(END)));
    }

    private static String table(List<Row> rows) {
        List<Duration> times = rows.stream().map(Row::sinceEvent).sorted().toList();
        StringBuilder table = new StringBuilder();
        table.append(String.format(
                Locale.ROOT,
                "%d faults, %d causes. From the first warning to the name: median %s, longest %s.%n%n",
                rows.size(),
                rows.stream().map(Row::id).distinct().count(),
                seconds(times.get(times.size() / 2)),
                seconds(times.getLast())));
        table.append(
                "| cause | what | fault | from the first warning | from when it was made |\n|---|---|---|---|---|\n");
        rows.stream()
                .sorted(Comparator.comparing(Row::id).thenComparing(Row::name))
                .forEach(r -> table.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | `%s` | %s | %s |%n",
                        r.id(),
                        Explanations.find(r.id()).map(Explanation::title).orElse(""),
                        r.name(),
                        seconds(r.sinceEvent()),
                        seconds(r.sinceMade()))));
        return table.toString();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
