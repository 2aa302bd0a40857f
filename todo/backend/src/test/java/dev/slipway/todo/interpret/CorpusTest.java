package dev.slipway.todo.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The utterances of {@code todo/corpus}, and how many of them are understood. */
class CorpusTest {
    private static final Path CORPUS = Path.of("..", "corpus");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    private record Line(String language, String say, String wanted, String got) {
        boolean understood() {
            return wanted.equals(got);
        }
    }

    @Test
    void understands_all_that_was_written_before_it() throws IOException {
        List<Line> lines = read("first.jsonl");
        assertThat(lines).hasSizeGreaterThanOrEqualTo(150);
        assertThat(understood(lines)).as(missed(lines)).isEqualTo(lines.size());
    }

    @Test
    void understands_all_that_was_collected_later() throws IOException {
        List<Line> lines = read("later.jsonl");
        assertThat(lines).hasSizeGreaterThanOrEqualTo(160);
        assertThat(understood(lines)).as(missed(lines)).isEqualTo(lines.size());
    }

    private static List<Line> read(String file) throws IOException {
        List<Line> lines = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        Speaker speaker = new Speaker();
        for (String text : Files.readAllLines(CORPUS.resolve(file))) {
            JsonNode line = json.readTree(text);
            String say = line.get("say").asText();
            lines.add(new Line(line.get("lang").asText(), say, wanted(line), speaker.does(say)));
        }
        for (String language : List.of("en", "ur")) {
            List<Line> ofIt =
                    lines.stream().filter(l -> l.language().equals(language)).toList();
            System.out.println(file + ", " + language + ": " + understood(ofIt) + " of " + ofIt.size() + " understood");
        }
        return lines;
    }

    private static long understood(List<Line> lines) {
        return lines.stream().filter(Line::understood).count();
    }

    private static String missed(List<Line> lines) {
        StringBuilder missed = new StringBuilder("not understood:");
        lines.stream()
                .filter(line -> !line.understood())
                .forEach(line -> missed.append("\n- ")
                        .append(line.say())
                        .append("\n    wanted ")
                        .append(line.wanted())
                        .append("\n    got    ")
                        .append(line.got()));
        return missed.toString();
    }

    static String wanted(JsonNode line) {
        List<String> parts = new ArrayList<>();
        line.path("calls").forEach(call -> parts.add(call(call)));
        List<String> confirm = new ArrayList<>();
        line.path("confirm").forEach(call -> confirm.add(call(call)));
        if (!confirm.isEmpty()) {
            parts.add("confirm " + String.join("; ", confirm));
        }
        if (line.has("of")) {
            parts.add("choose " + strings(line.get("of")));
        } else if (line.has("ask")) {
            parts.add("say");
        }
        if (line.has("tell")) {
            parts.add("tell " + line.get("tell").asText());
        }
        if (line.has("unclear")) {
            parts.add("unclear " + strings(line.get("unclear")));
        }
        return String.join("; ", parts);
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(element -> strings.add(element.asText()));
        return strings;
    }

    private static String call(JsonNode call) {
        Map<String, String> arguments = new TreeMap<>();
        String tool = call.get("tool").asText();
        call.properties()
                .forEach(field -> arguments.put(
                        field.getKey(),
                        field.getValue().isArray()
                                ? strings(field.getValue()).toString()
                                : field.getValue().asText()));
        arguments.remove("tool");
        if (tool.equals("list_tasks")) {
            arguments.computeIfPresent("due", (name, due) -> days(due));
        }
        return tool + " " + arguments;
    }

    private static String days(String due) {
        if (due.startsWith("before ") || due.startsWith("from ") || due.contains(" for ")) {
            return due;
        }
        LocalDate monday = TODAY.minusDays(1);
        return switch (due) {
            case "overdue", "none" -> due;
            case "today" -> Shorthand.days(TODAY, TODAY.plusDays(1));
            case "tomorrow" -> Shorthand.days(TODAY.plusDays(1), TODAY.plusDays(2));
            case "week" -> Shorthand.days(monday, monday.plusDays(7));
            case "next week" -> Shorthand.days(monday.plusDays(7), monday.plusDays(14));
            case "month" ->
                Shorthand.days(TODAY.withDayOfMonth(1), TODAY.withDayOfMonth(1).plusMonths(1));
            default -> Shorthand.days(LocalDate.parse(due), LocalDate.parse(due).plusDays(1));
        };
    }
}
