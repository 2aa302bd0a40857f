package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.TaskQuery;
import dev.slipway.todo.tools.ToolCall;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether what was made of a sentence is what was meant. The rules know the sentence and its labels, and nothing of how the interpreter
 * reads it: each word that is none of grammar, of calendars or of asking has to be in the title or in the search; a date stays in no title;
 * days and times that are said plainly have to be those of the task or of the list.
 */
enum Verdict {
    RIGHT,
    /** Nothing was done, or a part of it, and the answer says so. */
    ASKED,
    /** Something else was done, or a part was lost without a word, or the answer is untrue. */
    HARMFUL;

    enum Want {
        ADD,
        REMOVE,
        /** One thing is taken away, another one added. */
        BOTH,
        /** Something that is there becomes different. */
        ALTER,
        SEE,
        /** Decided by the verb. */
        CHANGE
    }

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}']+");
    private static final Pattern DATE_WORD = Pattern.compile(
            "\\b(?:today|tomorrow|tonight|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|april|june|july|august|september|october|november|december|\\d{1,2}(?::\\d\\d)?"
                    + " ?[ap]\\.?m\\b|o'?clock|midnight|(?:hours?|minutes?|mins|days?|weeks?) (?:before|prior|ahead|in"
                    + " advance|from now|later)|(?:day|week|hour) before|next (?:week|month))\\b");
    private static final Pattern DATED = Pattern.compile("\\b(?:noon|in the"
            + " (?:morning|afternoon|evening)|(?:\\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty)["
            + " -](?:second|minute|hour|day|week|month)s?|at \\d{1,2}|\\d{1,2}:\\d\\d|\\d{1,4} ?[ap]m|(?:every|each)"
            + " \\w+|daily|weekly)\\b");
    private static final Pattern TIME = Pattern.compile(
            "\\b(\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?::(\\d\\d))? ?(am|pm|a m|p"
                    + " m)\\b");
    private static final List<String> NUMBERS = List.of(
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");
    private static final Pattern BEFORE = Pattern.compile(
            "\\b(?:before|prior|ahead|advance|until|till|from|between|through|after|every|each|except|to"
                    + " remind|weekly)\\b");
    private static final Map<String, Integer> WEEKDAYS =
            Map.of("monday", 1, "tuesday", 2, "wednesday", 3, "thursday", 4, "friday", 5, "saturday", 6, "sunday", 7);
    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final Set<String> SAYS_NOTHING = Set.copyOf(List.of(
            ("a an the my me i i'd i'll i'm i've you your we our us it its it's this that these those them they there"
                            + " to for of on off in into at by with from and or as is are be was were am been being do does did"
                            + " done don't didn't have has had having got get gets getting can could can't would will shall should"
                            + " may might must please kindly thanks thank hey hi hello ok okay so now just also then again go"
                            + " ahead let's lets let need needs needed want wants wanted like wish gotta gonna wanna trying try"
                            + " sure up out about what what's whats when when's where which who how many much any anything anyone"
                            + " some something all everything each every if whether not no yes it'd that's there's see know tell"
                            + " give show list lists listed listing read check look looking find pull bring view hear say let"
                            + " speak repeat go going goes through over name open back down add adding added put putting include"
                            + " including insert place throw stick set setting sets create creating created make making made start"
                            + " schedule scheduled scheduling book booked save saved note noted jot write wrote record enter block"
                            + " plan planned arrange organize mark remind reminds reminding reminded reminder reminders alert"
                            + " alerts notify notification notifications alarm alarms timer timers wake ring event events entry"
                            + " entries calendar calendars calander schedule schedules agenda diary planner task tasks todo todos"
                            + " to-do to-dos item items thing things stuff chore chores content contents contain contains involve"
                            + " entail remember remembering forget called named titled new another one ones time times date day"
                            + " days week month year hour hours minute minutes second seconds morning afternoon evening night noon"
                            + " am pm a.m p.m today today's tonight tomorrow tomorrow's yesterday monday tuesday wednesday"
                            + " thursday friday saturday sunday january february march april may june july august september"
                            + " october november december jan feb mar apr jun jul aug sep sept oct nov dec next this coming first"
                            + " second third fourth fifth sixth seventh eighth ninth tenth last before after until till between"
                            + " during starting around prior two three four five six seven eight nine ten eleven twelve thirteen"
                            + " fourteen fifteen twenty thirty forty fifty half quarter past o'clock oclock daily weekly monthly"
                            + " yearly st nd rd th p m s t u olly alexa siri google upcoming currently current already still yet"
                            + " available availability free busy happening happen coming due left else total number only whole"
                            + " entire complete full right later soon single weekend wakeup buy aren't isn't unless willing onto"
                            + " accomplish state each confirm exists doing tomorrows dont play sound phone far call' mid turn"
                            + " turned switch countdown count counting cause because 'cause since inform iterate walk rundown"
                            + " summary recite review share provide assist assistance assisting by supposed related favor favour"
                            + " suggest send sent bring details detail information latest available showing find search remainder"
                            + " weekdays evening used ran low different clock call repeating mid twilight go's display tommorow"
                            + " tommorrow tomorow midday hundred thousand oh help able possible possibly maybe really would've d"
                            + " ll ve re because want kind bit way take takes end account use using meeting meetings appointment"
                            + " appointments")
                    .split(" ")));

    static Verdict of(Published.Line line, Interpretation meaning) {
        List<ToolCall> done = switch (meaning) {
            case Interpretation.Calls known -> known.calls();
            case Interpretation.Question question -> question.calls();
            case Interpretation.Tell ignored -> List.of();
            case Interpretation.Say ignored -> List.of();
        };
        boolean told = meaning instanceof Interpretation.Calls calls
                && !calls.unclear().isEmpty();
        List<ToolCall> changes =
                done.stream().filter(c -> !(c instanceof ToolCall.ListTasks)).toList();
        return switch (line.want()) {
            case ADD -> added(line, meaning, changes, told);
            case REMOVE -> removed(line, meaning, changes);
            case BOTH -> both(meaning, changes, told);
            case ALTER -> changes.isEmpty() ? none(meaning) : HARMFUL;
            case SEE -> seen(line, meaning, done, changes, told);
            case CHANGE -> throw new IllegalArgumentException("which change is told by the verb: " + line);
        };
    }

    private static Verdict added(Published.Line line, Interpretation meaning, List<ToolCall> changes, boolean told) {
        String say = line.say().toLowerCase(Locale.ROOT);
        if (changes.isEmpty()) {
            // "Set a reminder": of what, has to be asked.
            return words(say).isEmpty() && !dated(line) && !(meaning instanceof Interpretation.Calls)
                    ? RIGHT
                    : meaning instanceof Interpretation.Question question && adds(question, line) ? RIGHT : ASKED;
        }
        if (!changes.stream().allMatch(ToolCall.AddTask.class::isInstance)) {
            return HARMFUL;
        }
        List<ToolCall.AddTask> adds =
                changes.stream().map(ToolCall.AddTask.class::cast).toList();
        if (words(say).isEmpty() && !dated(line)) {
            return HARMFUL;
        }
        return good(line, adds) ? told ? ASKED : RIGHT : told ? ASKED : HARMFUL;
    }

    /** Whether the question proposes what was meant. */
    private static boolean adds(Interpretation.Question question, Published.Line line) {
        List<ToolCall> proposed = question.pending().choices().stream()
                .flatMap(choice -> choice.calls().stream())
                .toList();
        return proposed.stream().allMatch(ToolCall.AddTask.class::isInstance)
                && good(
                        line,
                        proposed.stream().map(ToolCall.AddTask.class::cast).toList());
    }

    private static boolean good(Published.Line line, List<ToolCall.AddTask> adds) {
        String say = line.say().toLowerCase(Locale.ROOT);
        StringBuilder titles = new StringBuilder();
        boolean due = false;
        for (ToolCall.AddTask add : adds) {
            titles.append(add.content().title().value())
                    .append(' ')
                    .append(
                            add.content().tags().present()
                                    ? add.content().tags().value()
                                    : "")
                    .append(' ')
                    .append(add.content().priority().present() ? "important urgent high low priority" : "")
                    .append(' ');
            due |= add.content().due().present() || add.content().recurrence().present();
        }
        String called = titles.toString().toLowerCase(Locale.ROOT);
        boolean whole = words(say).stream().allMatch(word -> called.contains(stem(word)));
        boolean named = line.name().isEmpty()
                || words(line.name().get().toLowerCase(Locale.ROOT)).stream().allMatch(w -> called.contains(stem(w)));
        return whole
                && named
                && (due || !dated(line))
                && !DATE_WORD.matcher(called).find()
                && then(say, adds);
    }

    private static String stem(String word) {
        return word.replaceFirst("'s$", "").replaceFirst("(?<=\\w{3})(?:ing|s)$", "");
    }

    private static boolean dated(Published.Line line) {
        String say = line.say().toLowerCase(Locale.ROOT);
        return line.dated()
                || DATE_WORD.matcher(say).find()
                || DATED.matcher(say).find()
                || TIME.matcher(say).find();
    }

    /** Whether the day and the time that are said plainly are those of the tasks. */
    private static boolean then(String say, List<ToolCall.AddTask> adds) {
        if (BEFORE.matcher(say).find() || adds.size() != 1) {
            return true;
        }
        var due = adds.getFirst().content().due();
        if (!due.present() || due.value() == null) {
            return true;
        }
        var at = due.value().at().atZone(Speaker.KARACHI);
        Optional<LocalDate> day = day(say);
        if (day.isPresent() && !day.get().equals(at.toLocalDate())) {
            return false;
        }
        List<LocalTime> times = times(say);
        return times.size() != 1 || due.value().allDay()
                ? times.isEmpty() || times.size() > 1
                : at.toLocalTime().equals(times.getFirst());
    }

    private static List<LocalTime> times(String say) {
        List<LocalTime> times = new ArrayList<>();
        Matcher m = TIME.matcher(say);
        while (m.find()) {
            int hour = NUMBERS.contains(m.group(1)) ? NUMBERS.indexOf(m.group(1)) : Integer.parseInt(m.group(1));
            int minute = m.group(2) == null ? 0 : Integer.parseInt(m.group(2));
            if (hour > 12 || minute > 59 || preceded(say, m.start())) {
                return List.of();
            }
            times.add(LocalTime.of(hour % 12 + (m.group(3).startsWith("p") ? 12 : 0), minute));
        }
        return times;
    }

    /** "Thirty pm" of "two thirty pm" is no hour. */
    private static boolean preceded(String say, int start) {
        return say.substring(0, start)
                .matches(
                        ".*(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\d|hundred|fifty|forty|thirty|twenty|ten|oh)"
                                + " ?$");
    }

    /** The one day that is said; empty for none or several, or for a word that says more. */
    private static Optional<LocalDate> day(String say) {
        List<LocalDate> days = new ArrayList<>();
        LocalDate today = Published.NOW.toLocalDate();
        Matcher m = WORD.matcher(say);
        String before = "";
        while (m.find()) {
            String word = m.group();
            if (word.equals("today") || word.equals("tonight")) {
                days.add(today);
            } else if (word.equals("tomorrow")) {
                days.add(before.equals("after") ? today.plusDays(2) : today.plusDays(1));
            } else if (WEEKDAYS.containsKey(word) && !before.equals("next")) {
                LocalDate day = today.plusDays(1);
                while (day.getDayOfWeek().getValue() != WEEKDAYS.get(word)) {
                    day = day.plusDays(1);
                }
                days.add(day);
            }
            before = word;
        }
        for (int month = 1; month <= 12; month++) {
            Matcher date = Pattern.compile("\\b" + MONTHS.get(month - 1)
                            + " (?:the )?(\\d{1,2})(?:st|nd|rd|th)?\\b(?!:)(?!"
                            + " (?:am|pm|\\d))|\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? "
                            + MONTHS.get(month - 1) + "\\b(?! \\d)")
                    .matcher(say);
            if (date.find()) {
                int n = Integer.parseInt(date.group(1) == null ? date.group(2) : date.group(1));
                LocalDate day =
                        LocalDate.of(today.getYear(), month, Math.min(n, 28)).plusDays(Math.max(0, n - 28));
                days.add(day.isBefore(today) ? day.plusYears(1) : day);
            }
        }
        boolean year = say.matches(".*\\b(?:19|20)\\d\\d\\b.*") || say.contains("next");
        return days.size() == 1 && !year ? Optional.of(days.getFirst()) : Optional.empty();
    }

    /** The words that have to be somewhere. */
    private static List<String> words(String say) {
        List<String> words = new ArrayList<>();
        Matcher m = WORD.matcher(say);
        while (m.find()) {
            String word = m.group().replaceFirst("^'+", "");
            boolean number = word.matches("\\d+(?:st|nd|rd|th|am|pm)?")
                    || Lexicon.is(word, Lexicon.Sense.NUMBER)
                    || Lexicon.is(word, Lexicon.Sense.ORDINAL);
            if (!number && !SAYS_NOTHING.contains(word) && !SAYS_NOTHING.contains(word.replaceFirst("'?s$", ""))) {
                words.add(word);
            }
        }
        return words;
    }

    private static Verdict removed(Published.Line line, Interpretation meaning, List<ToolCall> changes) {
        if (!changes.isEmpty()) {
            boolean it =
                    changes.stream().allMatch(c -> c instanceof ToolCall.DeleteTask delete && delete.taskId() == 4);
            return it && line.name().isPresent() ? RIGHT : HARMFUL;
        }
        if (meaning instanceof Interpretation.Question question) {
            return question.pending().choices().stream()
                            .flatMap(choice -> choice.calls().stream())
                            .allMatch(ToolCall.DeleteTask.class::isInstance)
                    ? RIGHT
                    : ASKED;
        }
        return missing(meaning) && line.name().isEmpty() ? RIGHT : ASKED;
    }

    private static Verdict none(Interpretation meaning) {
        return missing(meaning) || meaning instanceof Interpretation.Question ? RIGHT : ASKED;
    }

    /** Whether it is said that there is no such task. */
    private static boolean missing(Interpretation meaning) {
        return meaning instanceof Interpretation.Say say
                && (say.text().startsWith("I found no task")
                        || say.text().startsWith("There is no task")
                        || say.text().startsWith("There are no such"));
    }

    private static Verdict both(Interpretation meaning, List<ToolCall> changes, boolean told) {
        boolean adds = !changes.isEmpty() && changes.stream().allMatch(ToolCall.AddTask.class::isInstance);
        if (!changes.isEmpty() && !adds) {
            return HARMFUL;
        }
        boolean clean = changes.stream()
                .map(c -> ((ToolCall.AddTask) c).content().title().value().toLowerCase(Locale.ROOT))
                .noneMatch(t -> t.matches(".*\\b(?:remove|delete|take|off|list|add)\\b.*"));
        if (!clean) {
            return HARMFUL;
        }
        // What is to go is not there: it has to be told or asked.
        return adds ? told || meaning instanceof Interpretation.Question ? RIGHT : HARMFUL : ASKED;
    }

    private static Verdict seen(
            Published.Line line, Interpretation meaning, List<ToolCall> done, List<ToolCall> changes, boolean told) {
        if (!changes.isEmpty()) {
            return HARMFUL;
        }
        String say = line.say().toLowerCase(Locale.ROOT);
        if (meaning instanceof Interpretation.Tell tell) {
            return tell.fact() instanceof Fact.Next && !words(say).isEmpty() ? HARMFUL : RIGHT;
        }
        Optional<TaskQuery> query = done.stream()
                .filter(ToolCall.ListTasks.class::isInstance)
                .map(c -> ((ToolCall.ListTasks) c).filter())
                .findFirst();
        if (query.isEmpty()) {
            return missing(meaning) && line.name().isEmpty() && !words(say).isEmpty() ? RIGHT : ASKED;
        }
        TaskQuery asked = query.get();
        String narrowed = (asked.search() + " " + asked.tags() + " " + asked.priority() + " " + asked.status()
                        + (asked.overdue() ? " overdue late" : "")
                        + (asked.priority() == null ? "" : " important urgent"))
                .toLowerCase(Locale.ROOT);
        boolean whole = words(say).stream()
                .filter(w -> !w.matches("pending|open|completed|finished|active|undone"))
                .allMatch(word -> narrowed.contains(stem(word)));
        boolean days = asked.dueFrom() != null || asked.dueBefore() != null || asked.completedFrom() != null;
        boolean then = !dated(line) || days;
        Optional<LocalDate> day = BEFORE.matcher(say).find() ? Optional.empty() : day(say);
        if (day.isPresent() && asked.dueFrom() != null) {
            Instant first = day.get().atStartOfDay(Speaker.KARACHI).toInstant();
            Instant end = day.get().plusDays(1).atStartOfDay(Speaker.KARACHI).toInstant();
            then &= !asked.dueFrom().isBefore(first)
                    && asked.dueBefore() != null
                    && !asked.dueBefore().isAfter(end);
        }
        return whole && then ? told ? ASKED : RIGHT : told ? ASKED : HARMFUL;
    }
}
