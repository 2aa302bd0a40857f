package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Priority;
import dev.slipway.todo.tasks.Task;
import dev.slipway.todo.tasks.TaskQuery;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which tasks somebody wants to see. */
final class Filters {
    private static final int MOST = 50;
    private static final Pattern POSSESSIVE = Text.pattern("\\b(today|tomorrow|tonight)'?s\\b");
    private static final Pattern SEARCH = Text.pattern(
            "(?:find|search(?: for)?|look(?: for| up)?)(?: me)?(?: (?:all|my|the|any)){0,8} ?(?:tasks?|todos?)?(?: (?:about|with|containing|for|like|named|called|that mention)){0,8} (.+)"
                    + "|.*(?:\\babout|\\bcontaining|\\bmentioning|\\bthat mention|\\brelated to) (.+)");
    private static final Pattern URDU_SEARCH =
            Pattern.compile("(?:کام )?(.+?) (?:والے کام |کے بارے میں )?(?:تلاش|سرچ|ڈھونڈ).*");
    private static final Pattern COMPLETED =
            Text.pattern("\\b(?:completed?|done|finish(?:ed)?|closed|did)\\b|مکمل|ہو گئے|ہوگئے|ختم");
    private static final Pattern NOT_DONE = Text.pattern(
            "\\b(?:not (?:done|completed?|finished)|incomplete|unfinished|pending|open|left|remaining|outstanding|to do|to-do|should i do|have to|need to|on my plate|agenda)\\b|باقی|کرنا|رہ گیا|نامکمل");
    private static final Pattern OVERDUE = Text.pattern("\\b(?:overdue|late|past due|missed)\\b|گزر");
    private static final Pattern NO_DATE = Text.pattern(
            "\\b(?:no|without(?: an?| any)?|don't have an?|undated)(?: due)? ?(?:dates?|deadlines?)\\b|\\bundated\\b|بغیر تاریخ|تاریخ کے بغیر");
    private static final Pattern WEEK = Text.pattern("\\bthis week\\b|اس ہفتے");
    private static final Pattern NEXT_WEEK = Text.pattern("\\bnext week\\b|اگلے ہفتے");
    private static final Pattern MONTH = Text.pattern("\\bthis month\\b|اس مہینے");
    private static final Pattern URGENT = Text.pattern("\\b(?:urgent|important)\\b|اہم|ضروری");
    private static final Pattern LEVEL =
            Text.pattern("\\b(high|medium|low)(?:[ -]priority)?\\b|\\bpriority (high|medium|low)\\b");
    private static final Pattern SORT = Text.pattern(
            "\\b(?:sort(?:ed)?|order(?:ed)?)?(?: them)? ?by (?:the )?(due(?: date)?|date|priority|title|name|creat(?:ed|ion)(?: date)?|newest)\\b");
    private static final Pattern TAG = Text.pattern(
            "#([\\p{L}\\p{N}_-]+)|([\\p{L}\\p{N}_-]+) ٹیگ|\\btag(?:ged)?(?: as| with)? #?([\\p{L}\\p{N}_-]+)");

    private final Utterance utterance;
    private final Now now;

    Filters(Utterance utterance) {
        this.utterance = utterance;
        this.now = Now.of(utterance);
    }

    /** Whether tasks are due in the days that were said; empty where no days were. */
    Optional<Predicate<Task>> due(String words) {
        Span span = span(words, Text.isUrdu(words));
        return span.from() == null || span.before() == null
                ? Optional.empty()
                : Optional.of(task -> task.dueAt() != null
                        && !task.dueAt().isBefore(span.from())
                        && task.dueAt().isBefore(span.before()));
    }

    TaskQuery read(String text) {
        boolean urdu = Text.isUrdu(text);
        boolean undated = NO_DATE.matcher(text).find();
        // "Find tasks without a date" looks for no such words.
        Optional<String> search = undated ? Optional.empty() : search(text, urdu);
        if (search.isPresent()) {
            return query(TaskQuery.Status.ALL, search.get(), null, List.of(), Span.NONE, false, false, null);
        }
        Scan scan = new Scan(POSSESSIVE.matcher(text).replaceAll("$1"));
        TaskQuery.@Nullable Sort sort =
                scan.take(SORT).map(m -> sort(m.group(1))).orElse(null);
        Optional<Priority> priority = scan.take(LEVEL)
                .map(m -> Marks.level(m.group(1) == null ? m.group(2) : m.group(1)))
                .or(() -> URGENT.matcher(text).find() ? Optional.of(Priority.HIGH) : Optional.empty());
        List<String> tags = tags(scan);
        boolean overdue = OVERDUE.matcher(text).find();
        Span span = overdue || undated ? Span.NONE : span(scan.rest(), urdu);
        boolean done = COMPLETED.matcher(text).find() && !NOT_DONE.matcher(text).find();
        boolean open = NOT_DONE.matcher(text).find()
                || overdue
                || span.from() != null
                || ((priority.isPresent() || undated) && !done);
        TaskQuery.Status status =
                done ? TaskQuery.Status.COMPLETED : open ? TaskQuery.Status.PENDING : TaskQuery.Status.ALL;
        return query(status, null, priority.orElse(null), tags, span, overdue, undated, sort);
    }

    private static TaskQuery query(
            TaskQuery.Status status,
            @Nullable String search,
            @Nullable Priority priority,
            List<String> tags,
            Span span,
            boolean overdue,
            boolean undated,
            TaskQuery.@Nullable Sort sort) {
        return new TaskQuery(
                status, search, priority, tags, span.from(), span.before(), overdue, undated, sort, null, MOST, 0);
    }

    private static Optional<String> search(String text, boolean urdu) {
        var matcher = (urdu ? URDU_SEARCH : SEARCH).matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        for (int i = 1; i <= matcher.groupCount(); i++) {
            if (matcher.group(i) != null) {
                return Optional.of(
                        matcher.group(i).replaceAll("^['\"]|['\"]$", "").strip());
            }
        }
        return Optional.empty();
    }

    private static TaskQuery.Sort sort(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.startsWith("d")
                ? TaskQuery.Sort.DUE_DATE
                : lower.startsWith("p")
                        ? TaskQuery.Sort.PRIORITY
                        : lower.startsWith("t") || lower.equals("name") ? TaskQuery.Sort.TITLE : TaskQuery.Sort.CREATED;
    }

    /** Tags named as such, or a word that is one of the person's own tags: "work tasks". */
    private List<String> tags(Scan scan) {
        Optional<MatchResult> named = scan.take(TAG);
        if (named.isPresent()) {
            return List.of(Marks.firstGroup(named.get()).toLowerCase(Locale.ROOT));
        }
        List<String> known = utterance.tasks().stream()
                .map(Task::tags)
                .flatMap(List::stream)
                .distinct()
                .toList();
        return Named.tokens(scan.rest()).filter(known::contains).limit(1).toList();
    }

    /** A span of days; null bounds for none. */
    private record Span(@Nullable Instant from, @Nullable Instant before) {
        static final Span NONE = new Span(null, null);
    }

    private Span span(String text, boolean urdu) {
        if (WEEK.matcher(text).find()) {
            return days(now.monday(), 7);
        }
        if (NEXT_WEEK.matcher(text).find()) {
            return days(now.monday().plusWeeks(1), 7);
        }
        if (MONTH.matcher(text).find()) {
            LocalDate first = now.day().withDayOfMonth(1);
            return days(first, first.lengthOfMonth());
        }
        Moment when = urdu ? UrduWhen.read(text, now) : EnglishWhen.read(text, now);
        return when.day().map(day -> days(day, 1)).orElse(Span.NONE);
    }

    private Span days(LocalDate first, int count) {
        return new Span(
                first.atStartOfDay(now.zone()).toInstant(),
                first.plusDays(count).atStartOfDay(now.zone()).toInstant());
    }
}
