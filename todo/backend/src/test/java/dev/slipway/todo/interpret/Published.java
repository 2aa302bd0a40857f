package dev.slipway.todo.interpret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.todo.tasks.Priority;
import dev.slipway.todo.tasks.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures the interpreter on sentences that others wrote for assistants, with labels of what they meant: SLURP (Bastianelli et al.
 * 2020, CC BY 4.0; its parts calendar, lists and alarm), the NLU Evaluation Data (Liu et al. 2019, CC BY 4.0; the same parts) and CLINC150 (Larson et al. 2019, CC BY 3.0; its intents of tasks,
 * reminders, calendars, alarms and shopping). None of them is kept here; {@code ../understanding} runs this on files of them.
 */
final class Published {
    static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 24, 10, 0, 0, 0, Speaker.KARACHI);

    private static final Set<String> SCENARIOS = Set.of("calendar", "lists", "alarm");
    private static final Map<String, Verdict.Want> CLINC = Map.ofEntries(
            Map.entry("todo_list", Verdict.Want.SEE),
            Map.entry("todo_list_update", Verdict.Want.CHANGE),
            Map.entry("reminder", Verdict.Want.SEE),
            Map.entry("reminder_update", Verdict.Want.ADD),
            Map.entry("calendar", Verdict.Want.SEE),
            Map.entry("calendar_update", Verdict.Want.CHANGE),
            Map.entry("alarm", Verdict.Want.ADD),
            Map.entry("timer", Verdict.Want.ADD),
            Map.entry("meeting_schedule", Verdict.Want.SEE),
            Map.entry("schedule_meeting", Verdict.Want.CHANGE),
            Map.entry("shopping_list", Verdict.Want.SEE),
            Map.entry("shopping_list_update", Verdict.Want.CHANGE));

    private static final Pattern ASKS =
            Text.pattern("^(?:is|are|do|does|did|have|has|what|when|where|which|who|how|am|any|would|will) .*"
                    + "|.*\\b(?:how (?:do|can|would|should)|availab\\w+|see if|check if|know if|look for)\\b.*");
    private static final Pattern TAKES_AWAY =
            Text.pattern("\\b(?:remove|delete|erase|clear|cleared|cancel|take\\b.* (?:off|out)|take off|take"
                    + " away|cross|scratch|strike|nuke|blank|get rid|no longer|wipe|empty|dump|trash|purge)\\b");
    private static final Pattern PUTS = Text.pattern(
            "\\b(?:add|added|put|include|insert|throw|write|place|remind|schedule|set|make|create|book|need)\\b");
    private static final Pattern ALTERS = Text.pattern("\\b(?:change|move|reschedule|edit|update|modify|mark (?!my"
            + " calendar)|replace|swap|switch|rename|done|finished|completed|check .* off|tick)\\b");

    private Published() {}

    /**
     * A sentence with its labels.
     *
     * @param name of the task or event that it speaks of, where a label tells
     * @param dated whether a label tells of a date, a time or a rhythm
     */
    record Line(String say, String intent, Verdict.Want want, Optional<String> name, boolean dated) {}

    /** Files in the form of any of the sets; with {@code --show} the sentences that were judged so. */
    public static void main(String[] arguments) throws IOException {
        String show = Stream.of(arguments)
                .filter(a -> a.startsWith("--show="))
                .map(a -> a.substring(7))
                .findFirst()
                .orElse("");
        for (String file : Stream.of(arguments).filter(a -> !a.startsWith("--")).toList()) {
            measure(Path.of(file), show);
        }
    }

    private static void measure(Path file, String show) throws IOException {
        Map<Verdict, Integer> all = new EnumMap<>(Verdict.class);
        Map<String, Map<Verdict, Integer>> byIntent = new TreeMap<>();
        int number = 0;
        for (Line line : read(file)) {
            number++;
            Interpretation meaning = said(line);
            Verdict verdict = Verdict.of(line, meaning);
            all.merge(verdict, 1, Integer::sum);
            byIntent.computeIfAbsent(line.intent(), i -> new EnumMap<>(Verdict.class))
                    .merge(verdict, 1, Integer::sum);
            if (show.contains(verdict.name())) {
                System.out.println(verdict + " " + number + " " + line.intent() + ": " + line.say() + "  ->  "
                        + Shorthand.of(meaning, Speaker.KARACHI)
                        + (meaning instanceof Interpretation.Say say
                                ? " " + say.text().lines().findFirst().orElse("")
                                : ""));
            }
        }
        byIntent.forEach((intent, counts) -> System.out.println(intent + " " + counts));
        int total = all.values().stream().mapToInt(Integer::intValue).sum();
        System.out.printf(
                Locale.ROOT,
                "%s: %d sentences; right %.1f %%, asked back %.1f %%, harmful %.1f %% (%d)%n",
                file.getFileName(),
                total,
                100.0 * all.getOrDefault(Verdict.RIGHT, 0) / total,
                100.0 * all.getOrDefault(Verdict.ASKED, 0) / total,
                100.0 * all.getOrDefault(Verdict.HARMFUL, 0) / total,
                all.getOrDefault(Verdict.HARMFUL, 0));
    }

    /** Said by somebody with some tasks, and with the one that the sentence speaks of, where it takes one away or asks for it. */
    static Interpretation said(Line line) {
        List<Task> tasks = new ArrayList<>(List.of(
                task(1, "Iron the shirts", null),
                task(2, "Repair the fence", null),
                task(3, "Read chapter nine", null)));
        if (line.want() != Verdict.Want.ADD) {
            line.name().ifPresent(name -> tasks.add(task(4, name, day(line.say()))));
        }
        return new Interpreter()
                .interpret(new Utterance(
                        line.say(),
                        Locale.ENGLISH,
                        Speaker.KARACHI,
                        NOW.toInstant(),
                        tasks,
                        List.of(),
                        Optional.empty()));
    }

    private static LocalDate day(String say) {
        return say.contains("tomorrow")
                ? NOW.toLocalDate().plusDays(1)
                : say.contains("today") ? NOW.toLocalDate() : null;
    }

    private static Task task(long id, String title, LocalDate day) {
        Instant due =
                day == null ? null : day.atTime(15, 0).atZone(Speaker.KARACHI).toInstant();
        return new Task(
                id,
                "somebody",
                title,
                null,
                false,
                null,
                Priority.MEDIUM,
                List.of(),
                due,
                false,
                null,
                "Asia/Karachi",
                null,
                null,
                0,
                List.of(),
                1,
                NOW.toInstant(),
                NOW.toInstant());
    }

    private static List<Line> read(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Line> lines = new ArrayList<>();
        String text = Files.readString(file);
        if (text.startsWith("{\"oos") || text.startsWith("{\"val")) {
            throw new IOException(file + ": give one partition a file, one object {\"say\", \"intent\"} a line");
        }
        for (String each : text.lines().toList()) {
            JsonNode line = json.readTree(each);
            if (line.has("text")) {
                homeDomain(line).ifPresent(lines::add);
            } else if (line.has("scenario")) {
                slurp(line).ifPresent(lines::add);
            } else {
                clinc(line.path("say").asText(), line.path("intent").asText()).ifPresent(lines::add);
            }
        }
        return lines;
    }

    private static Optional<Line> slurp(JsonNode line) {
        String scenario = line.path("scenario").asText();
        if (!SCENARIOS.contains(scenario)) {
            return Optional.empty();
        }
        Map<String, String> slots = new LinkedHashMap<>();
        for (JsonNode entity : line.path("entities")) {
            StringBuilder value = new StringBuilder();
            entity.path("span")
                    .forEach(i -> value.append(value.isEmpty() ? "" : " ")
                            .append(line.path("tokens")
                                    .path(i.asInt())
                                    .path("surface")
                                    .asText()));
            slots.putIfAbsent(entity.path("type").asText(), value.toString());
        }
        return Optional.of(labelled(
                line.path("sentence").asText(), scenario, line.path("action").asText(), slots));
    }

    /** The sentences from which SLURP was made (NLU Evaluation Data). */
    private static Optional<Line> homeDomain(JsonNode line) {
        String[] intent = line.path("intent").asText().split("_", 2);
        if (!SCENARIOS.contains(intent[0])) {
            return Optional.empty();
        }
        Map<String, String> slots = new LinkedHashMap<>();
        line.path("entities")
                .forEach(entity -> slots.putIfAbsent(
                        entity.path("entity").asText(), entity.path("value").asText()));
        return Optional.of(labelled(line.path("text").asText(), intent[0], intent[1], slots));
    }

    private static Line labelled(String say, String scenario, String action, Map<String, String> slots) {
        Verdict.Want want = switch (action) {
            case "set", "createoradd" -> Verdict.Want.ADD;
            case "remove" -> Verdict.Want.REMOVE;
            default -> Verdict.Want.SEE;
        };
        // Of "take milk off my grocery list" the labels name the list, and not what goes.
        Stream<String> kinds = scenario.equals("lists") && want == Verdict.Want.REMOVE
                ? Stream.of("event_name")
                : Stream.of("event_name", "list_name", "meal_type");
        Optional<String> name = kinds.flatMap(slot -> Optional.ofNullable(slots.get(slot)).stream())
                .findFirst()
                // The list as a whole has no name.
                .filter(n -> !n.matches("(?i)to[ -]?dos?|tasks?|my|current|all|new"));
        boolean dated =
                Stream.of("date", "time", "timeofday", "general_frequency").anyMatch(slots::containsKey);
        return new Line(say, scenario + "_" + action, want, name, dated);
    }

    /** The labels of CLINC150 are intents alone: whether something is added or taken away is told by the verb. */
    static Optional<Line> clinc(String say, String intent) {
        return Optional.ofNullable(CLINC.get(intent))
                .map(want -> new Line(
                        say, intent, want == Verdict.Want.CHANGE ? direction(say) : want, Optional.empty(), false));
    }

    /** The first verb decides, where not both are said. */
    private static Verdict.Want direction(String say) {
        int away = first(TAKES_AWAY, say);
        int alters = first(ALTERS, say);
        int puts = first(PUTS, say);
        boolean adds = say.matches(".*\\b(?:add|put|include)\\b.*");
        if (away < Integer.MAX_VALUE && adds) {
            return first(PUTS, say) < away && !say.matches(".*\\b(?:and|;) (?:remove|delete|take|erase)\\b.*")
                    ? Verdict.Want.ADD
                    : Verdict.Want.BOTH;
        }
        if (ASKS.matcher(say).matches() && !adds && away == Integer.MAX_VALUE) {
            return Verdict.Want.SEE;
        }
        return away < Math.min(alters, puts) || (away < Integer.MAX_VALUE && alters == Integer.MAX_VALUE)
                ? Verdict.Want.REMOVE
                : alters < puts ? Verdict.Want.ALTER : Verdict.Want.ADD;
    }

    private static int first(Pattern verbs, String say) {
        var m = verbs.matcher(say);
        return m.find() ? m.start() : Integer.MAX_VALUE;
    }
}
