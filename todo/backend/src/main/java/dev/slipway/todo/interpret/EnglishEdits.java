package dev.slipway.todo.interpret;

import dev.slipway.todo.interpret.Intent.Edit;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What people say in English to change a task. */
final class EnglishEdits {
    private static final String LEVEL = "(high|highest|top|medium|normal|low|lowest|urgent)";
    private static final String NAME = "#?([\\p{L}\\p{N}_-]+)";
    private static final String OFTEN = "((?:every|each) .+|daily|weekly|monthly|yearly|annually)";

    private static final String STEP = "(?:an? |the |another |new ){0,3}(?:sub-?tasks?|sub task|checklist item)";

    private static final String AMOUNT =
            "(\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|half an) (minute|min|hour|day|week|month)s?";
    private static final String CORRECTED =
            "(?:(?:actually|no|nope|wait|sorry|oops|hmm|well|rather|oh)[, ]+)*(?:make (?:it|that)|i meant?|(?:that|it)"
                    + " should (?:be|have been)|should be|let's say|change (?:it|that) to)(?: rather| instead| at| on| for)? ";

    private EnglishEdits() {}

    static void addTo(Rules rules) {
        steps(rules);
        priority(rules);
        tags(rules);
        dates(rules);
        recurrence(rules);
        words(rules);
    }

    private static void priority(Rules rules) {
        rules.edit(
                "(?:set|change|update|make|put|raise|lower|switch|swap|bring|turn) (?:the )?priority (?:of|for|on) (.+?) (?:to|as|=) "
                        + LEVEL
                        + "(?: priority)?",
                m -> Rules.level(m, 2));
        rules.edit(
                "(?:set|change|make|mark|update) (.+?)(?:'s priority)? (?:to |as |into )?(?:an? )?" + LEVEL
                        + " priority",
                m -> Rules.level(m, 2));
        rules.edit(
                "(?:set|change|make|update|mark) (.+?)(?:'s)? priority (?:to |as )?" + LEVEL, m -> Rules.level(m, 2));
        rules.edit("(?:set|make|mark) (.+?) (?:to |as )?(high|medium|low|urgent|important)", m -> Rules.level(m, 2));
        rules.edit(
                "(?:bump|raise|escalate|upgrade|lower|downgrade|drop|priorit(?:ise|ize)|turn|put|switch) (.+?) (?:up |down )?(?:to |as |at |on )?"
                        + LEVEL + "(?: priority)?",
                m -> Rules.level(m, 2));
        rules.edit("(it|that|this|that one|this one) (?:to )?" + LEVEL + "(?: priority)?", m -> Rules.level(m, 2));
        rules.edit("(?:make|mark|flag) (.+?) (?:as )?(?:more )?(urgent|important)", m -> Rules.level(m, 2));
        rules.edit("(.+?) (?:is|are) (?:now )?(?:very )?(urgent|important)", m -> Rules.level(m, 2));
        rules.edit("(.+?) (?:is|are) (?:now )?(?:an? )?" + LEVEL + " priority(?: now)?", m -> Rules.level(m, 2));
    }

    private static void tags(Rules rules) {
        rules.edit(
                "(?:tag|label) (it|that|this|(?:task |#)\\d+) #?([\\p{L}\\p{N}_-]+)",
                m -> new Edit.Tag(Rules.tag(m, 2), true));
        rules.editOfSecond(
                "(?:take|remove|strip|drop) (?:the )?(?:tag " + NAME + "|" + NAME
                        + " tag) (?:off|off of|away from) (.+)",
                m -> new Edit.Tag((m.group(1) == null ? m.group(2) : m.group(1)).toLowerCase(Locale.ROOT), false));
        rules.add(
                "(?:add|put|give|set) (?:an?|the|another|some|new) (?:new )?(?:tags?|labels?)(?: (?:to|on) .+)?",
                m -> new Intent.Unanswered(m.group()));
        rules.editOfSecond("add (?:the |a )?tag " + NAME + " to (.+)", m -> new Edit.Tag(Rules.tag(m, 1), true));
        rules.editOfSecond("add (?:the |a )?" + NAME + " tag to (.+)", m -> new Edit.Tag(Rules.tag(m, 1), true));
        rules.editOfSecond(
                "(?:remove|delete|drop) (?:the )?tag " + NAME + " from (.+)",
                m -> new Edit.Tag(Rules.tag(m, 1), false));
        rules.editOfSecond(
                "(?:remove|delete|drop) (?:the )?" + NAME + " tag from (.+)",
                m -> new Edit.Tag(Rules.tag(m, 1), false));
        rules.edit(
                "(?:tag|label) (.+?) (?:(?:with|as) #?|#)([\\p{L}\\p{N}_-]+)",
                m -> new Edit.Tag(Rules.tag(m, 2), true));
        rules.edit("untag (.+?) (?:from )?" + NAME, m -> new Edit.Tag(Rules.tag(m, 2), false));
    }

    private static void dates(Rules rules) {
        rules.edit("((?:task |#|number ){1,8}\\d{1,9}) (?:is )?(?:due|for) (.+)", m -> new Edit.When(m.group(2)));
        rules.edit(
                "(?:remove|clear|delete|drop) (?:the )?(?:due date|deadline|date|reminder) (?:from|of|for|on) (.+)",
                m -> new Edit.NoDue());
        rules.edit(
                "(?:set|change|update|move|make) (?:the )?(?:due date|due time|deadline|date|time|due) (?:of|for|on) (.+?) (?:to|as|=) (.+)",
                m -> new Edit.When(m.group(2)));
        rules.edit(
                "(?:set|change|update|move) (.+?)'s (?:due date|deadline|date|time) (?:to|as) (.+)",
                m -> new Edit.When(m.group(2)));
        rules.edit(
                "(?:postpone|delay|push|move|defer|snooze)(?: back)? (.+?) (?:back )?(?:by|for) (?:another |about )?"
                        + AMOUNT,
                EnglishEdits::later);
        rules.edit(
                "(?:reschedule|postpone|delay|push|defer|move|snooze|shift)(?: back)? (.+?) (?:to|until|till|for|on) (.+)",
                m -> new Edit.When(m.group(2)));
        rules.edit(
                "(?:bring|move|pull|push|shift|prepone) (.+?) (?:forward|up|ahead|earlier) (?:by )?(?:another |about )?"
                        + AMOUNT,
                m -> earlier(later(m)));
        rules.edit(
                "(?:(?:bring|move|pull|push|shift|make|set|do) )?(.+?) (?:by )?" + AMOUNT + " (?:earlier|sooner)",
                m -> earlier(later(m)));
        rules.edit(
                "(?:(?:bring|move|push|shift|make|set|delay|postpone) )?(.+?) (?:by )?" + AMOUNT + " (?:later|back)",
                EnglishEdits::later);
        rules.edit("(?:delay|postpone|push|snooze|defer) (.+?) " + AMOUNT, EnglishEdits::later);
        rules.edit("prepone (.+?) to (.+)", m -> new Edit.When(m.group(2)));
        rules.edit("((?:task |#|number )\\d{1,9}) (?:by|should be(?: at| on)?) (.+)", m -> new Edit.When(m.group(2)));
        rules.add(
                "no (?:due )?(?:date|deadline) (?:for|on) (.+?)(?: any ?more)?",
                m -> new Intent.Change(m.group(1), new Edit.NoDue()));
        rules.add(CORRECTED + "(.+)", EnglishEdits::corrected);
        rules.add(
                "(?:put|get|have|place) ((?:it|that|this|that one|this one|the .+?|(?:task )?#?\\d+)) (?:back )?(?:at|on|to|for) (.+)",
                m -> to(m.group(1), m.group(2)));
        rules.editOfSecond(
                "(?:set|put|add|give) (?:an? |the )?(?:due date|deadline|date)(?: of)? (.+?) (?:for|on|to) (?!\\d)(.+)",
                m -> new Edit.When(m.group(1)));
        rules.edit("put (.+?) off (?:to|until|till|for) (.+)", m -> new Edit.When(m.group(2)));
        rules.edit("put off (.+?) (?:to|until|till|for) (.+)", m -> new Edit.When(m.group(2)));
        rules.edit("(?:make|set|mark) (.+?) (?:to be )?due (.+)", m -> new Edit.When(m.group(2)));
        rules.add(
                "((?!what|which|who|when|remind|add|from|due|open|the)\\P{Punct}+?) (?:is now|is moved|has moved|moved) (?:to |on |at )?(.+)",
                m -> to(m.group(1), m.group(2)));
        rules.edit(
                "((?!what|which|anything|any |show|list|add |create ).+?) is due (.+)", m -> new Edit.When(m.group(2)));
    }

    /** "Actually 8pm", "no, I meant Friday": what was spoken of last gets another time, if it is one. */
    private static @Nullable Intent corrected(MatchResult m) {
        return to("it", m.group(1));
    }

    /** Another time, if it is one. */
    private static @Nullable Intent to(String tasks, String when) {
        boolean time = Stream.of("", "at ", "on ").anyMatch(lead -> When.only(lead + when, English.SOME_DAY));
        return time
                ? new Intent.Change(tasks, new Edit.When(when.matches("\\d{1,2}(?::\\d\\d)?") ? "at " + when : when))
                : null;
    }

    private static Edit earlier(Edit later) {
        return later instanceof Edit.Later l ? new Edit.Later(-l.amount(), l.unit()) : later;
    }

    private static Edit later(MatchResult m) {
        boolean half = m.group(2).equalsIgnoreCase("half an");
        int amount = half ? 1 : number(m.group(2));
        return switch (m.group(3).toLowerCase(Locale.ROOT)) {
            case "minute", "min" -> new Edit.Later(amount, ChronoUnit.MINUTES);
            case "hour" -> half ? new Edit.Later(30, ChronoUnit.MINUTES) : new Edit.Later(amount, ChronoUnit.HOURS);
            case "week" -> new Edit.Later(amount * 7, ChronoUnit.DAYS);
            case "month" -> new Edit.Later(amount, ChronoUnit.MONTHS);
            default -> new Edit.Later(amount, ChronoUnit.DAYS);
        };
    }

    private static int number(String word) {
        return word.startsWith("a") ? 1 : new Words(word).number(0).value();
    }

    private static void recurrence(Rules rules) {
        rules.edit("(?:stop|don'?t|do not) (?:repeat|repeating|recurring) (.+?)(?: any ?more)?", m -> new Edit.Once());
        rules.edit("(?:stop|keep) (.+?) from (?:repeating|recurring|coming back)(?: any ?more)?", m -> new Edit.Once());
        rules.edit("(.+?) no longer (?:repeats|recurs)", m -> new Edit.Once());
        rules.edit(
                "(?:remove|clear|delete|drop) (?:the )?(?:recurrence|repeat|repetition) (?:from|of|for|on) (.+)",
                m -> new Edit.Once());
        rules.edit("repeat (.+?) " + OFTEN, m -> new Edit.When(m.group(2)));
        rules.edit("do ((?:task |#).+?) " + OFTEN, m -> new Edit.When(m.group(2)));
        rules.edit(
                "(?:make|set) ((?!an? ).+?) (?:to )?(?:(?:repeat|recur)(?:ring)? )?" + OFTEN,
                m -> new Edit.When(m.group(2)));
    }

    private static void steps(Rules rules) {
        rules.editOfSecond(
                "(?:add|put|create) " + STEP + ":? (?:to )?(.+?) (?:to|on|in|under|for) (.+)",
                m -> new Edit.Step(m.group(1)));
        rules.editOfSecond(
                "(?:add|put|create) (.+?) as " + STEP + " (?:to|of|on|in|under|for) (.+)",
                m -> new Edit.Step(m.group(1)));
        rules.edit(
                "(?:add|put|create) " + STEP + " (?:to|on|in|under|for) (.+?)(?:: ?| called | named )(.+)",
                m -> new Edit.Step(m.group(2)));
    }

    private static void words(Rules rules) {
        rules.edit(
                "(?:no,? )?(it|that|this)(?:'s| is| should be) (?:now )?called (.+?)(?: now)?",
                m -> new Edit.Title(m.group(2)));
        rules.edit(
                "call (it|that one|this one) (?!a day\\b|quits\\b|off\\b|in\\b|back\\b)(.+)",
                m -> new Edit.Title(m.group(2)));
        rules.edit(
                "(?:set|change|update|edit) (?:the )?(?:description|notes?|details?) (?:of|for|on) (.+?) (?:to|as) (.+)",
                m -> new Edit.Description(m.group(2)));
        rules.edit(
                "add (?:the |a )?(?:description|note|details?) to ((?:task |#)\\d+)(?: that|:)? (.+)",
                m -> new Edit.Description(m.group(2)));
        rules.edit(
                "(?:change|update|edit|rename|modify) ((?:task |#|number ){0,8}\\d{1,9}) ?[:=-] ?(.+)",
                m -> new Edit.To(m.group(2)));
        rules.edit("rename (.+?) (?:to|as|into) (.+)", m -> new Edit.Title(m.group(2)));
        rules.edit(
                "(?:change|set|update|edit) (?:the )?(?:title|name|text) of (.+?) (?:to|as|into) (.+)",
                m -> new Edit.Title(m.group(2)));
        rules.edit("(?:change|update|edit|modify|turn) (.+?) (?:to|into|as) (.+)", m -> new Edit.To(m.group(2)));
        rules.add(
                "((?!what|which|who|when|remind|add|from|due|open|show|list|tell|give|find|do|is|are|have)\\P{Punct}{2,40}?) to (.+)",
                m -> When.read(m.group(1), English.SOME_DAY).nothing() ? to(m.group(1), m.group(2)) : null);
    }
}
