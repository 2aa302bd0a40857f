package dev.slipway.todo.interpret;

import java.util.List;
import java.util.regex.Pattern;

/** What people wrap orders in to be polite, or in a hurry: each becomes the plain form that the rules read. */
final class Courtesy {
    private static final String YOU = "(?:you|u) (?:could|can|would|might|may)(?: please| kindly| maybe| also| just)*";
    private static final Pattern WRAPPER = Text.pattern("^(?:(?:hi|hello|hey)(?: there)?[,!.]? |good"
            + " (?:morning|afternoon|evening)[,!.] |dear assistant,? |sorry to (?:bother|trouble|disturb) you(?: again)?,?"
            + " (?:but )?|if (?:you don'?t mind|you would|it(?:'s| is) (?:ok|okay|possible|no trouble|not too much"
            + " trouble)(?: with you)?),? |(?:when|whenever|once) you (?:get|have|find) (?:a|some)"
            + " (?:chance|moment|minute|time|sec|second),? )*(?:(?:i(?:'m| am|'ve been| was) (?:just )?wondering|i wonder)"
            + " (?:if|whether) " + YOU + "|i(?:'d| would) (?:be (?:very |really |so |most |ever so"
            + " )?(?:grateful|thankful|happy|glad|obliged|pleased)|(?:really |very much |greatly )?(?:appreciate|love) it)"
            + " if " + YOU
            + "|it(?:'d| would) be (?:really |so |very )?(?:great|nice|lovely|good|helpful|awesome|kind) if "
            + YOU
            + "|(?:please be|kindly be|be|would you be) (?:a dear|so kind|so good|an angel|a love|a star)(?: and| as to| to)|would you"
            + " be (?:able|willing) to|may i (?:ask|trouble|beg) you to|(?:could|can) i (?:ask|trouble|get) you"
            + " to|i(?:'d| would) like you to|i want that you|i(?:'d| would) ask you to|(?:kindly )?do the needful"
            + " and|please to|can you to|y'all can|you can(?: now)?(?: go ahead and)?|it is necessary to) ");
    private static final Pattern GREETING = Text.pattern("^(?:(?:hi|hello|hey)(?: there)?[,!.]|good"
            + " (?:morning|afternoon|evening)[,!.]|sorry to (?:bother|trouble|disturb) you(?: again)?,?(?: but)?|if"
            + " (?:you don'?t mind|it(?:'s| is) (?:ok|okay|possible|no trouble|not too much trouble)(?: with"
            + " you)?),?|(?:when|whenever|once) you (?:get|have|find) (?:a|some) (?:chance|moment|minute|time|sec|second),?)"
            + " (?=\\p{L})");

    private record Form(Pattern pattern, String plain) {
        static Form of(String regex, String plain) {
            return new Form(Text.pattern(regex), plain);
        }
    }

    private static final String TASK = "(?:(?:task |todo |number |no\\.? |#)?\\d{1,9}|[^;,.]{2,60}?)";
    private static final List<Form> FORMS = List.of(
            Form.of(" ?[✅✔☑]\uFE0F?(?= |$)", " done"),
            Form.of("\\bprio\\b", "priority"),
            Form.of("^(?:uh|um|er|erm|uhm|hmm|so|right|ok|okay|well|like)[, ]+(?:uh |um |like )*(?=\\p{L})", ""),
            Form.of("\\b(can|could|would) (you|u) (?:like|um|uh) ", "$1 $2 "),
            Form.of("^(.+)(?<!\\b(?:from|until|till|by|right|just|for|is|are|due)) now$", "$1"),
            Form.of("^close out ", "close "),
            Form.of("^(?:make|take) a note that ", "add "),
            Form.of(
                    "^(?:set|make|create|add) a (?:task|reminder) (for|on|at) (.{3,30}?) to (?=\\p{L})",
                    "remind me $1 $2 to "),
            Form.of("\\bgimme\\b", "show me"),
            Form.of("^(?:chuck|throw|toss|put) (.+?) (?:in|into) the (?:bin|trash|garbage)$", "delete $1"),
            Form.of(
                    "^(?:(?:what|how) about|and) ((?:next|this) (?:week|month|weekend)|today|tomorrow|(?:on )?\\p{L}{3,6}day)$",
                    "what is due $1"),
            Form.of(
                    "^which (?:ones|tasks|things)? ?(?:are|is) (late|overdue|pending|open|done|completed)$",
                    "show $1 tasks"),
            Form.of("\\b(\\p{L}{3,6}day) (?:eod|cob)$", "$1"),
            Form.of("^(high|low|medium|urgent) ?: ?(?=\\p{L})", "$1 priority: "),
            Form.of("^(mark|set) (.+?) (?:as )?(?:not paid|unpaid|not sent|not bought)$", "$1 $2 as not done"),
            Form.of(
                    "^(?:what's |whats |anything |what is )?due (today|tomorrow|this week|next week|on \\p{L}+day|\\p{L}{3,6}day)$",
                    "what is due $1"),
            Form.of("^(?:pls |please )?(?:new|log|action item|add this|to remember)(?: item| task)?\\s?: ?", "add "),
            Form.of("^(?:please )?(?:note|record|log|jot)(?: down)? that (?!i\\b)", "add "),
            Form.of("^(?:and )?another(?: one| task| item)?\\s?[:,] ", "add "),
            Form.of(
                    "\\bfirst thing(?: in the morning)? (tomorrow|on \\p{L}+day|\\p{L}+day)\\b(?: morning)?",
                    "$1 morning"),
            Form.of("\\b(tomorrow|\\p{L}{3,6}day) first thing(?: in the morning)?\\b", "$1 morning"),
            Form.of("^((?:tomorrow|today|tonight|on \\p{L}+day)\\b.{0,20}? )we (have|need) to ", "$1i $2 to "),
            Form.of("^(?:i|we)(?:'ll| will) (?:need|have) to ", "i need to "),
            Form.of("^(.*\\bat .+?) instead of (?:at )?[\\d:apm. ]+$", "$1"),
            Form.of(
                    "^(set|make|mark|change) ((?:task |#)?\\d{1,9}) (?:to |as )?(high|medium|low|urgent)(?: priority)?(?:,| and|, and)"
                            + " ((?:task |#)?\\d{1,9}) (?:to |as )?(high|medium|low|urgent)(?: priority)?$",
                    "$1 $2 to $3; $1 $4 to $5"),
            Form.of("^(re\\p{L}{2,4}d me .*)\\btoo (?=\\p{L})", "$1to "),
            Form.of("\\bde-?priorit(?:ise|ize) (.+)$", "make $1 low priority"),
            Form.of("^(" + TASK + ") ?(?:->|→|=>|➡) ?(.+)$", "change $1 to $2"),
            Form.of("^((?:(?:task |#)?\\d{1,9} )+)((?:is |are )?(?:done|finished|complete))$", "$1as $2"),
            Form.of(
                    "^((?:add|create|put) .+) as (?:two|three|four|five|six|\\d|separate|individual) (?:separate"
                            + " )?(?:tasks|items|todos)$",
                    "$1 as separate tasks"),
            // "Move 3 to tomorrow and 5 to Thursday": the verb is said once.
            Form.of(
                    "^(?:please )?(move|push|postpone|reschedule|shift|set|change) ((?:task |#)?\\d{1,9}) (to|until|till|for)"
                            + " (.+?),? and ((?:task |#)?\\d{1,9}) (?:to|until|till|for) (.+)$",
                    "$1 $2 $3 $4; $1 $5 $3 $6"),
            // "High priority and due tomorrow": the task is said once.
            Form.of(
                    "^(?:please )?(set|make|mark|change|bump|put) (.+?) ((?:up )?(?:to |as )?(?:high|low|medium|urgent)(?:"
                            + " priority)?),? and (?:make (?:it|that) |set (?:it|that) )?due (.+)$",
                    "$1 $2 $3; make $2 due $4"));
    private static final Pattern SEPARATE = Text.pattern("^(?:add|create|put) (.+) as separate tasks$");
    private static final Pattern NUMBERS = Text.pattern("^((?:(?:task |#)?\\d{1,9} ){2,9})as ((?:is |are )?.+)$");

    private Courtesy() {}

    /** @param text in Latin letters */
    static String plain(String text) {
        if (text.length() > 300) {
            return text;
        }
        String plain = WRAPPER.matcher(text).replaceFirst("can you ");
        if (plain.equals(text)) {
            plain = GREETING.matcher(text).replaceFirst("");
        }
        for (Form form : FORMS) {
            plain = form.pattern().matcher(plain).replaceFirst(form.plain());
        }
        var separate = SEPARATE.matcher(plain);
        if (separate.matches()) {
            return "add tasks: " + separate.group(1);
        }
        var numbers = NUMBERS.matcher(plain);
        return numbers.matches()
                ? "mark "
                        + numbers.group(1)
                                .strip()
                                .replaceAll(" (?=#?\\d|task)", ", ")
                                .replace("task, ", "task ") + " as done"
                : plain.replaceFirst(
                        "(?i)^((?:task |#)?\\d{1,9}) as ((?:is |are )?(?:done|finished|complete))$", "$1 $2");
    }
}
