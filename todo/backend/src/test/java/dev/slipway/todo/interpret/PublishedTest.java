package dev.slipway.todo.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.todo.tasks.Priority;
import dev.slipway.todo.tasks.Task;
import dev.slipway.todo.tasks.TaskQuery;
import dev.slipway.todo.tools.ToolCall;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Sentences that others wrote for assistants, with what they meant by them: the parts calendar, lists and alarm of SLURP (Bastianelli
 * et al. 2020, CC BY 4.0), which is not kept here. {@code TODO_UTTERANCES} names a file of it, {@code dataset/slurp/test.jsonl}.
 * What is right follows from the labels alone, by rules that know nothing of the interpreter.
 */
class PublishedTest {
    private static final double LEAST_RIGHT = 0.8;
    private static final double MOST_HARMFUL = 0.005;
    private static final Set<String> SCENARIOS = Set.of("calendar", "lists", "alarm");
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 24, 10, 0, 0, 0, Speaker.KARACHI);

    enum Outcome {
        RIGHT,
        ASKED,
        HARMFUL
    }

    /** @param slots the values of what is said, by the kind of it */
    private record Line(String say, String intent, Map<String, String> slots) {}

    @Test
    @EnabledIfEnvironmentVariable(
            named = "TODO_UTTERANCES",
            matches = ".+",
            disabledReason = "needs a published set of utterances, which is not part of this repository")
    void does_what_others_meant_and_hardly_ever_something_else() throws IOException {
        Map<Outcome, Integer> all = new EnumMap<>(Outcome.class);
        Map<String, Map<Outcome, Integer>> byIntent = new TreeMap<>();
        List<String> shown = new ArrayList<>();
        String show = Optional.ofNullable(System.getenv("TODO_UTTERANCES_SHOW")).orElse("");
        for (Line line : read(Path.of(System.getenv("TODO_UTTERANCES")))) {
            Interpretation meaning = new Interpreter().interpret(said(line));
            Outcome outcome = judge(line, meaning);
            all.merge(outcome, 1, Integer::sum);
            byIntent.computeIfAbsent(line.intent(), i -> new EnumMap<>(Outcome.class))
                    .merge(outcome, 1, Integer::sum);
            if (show.contains(outcome.name())) {
                shown.add(outcome + " " + line.intent() + ": " + line.say() + "\n    " + line.slots() + "\n    "
                        + Shorthand.of(meaning, Speaker.KARACHI));
            }
        }
        shown.forEach(System.out::println);
        byIntent.forEach((intent, counts) -> System.out.println(intent + " " + counts));
        int total = all.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println("published: " + all + " of " + total);
        assertThat(all.getOrDefault(Outcome.HARMFUL, 0)).as("harmful").isLessThanOrEqualTo((int)
                (total * MOST_HARMFUL));
        assertThat(all.getOrDefault(Outcome.RIGHT, 0)).as("right").isGreaterThanOrEqualTo((int) (total * LEAST_RIGHT));
    }

    private static List<Line> read(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Line> lines = new ArrayList<>();
        for (String text : Files.readAllLines(file)) {
            JsonNode line = json.readTree(text);
            if (!SCENARIOS.contains(line.path("scenario").asText())) {
                continue;
            }
            JsonNode tokens = line.path("tokens");
            Map<String, String> slots = new LinkedHashMap<>();
            for (JsonNode entity : line.path("entities")) {
                StringBuilder value = new StringBuilder();
                entity.path("span")
                        .forEach(i -> value.append(value.isEmpty() ? "" : " ")
                                .append(tokens.path(i.asInt()).path("surface").asText()));
                slots.merge(entity.path("type").asText(), value.toString(), (a, b) -> a + " | " + b);
            }
            String scenario = line.path("scenario").asText();
            lines.add(new Line(
                    line.path("sentence").asText(),
                    scenario + "_" + line.path("action").asText(),
                    slots));
        }
        return lines;
    }

    /** Somebody with some tasks, and with the one that the sentence speaks of, where it takes one away or asks for it. */
    private static Utterance said(Line line) {
        List<Task> tasks = new ArrayList<>(List.of(
                task(1, "Iron the shirts", null),
                task(2, "Repair the fence", null),
                task(3, "Read chapter nine", null)));
        named(line)
                .filter(name -> !line.intent().endsWith("set") && !line.intent().endsWith("createoradd"))
                .ifPresent(name -> tasks.add(task(4, name, day(line))));
        return new Utterance(
                line.say(), Locale.ENGLISH, Speaker.KARACHI, NOW.toInstant(), tasks, List.of(), Optional.empty());
    }

    private static Optional<String> named(Line line) {
        // Of "take milk off my grocery list" the labels name the list, and not what goes.
        Stream<String> kinds = line.intent().equals("lists_remove")
                ? Stream.of("event_name")
                : Stream.of("event_name", "list_name", "meal_type");
        return kinds.flatMap(slot -> Optional.ofNullable(line.slots().get(slot)).stream())
                .findFirst()
                .map(name -> name.split(" \\| ")[0])
                // The list as a whole has no name.
                .filter(name -> !name.matches("(?i)to[ -]?dos?|tasks?|my|current|all|new"));
    }

    private static LocalDate day(Line line) {
        String date = line.slots().getOrDefault("date", "").toLowerCase(Locale.ROOT);
        return date.contains("tomorrow")
                ? NOW.toLocalDate().plusDays(1)
                : date.contains("today") ? NOW.toLocalDate() : null;
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
                1,
                NOW.toInstant(),
                NOW.toInstant());
    }

    private static boolean dated(Line line) {
        return line.slots().containsKey("date")
                || line.slots().containsKey("time")
                || line.slots().containsKey("timeofday")
                || line.slots().containsKey("general_frequency");
    }

    private static Outcome judge(Line line, Interpretation meaning) {
        List<ToolCall> done = calls(meaning);
        List<ToolCall> changes =
                done.stream().filter(c -> !(c instanceof ToolCall.ListTasks)).toList();
        boolean told = meaning instanceof Interpretation.Calls calls
                && !calls.unclear().isEmpty();
        String action = line.intent().substring(line.intent().indexOf('_') + 1);
        return switch (action) {
            case "set", "createoradd" -> added(line, meaning, changes, told);
            case "remove" -> removed(line, meaning, changes);
            default -> asked(line, meaning, done, changes, told);
        };
    }

    private static List<ToolCall> calls(Interpretation meaning) {
        return switch (meaning) {
            case Interpretation.Calls known -> known.calls();
            case Interpretation.Question question -> question.calls();
            case Interpretation.Tell ignored -> List.of();
            case Interpretation.Say ignored -> List.of();
        };
    }

    /** Right: one or more new tasks, with what it is called in the title, and due where a day, a time or a rhythm was said. */
    private static Outcome added(Line line, Interpretation meaning, List<ToolCall> changes, boolean told) {
        if (changes.isEmpty()) {
            // "Mark the eighth as my birthday" changes what is there, where there is something to change.
            return Outcome.ASKED;
        }
        if (!changes.stream().allMatch(ToolCall.AddTask.class::isInstance)) {
            return Outcome.HARMFUL;
        }
        boolean due = changes.stream()
                .map(ToolCall.AddTask.class::cast)
                .anyMatch(add -> add.content().due().present()
                        || add.content().recurrence().present());
        String titles = String.join(
                " ",
                changes.stream()
                        .map(add -> (((ToolCall.AddTask) add).content().title().value()
                                        + " "
                                        + ((ToolCall.AddTask) add)
                                                .content()
                                                .tags()
                                                .value())
                                .toLowerCase(Locale.ROOT))
                        .toList());
        boolean called = named(line).isEmpty()
                || Stream.of(named(line).get().toLowerCase(Locale.ROOT).split(" "))
                        .anyMatch(titles::contains);
        boolean whole = due || !dated(line);
        if (called && whole) {
            return Outcome.RIGHT;
        }
        return told ? Outcome.ASKED : Outcome.HARMFUL;
    }

    /** Right: the task that is named is deleted, or is among those that are asked about; of what is not there it is said. */
    private static Outcome removed(Line line, Interpretation meaning, List<ToolCall> changes) {
        Optional<String> name = named(line);
        if (!changes.isEmpty()) {
            boolean it =
                    changes.stream().allMatch(c -> c instanceof ToolCall.DeleteTask delete && delete.taskId() == 4);
            return it && name.isPresent() ? Outcome.RIGHT : Outcome.HARMFUL;
        }
        if (meaning instanceof Interpretation.Question question) {
            boolean deletes = question.pending().choices().stream()
                    .flatMap(choice -> choice.calls().stream())
                    .allMatch(ToolCall.DeleteTask.class::isInstance);
            return deletes ? Outcome.RIGHT : Outcome.ASKED;
        }
        boolean missing = meaning instanceof Interpretation.Say say
                && (say.text().startsWith("I found no task")
                        || say.text().startsWith("There is no task")
                        || say.text().startsWith("There are no such"));
        return missing && name.isEmpty() ? Outcome.RIGHT : Outcome.ASKED;
    }

    /** Right: tasks are shown or told, of the days that were asked for, and nothing is changed. */
    private static Outcome asked(
            Line line, Interpretation meaning, List<ToolCall> done, List<ToolCall> changes, boolean told) {
        if (!changes.isEmpty()) {
            return Outcome.HARMFUL;
        }
        if (meaning instanceof Interpretation.Tell) {
            return Outcome.RIGHT;
        }
        Optional<TaskQuery> query = done.stream()
                .filter(ToolCall.ListTasks.class::isInstance)
                .map(c -> ((ToolCall.ListTasks) c).filter())
                .findFirst();
        if (query.isEmpty()) {
            return Outcome.ASKED;
        }
        boolean days = query.get().dueFrom() != null
                || query.get().dueBefore() != null
                || query.get().completedFrom() != null;
        boolean narrowed =
                days || query.get().search() != null || !query.get().tags().isEmpty();
        if (line.slots().containsKey("date") && !days) {
            return told ? Outcome.ASKED : Outcome.HARMFUL;
        }
        if (named(line).isPresent() && !narrowed) {
            return told ? Outcome.ASKED : Outcome.HARMFUL;
        }
        return Outcome.RIGHT;
    }
}
