package dev.slipway.todo.interpret;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Days from one to another, as they are asked for: "this weekend", "between Monday and Thursday", "in the next 3 days".
 *
 * @param from the first day; null: from the beginning
 * @param before the day after the last; null: without an end
 */
record Span(@Nullable LocalDate from, @Nullable LocalDate before) {
    private static final String LEAD = "(?:\\b(?:in|within|over|during|for|on|due|from|of|by) )?(?:the )?";
    private static final String N = "(\\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|couple of|few)";

    /** A form of saying it, and what it means. */
    private record Form(Pattern pattern, BiFunction<MatchResult, Now, Optional<Span>> meaning) {
        static Form of(String regex, BiFunction<MatchResult, Now, Optional<Span>> meaning) {
            return new Form(Text.pattern(regex), meaning);
        }
    }

    private static final Form[] FORMS = {
        Form.of(
                LEAD + "\\b(?:next|coming|following|upcoming) " + N + " (day|week|month)s?\\b",
                (m, now) -> Optional.of(ahead(now, m.group(1), m.group(2)))),
        Form.of(
                LEAD + "\\b(?:last|past|previous) " + N + " (day|week|month)s?\\b",
                (m, now) -> Optional.of(back(now, m.group(1), m.group(2)))),
        Form.of(
                "(?:اگلے|آئندہ|آنے والے) (\\d{1,3}|دو|تین|چار|پانچ|چھ|سات|دس) (دن|دنوں|ہفتے|ہفتوں|مہینے|مہینوں)(?:(?:"
                        + " میں| کے| کا| کی)(?= |$))?",
                (m, now) -> Optional.of(ahead(now, m.group(1), unit(m.group(2))))),
        Form.of(
                "(?:پچھلے|گزشتہ) (\\d{1,3}|دو|تین|چار|پانچ|چھ|سات|دس) (دن|دنوں|ہفتے|ہفتوں|مہینے|مہینوں)(?:(?: میں| کے|"
                        + " کا| کی)(?= |$))?",
                (m, now) -> Optional.of(back(now, m.group(1), unit(m.group(2))))),
        Form.of(
                LEAD + "\\b(?:rest|remainder) of (?:the |this )?(week|month)\\b|\\blater (?:on )?this (week|month)\\b",
                (m, now) -> Optional.of(rest(now, Marks.firstGroup(m)))),
        Form.of(
                LEAD + "\\b(?:this |current )week\\b|(?:اس|رواں) ہفتے(?! کو| کے دن)(?:(?: میں| کے| کا| کی)(?= |$))?",
                (m, now) -> Optional.of(week(now, 0))),
        Form.of(
                LEAD + "\\b(?:next|following|coming) week\\b|(?:اگلے|آئندہ) ہفتے(?:(?: میں| کے| کا| کی)(?= |$))?",
                (m, now) -> Optional.of(week(now, 1))),
        Form.of(
                LEAD + "\\b(?:last|previous|past) week\\b|(?:پچھلے|گزشتہ) ہفتے(?:(?: میں| کے| کا| کی)(?= |$))?",
                (m, now) -> Optional.of(week(now, -1))),
        Form.of(
                LEAD + "\\b(?:this |current )month\\b|(?:اس|رواں) (?:مہینے|ماہ)(?:(?: میں| کے| کا| کی)(?= |$))?",
                (m, now) -> Optional.of(month(now, 0))),
        Form.of(
                LEAD + "\\bnext month\\b|(?:اگلے|آئندہ) (?:مہینے|ماہ)(?:(?: میں| کے| کا| کی)(?= |$))?",
                (m, now) -> Optional.of(month(now, 1))),
        Form.of(
                LEAD
                        + "\\b(?:last|previous|past) month\\b|(?:پچھلے|گزشتہ) (?:مہینے|ماہ)(?:(?: میں| کے| کا| کی)(?="
                        + " |$))?",
                (m, now) -> Optional.of(month(now, -1))),
        Form.of(
                LEAD + "\\b(?:this |current |next |last )year\\b",
                (m, now) -> Optional.of(
                        year(now, m.group().contains("next") ? 1 : m.group().contains("last") ? -1 : 0))),
        Form.of(LEAD + "\\b(?:this |the |coming |on )?weekend\\b|ویک اینڈ(?:(?: پر| میں| کے)(?= |$))?", Span::weekend),
        Form.of(
                "(?<!\\d(?:st|nd|rd|th)? |first |second |third |fourth |fifth |sixth |seventh |eighth |ninth |tenth"
                        + " |th )\\b(?:in|during|for|of|from)"
                        + " (january|february|march|april|may|june|july|august|september|october|november|december)\\b(?!"
                        + " \\d)",
                (m, now) -> Optional.of(named(now, m.group(1)))),
        Form.of(
                "\\b(?:for|in|of) the (?:whole )?week\\b(?! (?:of|after|before)\\b)",
                (m, now) -> Optional.of(week(now, 0))),
        Form.of(
                "\\b(?:for|of|on) (?:the|this) (?:whole )?day\\b(?! (?:of|after|before)\\b)",
                (m, now) -> Optional.of(days(now.day(), 1))),
        Form.of(
                LEAD + "\\byesterday\\b|گزشتہ روز|گزرے کل",
                (m, now) -> Optional.of(days(now.day().minusDays(1), 1))),
    };
    private static final Pattern BETWEEN =
            Text.pattern("(?:\\bdue |\\bscheduled )?\\b(?:between|from) (.{2,40}?) (?:and|to|till|until|through|-)"
                    + " (.{2,60})|()(.{2,30}) سے (.{2,30}?) (?:تک|کے درمیان)");
    private static final Pattern OR = Text.pattern(
            "(?:\\b(?:due|for|on) )?\\b(today|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday),?"
                    + " (?:or|and|&) (?:on |for )?(tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\\b");
    private static final Pattern BOUND = Text.pattern(
            "\\b(?:(?:due|scheduled) )?(before|until|till|by|after|since|from|up to|no later than) (.{2,60})");
    private static final Pattern ON = Text.pattern("\\b(?:onwards?|on)\\b");

    /** What was found, and the text without it. */
    record Found(Span span, String rest) {}

    static Optional<Found> take(String text, Now now) {
        String possessive = text.replaceAll(
                "(?i)\\b(today|tomorrow|tonight|yesterday)'?s\\b|\\b(\\p{L}+day|week|month)'s?\\b", "$1$2");
        Optional<Found> two = between(possessive, now).or(() -> bounded(possessive, now));
        if (two.isPresent()) {
            return two;
        }
        for (Form form : FORMS) {
            Matcher m = form.pattern().matcher(possessive);
            if (m.find()) {
                String rest = without(possessive, m.start(), m.end());
                return form.meaning().apply(m, now).map(span -> new Found(span, rest));
            }
        }
        Moment when = When.read(possessive, now);
        return when.rule().isPresent() || when.day().isEmpty()
                ? Optional.empty()
                : Optional.of(new Found(days(when.day().get(), 1), when.rest()));
    }

    private static Optional<Found> between(String text, Now now) {
        Matcher or = OR.matcher(text);
        if (or.find()) {
            LocalDate a = When.read(or.group(1), now).day().orElseThrow();
            LocalDate b = When.read(or.group(2), now).day().orElseThrow();
            if (b.equals(a.plusDays(1))) {
                return Optional.of(new Found(days(a, 2), without(text, or.start(), or.end())));
            }
        }
        Matcher m = BETWEEN.matcher(text);
        if (!m.find()) {
            return Optional.empty();
        }
        String first = m.group(1) != null ? m.group(1) : m.group(4);
        String second = m.group(2) != null ? m.group(2) : m.group(5);
        int start = m.group(1) != null ? m.start() : m.start(4);
        Optional<LocalDate> from = only(first.equals("now") ? "today" : lastWords(first, m.group(1) == null, now), now);
        Optional<String> until = prefix(second, now);
        if (from.isEmpty() || until.isEmpty()) {
            return Optional.empty();
        }
        LocalDate to = only(until.get(), now).orElseThrow();
        LocalDate begin = from.get().isAfter(to) && from.get().minusWeeks(1).isBefore(to) ? now.day() : from.get();
        String rest =
                without(text, start, text.indexOf(second, start) + until.get().length());
        return Optional.of(new Found(new Span(begin, to.plusDays(1)), rest));
    }

    private static String lastWords(String words, boolean urdu, Now now) {
        if (!urdu) {
            return words;
        }
        String[] each = words.split(" ");
        return each[each.length - 1];
    }

    private static Optional<Found> bounded(String text, Now now) {
        Matcher m = BOUND.matcher(text);
        if (!m.find()) {
            return Optional.empty();
        }
        Optional<String> day = prefix(m.group(2), now);
        if (day.isEmpty()) {
            return Optional.empty();
        }
        LocalDate bound = only(day.get(), now).orElseThrow();
        String rest = without(text, m.start(), m.start(2) + day.get().length());
        Span span = switch (m.group(1).toLowerCase(java.util.Locale.ROOT)) {
            case "before" -> new Span(null, bound);
            case "after" -> new Span(bound.plusDays(1), null);
            case "since", "from" -> new Span(bound, null);
            default -> new Span(null, bound.plusDays(1));
        };
        return Optional.of(new Found(span, ON.matcher(rest).replaceFirst("")));
    }

    private static Optional<LocalDate> only(String words, Now now) {
        Moment moment = When.read(words.strip(), now);
        return moment.rest().isBlank()
                        && moment.rule().isEmpty()
                        && moment.impossible().isEmpty()
                ? moment.day()
                : Optional.empty();
    }

    /** The longest beginning that is a date and nothing else. */
    private static Optional<String> prefix(String text, Now now) {
        String[] words = text.split(" ");
        for (int n = Math.min(words.length, 6); n > 0; n--) {
            String beginning = String.join(" ", java.util.Arrays.copyOf(words, n));
            if (only(beginning, now).isPresent()) {
                return Optional.of(beginning);
            }
        }
        return Optional.empty();
    }

    private static String without(String text, int start, int end) {
        return (text.substring(0, start) + " " + text.substring(Math.min(end, text.length())))
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static int number(String word) {
        return switch (word) {
            case "couple of" -> 2;
            case "few" -> 3;
            default -> new Words(word).number(0).value();
        };
    }

    private static String unit(String urdu) {
        return urdu.startsWith("دن") ? "day" : urdu.startsWith("ہفت") ? "week" : "month";
    }

    private static LocalDate plus(LocalDate day, int n, String unit) {
        return switch (unit.toLowerCase(java.util.Locale.ROOT)) {
            case "week" -> day.plusWeeks(n);
            case "month" -> day.plusMonths(n);
            default -> day.plusDays(n);
        };
    }

    /** Today counts, and the days after it as many as were said. */
    private static Span ahead(Now now, String n, String unit) {
        return new Span(now.day(), plus(now.day(), number(n), unit).plusDays(1));
    }

    private static Span back(Now now, String n, String unit) {
        return new Span(plus(now.day(), -number(n), unit), now.day().plusDays(1));
    }

    private static Span rest(Now now, String unit) {
        return new Span(
                now.day(),
                unit.equals("week") ? now.monday().plusWeeks(1) : month(now, 0).before());
    }

    private static Span week(Now now, int ahead) {
        return days(now.monday().plusWeeks(ahead), 7);
    }

    private static Span month(Now now, int ahead) {
        LocalDate first = now.day().withDayOfMonth(1).plusMonths(ahead);
        return days(first, first.lengthOfMonth());
    }

    private static Span year(Now now, int ahead) {
        LocalDate first = now.day().withDayOfYear(1).plusYears(ahead);
        return days(first, first.lengthOfYear());
    }

    private static Span named(Now now, String month) {
        LocalDate first = now.day().withDayOfMonth(1);
        int number = Lexicon.value(month.toLowerCase(java.util.Locale.ROOT), Lexicon.Sense.MONTH)
                .orElseThrow();
        while (first.getMonthValue() != number) {
            first = first.plusMonths(1);
        }
        return days(first, first.lengthOfMonth());
    }

    private static Optional<Span> weekend(MatchResult m, Now now) {
        LocalDate today = now.day();
        LocalDate saturday = today.getDayOfWeek() == DayOfWeek.SATURDAY || today.getDayOfWeek() == DayOfWeek.SUNDAY
                ? now.monday().plusDays(5)
                : now.coming(DayOfWeek.SATURDAY);
        return Optional.of(days(saturday, 2));
    }

    boolean empty() {
        return from != null && before != null && !from.isBefore(before);
    }

    static Span days(LocalDate first, int count) {
        return new Span(first, first.plusDays(count));
    }

    @Nullable
    Instant fromInstant(Now now) {
        return from == null ? null : from.atStartOfDay(now.zone()).toInstant();
    }

    @Nullable
    Instant beforeInstant(Now now) {
        return before == null ? null : before.atStartOfDay(now.zone()).toInstant();
    }

    boolean contains(@Nullable Instant at, Now now) {
        Instant first = fromInstant(now);
        Instant end = beforeInstant(now);
        return at != null && (first == null || !at.isBefore(first)) && (end == null || at.isBefore(end));
    }
}
