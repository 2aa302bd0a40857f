package dev.slipway.todo.chat;

import dev.slipway.todo.interpret.Fact;
import dev.slipway.todo.tasks.Priority;
import dev.slipway.todo.tasks.Task;
import dev.slipway.todo.tools.ToolResult;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Urdu. The names of days and months stand here: a small Java runtime knows those of English only. */
record UrduPhrases(ZoneId zone, Instant now) implements Phrases {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("h:mm a", Locale.ENGLISH);
    private static final List<String> DAYS = List.of("پیر", "منگل", "بدھ", "جمعرات", "جمعہ", "ہفتہ", "اتوار");
    private static final List<String> MONTHS = List.of(
            "جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر");

    @Override
    public String tell(ToolResult result) {
        return switch (result) {
            case ToolResult.Added added ->
                "کام " + added.task().id() + " شامل کر دیا: " + quoted(added.task()) + due(added.task()) + "۔";
            case ToolResult.Listed listed -> list(listed);
            case ToolResult.Completed done -> completed(done);
            case ToolResult.Deleted deleted -> quoted(deleted.task()) + " حذف کر دیا۔";
            case ToolResult.Updated updated -> updated(updated);
            case ToolResult.Undone undone ->
                undone.steps().isEmpty() ? "واپس لینے کے لیے کچھ نہیں ہے۔" : "واپس لے لیا۔ آپ کے کام پہلے جیسے ہیں۔";
            case ToolResult.Missing missing ->
                "کام " + missing.taskId() + " نہیں ہے۔ نمبر دیکھنے کے لیے کہیں \"میرے کام دکھائیں\"۔";
            case ToolResult.Refused refused -> "یہ نہیں ہو سکا: " + refused.why() + "۔";
        };
    }

    @Override
    public String tell(Fact fact) {
        return switch (fact) {
            case Fact.Status status ->
                String.join("\n", status.tasks().stream().map(this::status).toList());
            case Fact.Latest latest ->
                latest.tasks().isEmpty()
                        ? "ابھی کوئی کام شامل نہیں کیا گیا۔"
                        : "سب سے نیا کام " + latest.tasks().getFirst().id() + " ہے: "
                                + quoted(latest.tasks().getFirst())
                                + due(latest.tasks().getFirst()) + "۔";
            case Fact.Next next ->
                next.tasks().isEmpty()
                        ? "کوئی کام باقی نہیں۔"
                        : "پہلے یہ کریں:\n"
                                + String.join(
                                        "\n",
                                        next.tasks().stream().map(this::line).toList());
            case Fact.Free free -> free(free);
            case Fact.Today ignored ->
                day(now.atZone(zone).toLocalDate()) + "، "
                        + DAYS.get(now.atZone(zone).getDayOfWeek().getValue() - 1) + " "
                        + now.atZone(zone).getDayOfMonth() + " "
                        + MONTHS.get(now.atZone(zone).getMonthValue() - 1) + "، "
                        + TIME.format(now.atZone(zone)) + "۔";
        };
    }

    private String status(Task task) {
        return quoted(task) + " (کام " + task.id() + ") " + (task.completed() ? "مکمل ہے" : "ابھی باقی ہے" + due(task))
                + "۔";
    }

    private String free(Fact.Free free) {
        String text = free.free().isEmpty()
                ? "کوئی دن خالی نہیں:"
                : "خالی: "
                        + String.join("؛ ", free.free().stream().map(this::day).toList()) + "۔";
        String due = String.join(
                "\n", free.tasks().stream().limit(SHOWN).map(this::line).toList());
        return due.isEmpty() ? text : text + "\n" + due;
    }

    @Override
    public String unclear(List<String> words) {
        return "یہ میں نہیں سمجھا: " + String.join("؛ ", words) + "۔";
    }

    @Override
    public String withoutModel() {
        return "(زبان کا ماڈل جواب نہیں دے رہا؛ میں نے اپنے قواعد سے کام لیا۔)\n";
    }

    @Override
    public String stopped() {
        return "زبان کا ماڈل درمیان میں رک گیا۔ یہ ہو چکا ہے:\n";
    }

    @Override
    public String interrupted(List<String> done) {
        return "کام درمیان میں رک گیا تھا۔ یہ ہو چکا ہے: " + String.join("؛ ", done) + "۔";
    }

    private String completed(ToolResult.Completed done) {
        if (!done.task().completed()) {
            return quoted(done.task()) + (done.already() ? " ابھی باقی ہے۔" : " دوبارہ کھول دیا۔");
        }
        String next = done.next()
                .map(task -> " اگلا کام نمبر " + task.id() + " ہے" + due(task) + "۔")
                .orElse("");
        return done.already()
                ? quoted(done.task()) + " پہلے ہی مکمل تھا۔"
                : "شاباش! " + quoted(done.task()) + " مکمل ہو گیا۔" + next;
    }

    private String updated(ToolResult.Updated updated) {
        Task task = updated.task();
        if (updated.before().completed() && !task.completed()) {
            return quoted(task) + " دوبارہ کھول دیا۔";
        }
        if (!updated.before().title().equals(task.title())) {
            return "کام " + task.id() + " اب یہ ہے: " + quoted(task) + due(task) + "۔";
        }
        if (task.subtasks().size() > updated.before().subtasks().size()) {
            return quoted(task) + " (کام " + task.id() + ") میں ذیلی کام “"
                    + task.subtasks().getLast().title() + "” شامل کر دیا۔";
        }
        return "کام " + task.id() + " بدل دیا: " + quoted(task) + due(task) + "، ترجیح " + level(task.priority())
                + (task.tags().isEmpty() ? "" : "، #" + String.join(" #", task.tags())) + "۔";
    }

    private String list(ToolResult.Listed listed) {
        String kind = switch (listed.filter().status()) {
            case ALL -> "";
            case PENDING -> "باقی ";
            case COMPLETED -> "مکمل ";
        };
        if (listed.tasks().isEmpty()) {
            return Phrases.everything(listed.filter())
                    ? "ابھی آپ کا کوئی کام نہیں ہے۔ مثلاً کہیں \"دودھ خریدنا شامل کریں\"۔"
                    : "ایسا کوئی " + kind + "کام نہیں ہے۔";
        }
        StringBuilder text = new StringBuilder(
                listed.total() == 1
                        ? "آپ کا ایک " + kind + "کام ہے:"
                        : "آپ کے " + listed.total() + " " + kind + "کام ہیں:");
        listed.tasks().stream().limit(SHOWN).forEach(task -> text.append('\n').append(line(task)));
        if (listed.total() > SHOWN) {
            text.append("\n… اور ")
                    .append(listed.total() - Math.min(SHOWN, listed.tasks().size()))
                    .append(" مزید۔");
        }
        return text.toString();
    }

    private String line(Task task) {
        return (task.completed() ? "✓ " : "• ") + task.id() + ": " + task.title() + due(task)
                + (task.priority() == Priority.HIGH ? "، ترجیح " + level(task.priority()) : "");
    }

    private String due(Task task) {
        Instant at = task.dueAt();
        if (at == null) {
            return "";
        }
        ZonedDateTime time = at.atZone(zone);
        return "، مقررہ وقت " + day(time.toLocalDate()) + (task.allDay() ? "" : "، " + TIME.format(time));
    }

    private String day(LocalDate day) {
        LocalDate today = now.atZone(zone).toLocalDate();
        if (day.equals(today)) {
            return "آج";
        }
        // "کل" is tomorrow as well as yesterday: which of them is said.
        if (day.equals(today.plusDays(1))) {
            return "آنے والا کل";
        }
        if (day.equals(today.minusDays(1))) {
            return "گزرا ہوا کل";
        }
        String date = day.getDayOfMonth() + " " + MONTHS.get(day.getMonthValue() - 1);
        return day.getYear() == today.getYear()
                ? DAYS.get(day.getDayOfWeek().getValue() - 1) + "، " + date
                : date + " " + day.getYear();
    }

    private static String level(Priority priority) {
        return switch (priority) {
            case LOW -> "کم";
            case MEDIUM -> "درمیانی";
            case HIGH -> "زیادہ";
        };
    }

    private static String quoted(Task task) {
        return "“" + task.title() + "”";
    }
}
