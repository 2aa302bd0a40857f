package dev.slipway.todo.interpret;

import dev.slipway.todo.interpret.Intent.Edit;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.MatchResult;

/** What people say in English to change a task. */
final class EnglishEdits {
    private static final String LEVEL = "(high|highest|top|medium|normal|low|lowest|urgent)";
    private static final String NAME = "#?([\\p{L}\\p{N}_-]+)";
    private static final String OFTEN = "((?:every|each) .+|daily|weekly|monthly|yearly|annually)";

    private EnglishEdits() {}

    static void addTo(Rules rules) {
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
        rules.edit("(?:make|mark|flag) (.+?) (?:as )?(?:more )?(urgent|important)", m -> Rules.level(m, 2));
        rules.edit("(.+?) (?:is|are) (?:now )?(?:very )?(urgent|important)", m -> Rules.level(m, 2));
        rules.edit("(.+?) (?:is|are) (?:now )?(?:an? )?" + LEVEL + " priority(?: now)?", m -> Rules.level(m, 2));
    }

    private static void tags(Rules rules) {
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
                "(?:postpone|delay|push|move|defer|snooze)(?: back)? (.+?) (?:back )?(?:by|for) (?:another |about )?(\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|half an) (minute|min|hour|day|week|month)s?",
                EnglishEdits::later);
        rules.edit(
                "(?:reschedule|postpone|delay|push|defer|move|snooze|shift)(?: back)? (.+?) (?:to|until|till|for|on) (.+)",
                m -> new Edit.When(m.group(2)));
        rules.edit("put (.+?) off (?:to|until|till|for) (.+)", m -> new Edit.When(m.group(2)));
        rules.edit("put off (.+?) (?:to|until|till|for) (.+)", m -> new Edit.When(m.group(2)));
        rules.edit("(?:make|set|mark) (.+?) (?:to be )?due (.+)", m -> new Edit.When(m.group(2)));
        rules.edit(
                "((?!what|which|anything|any |show|list|add |create ).+?) is due (.+)", m -> new Edit.When(m.group(2)));
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
        rules.edit(
                "(?:remove|clear|delete|drop) (?:the )?(?:recurrence|repeat|repetition) (?:from|of|for|on) (.+)",
                m -> new Edit.Once());
        rules.edit("repeat (.+?) " + OFTEN, m -> new Edit.When(m.group(2)));
        rules.edit("do ((?:task |#).+?) " + OFTEN, m -> new Edit.When(m.group(2)));
        rules.edit(
                "(?:make|set) ((?!an? ).+?) (?:to )?(?:(?:repeat|recur)(?:ring)? )?" + OFTEN,
                m -> new Edit.When(m.group(2)));
    }

    private static void words(Rules rules) {
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
    }
}
