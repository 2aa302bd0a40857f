import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under named columns, for a terminal or as Markdown. */
final class Table {
    private final String title;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String title, String... columns) {
        this.title = title;
        rows.add(List.of(columns));
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    String render(boolean markdown) {
        List<String> lines = new ArrayList<>(List.of(title, ""));
        int[] widths = IntStream.range(0, rows.getFirst().size())
                .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
                .toArray();
        for (List<String> row : rows) {
            lines.add(
                    markdown
                            ? "| " + String.join(" | ", row) + " |"
                            : IntStream.range(0, widths.length)
                                    .mapToObj(i -> String.format(i == 0 ? "%-" + widths[i] + "s" : "%" + Math.max(1, widths[i]) + "s", row.get(i)))
                                    .collect(Collectors.joining("  ")));
            if (markdown && row == rows.getFirst()) {
                lines.add("|" + " --- |".repeat(widths.length));
            }
        }
        return String.join("\n", lines);
    }
}
