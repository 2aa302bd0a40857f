package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Patch;
import dev.slipway.todo.tasks.Recurrence;
import dev.slipway.todo.tasks.TaskChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** New tasks out of what was said of them: title, date, recurrence, priority, tags. */
final class Titles {
    private static final Pattern ONLY_THE_WORD =
            Text.pattern("(?:(?:an?|the|new|another) ){0,8}(?:tasks?|todos?|reminders?|items?)");
    private static final Pattern LIST = Pattern.compile(
            " ?(?:, (?:and )?|;|\\band\\b|&|،|\\bاور\\b) ?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SEVERAL = Text.pattern(
            "(?:(?:(?:\\d{1,2}|two|three|four|five|six|seven|several|these|the following|some|all these) )?(?:new"
                    + " )?(?:tasks|todos|items|things)(?: called)?\\s*[:,-]|(?:these|the following|all"
                    + " these)\\s*:)\\s*(.+)");
    private static final Pattern AND_ACTION = Text.pattern("\\s+and\\s+(?=(?:to )?(?:" + English.ACTIONS + ")\\b)");
    private static final Pattern STARTS_WITH_ACTION = Text.pattern("(?:to )?(?:" + English.ACTIONS + ")\\b.*");
    private static final Pattern LEAD = Text.pattern(
            "^(?:one (?:for|about|to) |(?:that )?i (?:have|need|must)(?: to)? |(?:that )?i(?:'m| am|'ll| will)(?: be)?(?: going to)?"
                    + " |(?:is|are|it's|it is) (?=\\p{L})|that |to (?=\\p{L})|really |about |called |named |for me to |me"
                    + " to |for me |for (?:the )?(?=\\p{L})|an? (?=\\p{L}+ ?\\p{L}*$)|:|-|,){1,8}\\s*");
    private static final Pattern TAIL = Text.pattern("(?:[\\s,;:]+(?:remind me(?: please)?|also|too|as"
            + " well|instead|okay|ok|on|at|by|due|for|from|until|before|and|with|to|in|as|is|starting|کو|تک|پر|میں|کے"
            + " لیے)){1,8}$");
    private static final Pattern URDU_TAIL = Pattern.compile("\\s+(?:ہے|ہیں)$");
    private static final Pattern URDU_LEAD = Pattern.compile("^(?:مجھے |کہ |میں |کو |تک |کی |کے ){1,8}");
    private static final Pattern OBLIQUE = Pattern.compile("(\\p{L}+)نے(?: کا| کی)?$");

    private final Now now;
    private Optional<String> impossible = Optional.empty();
    private Optional<String> leftOver = Optional.empty();
    private boolean nameless;
    private boolean doubtful;
    private String noun = "";
    /** All of the sentence. */
    private String said = "";
    /** Whether the sentence says that something is to be noted; else it may tell something. */
    private boolean asked;

    Titles(Now now) {
        this.now = now;
    }

    /** @param part all that was said, for the noun of what has no name: "wake me at 6" */
    List<TaskChange> read(String text, String part) {
        noun = noun(part);
        said = part;
        asked = ASKED.matcher(part).matches();
        return read(text);
    }

    /** One task, whatever it is called. */
    Optional<TaskChange> line(String text) {
        asked = true;
        return one(text);
    }

    private List<TaskChange> read(String text) {
        Matcher several = SEVERAL.matcher(text);
        List<String> each = new ArrayList<>();
        if (several.matches()) {
            each.addAll(List.of(LIST.split(several.group(1))));
        } else if (STARTS_WITH_ACTION.matcher(text).matches()) {
            each.addAll(List.of(AND_ACTION.split(text)));
        } else {
            each.add(text);
        }
        return each.stream().map(this::one).flatMap(Optional::stream).toList();
    }

    /** A date that there is not, for which a title was not read. */
    Optional<String> impossible() {
        return impossible;
    }

    /** Words about when that were not understood, for which a title was not read. */
    Optional<String> leftOver() {
        return leftOver;
    }

    /** Whether something was to be added without being named. */
    boolean nameless() {
        return nameless;
    }

    /** Whether a title holds words that may be meant for the assistant: it is asked about before it is added. */
    boolean doubtful() {
        return doubtful;
    }

    private Optional<TaskChange> one(String text) {
        boolean urdu = Text.isUrdu(text);
        Marks marks = Marks.read(text);
        Optional<Offset> offset = urdu ? Optional.empty() : Offset.of(marks.rest(), now);
        if (offset.isPresent() && offset.get().unknown().isPresent()) {
            leftOver = offset.get().unknown();
            return Optional.empty();
        }
        Moment when = offset.map(Offset::when).orElseGet(() -> When.read(dated(marks.rest()), now));
        if (when.impossible().isPresent()) {
            impossible = when.impossible();
            return Optional.empty();
        }
        String title = Text.title(urdu ? urduTitle(when.rest()) : englishTitle(when.rest()));
        Optional<String> left = When.leftOver(when.rest(), when.day().isEmpty());
        if (left.isPresent()) {
            leftOver = left;
            return Optional.empty();
        }
        if (noun.equals("Reminder") && ONCE.matcher(title).matches()) {
            leftOver = Optional.of(title);
            return Optional.empty();
        }
        boolean byNoun = (title.isEmpty() || BLANK.matcher(title).matches()) && !when.nothing() && !noun.isEmpty();
        if (byNoun) {
            title = noun;
        } else if (nameless(title, when)) {
            nameless = true;
            return Optional.empty();
        }
        if (ORDER.matcher(title).matches()) {
            // An order that was not understood is no title.
            return Optional.empty();
        }
        doubtful |= !byNoun
                && !urdu
                && !QUOTED.matcher(text).find()
                && !NOUN.matcher(title).matches()
                && (DOUBTFUL.matcher(title).matches()
                        || Doubt.of(title, !when.nothing())
                        || saysWhen(title)
                        || Doubt.split(dated(marks.rest()), when.rest())
                        || title.matches("(?i)(?:\\p{L}+ )?me: .*")
                        || (!asked && title.contains(": "))
                        || (!asked && STATEMENT.matcher(title).matches()));
        TaskChange change = TaskChange.NONE.withTitle(title);
        if (marks.priority().isPresent()) {
            change = change.withPriority(marks.priority().get());
        }
        if (!marks.tags().isEmpty()) {
            change = change.withTags(marks.tags());
        }
        if (when.due(now).isPresent()) {
            change = change.withDue(Patch.of(when.due(now).get()));
        }
        Optional<Recurrence> recurrence = when.recurrence();
        if (recurrence.isPresent()) {
            change = change.withRecurrence(Patch.of(recurrence.get()));
        }
        if (offset.isPresent() && offset.get().remindAt().isPresent()) {
            change = change.withRemindAt(offset.get().remindAt().get());
        }
        return Optional.of(change);
    }

    /** Whether the sentence says that something is to be noted. */
    boolean asked() {
        return asked;
    }

    /** Whether words name nothing: "something else". */
    static boolean nothing(String title) {
        return NAMELESS.matcher(title).matches();
    }

    private static boolean nameless(String title, Moment when) {
        if (title.isEmpty()
                || title.contains("\"\"")
                || title.contains("''")
                || ONLY_THE_WORD.matcher(title).matches()
                || !LETTER.matcher(title).find()) {
            return true;
        }
        return NOUN.matcher(title).matches()
                        || (!when.nothing() && MEETING.matcher(title).matches())
                ? when.nothing()
                : NAMELESS.matcher(title).matches();
    }

    /** "When I get home" is no time that could be waited for. */
    private static final Pattern ONCE =
            Text.pattern("(?!.*\\b(?:ask|know|find out|check|see|tell|decide|learn)\\b).*\\bwhen"
                    + " (?:i|we|he|she|they|it|the|my)\\b.*");

    private static final Pattern REMIND = Text.pattern("\\bremind me (?!to\\b|about\\b|of\\b|that\\b).*?\\bto (\\S+)");

    /** Words between "remind me" and "to" say when; where they begin a title, they were not understood. */
    private boolean saysWhen(String title) {
        Matcher remind = REMIND.matcher(said);
        return remind.find()
                && title.toLowerCase(java.util.Locale.ROOT)
                        .contains(" to " + remind.group(1).toLowerCase(java.util.Locale.ROOT));
    }

    private static final Pattern LETTER = Pattern.compile("\\p{L}");
    private static final Pattern ASKED = Text.pattern(
            ".*\\b(?:add|create|note|write|put|remind|reminder|remember|todo|to-?do|task|schedule|set|new|need to|have"
                    + " to|must|should|gotta|got to|forget)\\b.*");
    /** A clause with its verb says how something is, or that it is not to be. */
    private static final Pattern STATEMENT = Text.pattern(
            ".*\\b(?:is|isn't|are|aren't|was|wasn't|were|weren't|am|has been|have been|had|will"
                    + " be|comes?|goes|happens|not|never|nothing|nobody|don't|doesn't|didn't|won't|can't|no longer|anymore)\\b.*");

    private static final Pattern QUOTED = Pattern.compile("[\"']\\p{L}[^\"]*[\"']");
    private static final Pattern DOUBTFUL = Text.pattern(
            ".*(?:\\b(?:tasks?|number)|#) ?#?\\d+\\b.*|(?:have|use|know|need|help|in|of|off|out|up|down|by|from|into|onto|and|or|but|then|also|just|please|all|no|not|is|are|was|when|what|which|how|it|on|for|with|at|upcoming|future|next|you|i|assistance|try|let|would|could|can|there|late|if|whether|because)\\b.*"
                    + "|.* (?:as|into) (?:\\p{L}+ )?(?:tasks|items)|.*\\b(?:alarms?|reminders?|timers?|lists?|calendars?|notifications?|events?|to-?dos?|this|these|those|them|you|time|days|weeks|months|period|daybreak|dawn|sunrise|sunset|dusk|twilight|now|scheduled|supposed|remember|remind|notify|until|sometime|whenever|another|other|additional|existing)\\b.*|all"
                    + " (?:my |the )?(?:meetings|appointments)\\b.*|.*\\ball (?:my |the"
                    + " )?(?:meetings|appointments)\\b.*|.* (?:me|it|that|all|or|then|at|before|after)");
    private static final Pattern MEETING =
            Text.pattern("(?!.*\\b(?:this|that|next|upcoming|all|any)\\b).*\\b(?:meeting|appointment)\\b.*");
    private static final Pattern POSSESSIVE = Text.pattern(
            "\\b(today|tomorrow|tommorow|tomorow)'?s (?=\\p{L})|\\b((?:this|next) (?:week|month|\\p{L}{3,6}day))'?s"
                    + " (?=\\p{L})");

    /** "Tomorrow's dinner" is a dinner, tomorrow. */
    private static String dated(String text) {
        return POSSESSIVE.matcher(text).replaceAll("$1$2 ").replaceAll("(?<=\\d(?:st|nd|rd|th))'s (?=\\p{L}|\\d)", " ");
    }

    private static final String NOTHING =
            "(?:this|that|it|its|them|these|those|something|anything|things?|stuff|later|again|up|at|on|in|about|of|for|to|do|me|us|a|an|the|my|your|another|one|some|and|repeat|set|please|now|bit|soon|time|date|list|lists|new|event|entry|item|calendar|reminder|reminders|alarm|alarms|notification|alert|task|tasks|note|be|reminded|remind|is|are|was|you|then|there|here|also|too|well|as|right|repeating|recurring|with|all|any|each|every|get|done|next|meeting|appointment|morning|evening|afternoon|night|somewhere|sometime|other|else|different|new one|day|available|upcoming)";
    private static final Pattern BLANK = Text.pattern(
            "(?:me|for|at|on|in|of|to|up|a|an|the|my|new|set|please|be|and|reminder|alarm|alert|notification)(?:"
                    + " (?:me|for|at|on|in|of|to|up|a|an|the|my|new|set|please|be|and|reminder|alarm|alert|notification))*");

    private static String noun(String part) {
        String lower = part.toLowerCase(java.util.Locale.ROOT);
        return lower.contains("wake")
                ? "Wake up"
                : lower.contains("alarm")
                        ? "Alarm"
                        : lower.contains("timer")
                                ? "Timer"
                                : lower.matches(".*\\b(?:remind|reminder|alert|notify|notification|let me know|tell"
                                                + " me)\\b.*")
                                        ? "Reminder"
                                        : "";
    }

    private static final Pattern NAMELESS = Text.pattern("(?!get up$|wake up$|alarm$|timer$|reminder$)" + NOTHING
            + "(?: " + NOTHING + ")*|(?:my |the )?\\p{L}+ lists?");
    /** Things that can be without a name, if it is said when. */
    private static final Pattern NOUN = Text.pattern(
            "(?:(?:an?|the|my|another|new|one) )*(?:alarm|timer|reminder|event|meeting|appointment|countdown|meeting"
                    + " event|wake up|event meeting)s?(?: (?:to be )?(?:set|scheduled|made|for me|up|please))*");

    private static final Pattern ORDER = Text.pattern(
            "(?:go ahead|with .*|bring up .*|pull up .*|send (?:me )?an? (?:alert|reminder|notification)\\b.*|start"
                    + " an?\\b.* list|.*\\b(?:how many|do i have|did i)\\b.*|.*"
                    + " (?:removed|deleted|cancelled|canceled|cleared)|.*\\b(?:repeating for|recur|recurs|to"
                    + " repeat)\\b.*|.* and (?:mark|set|make|block|tag|repeat|add|put|remind)"
                    + " (?:it|that|this|them|my|me)\\b.*|sure (?:that|there|it|is)\\b.*|(?:.* )?rooms? availab\\p{L}+(?:"
                    + " .*)?|(?:(?:take|remove|delete|erase|clear|cancel|see|hear|check|read|show|view|know|go|look|find"
                    + " out|tell|give|clean|list|display|bring|pull|make|create|set|schedule|edit|update|change|add|put|remind)\\b.*\\b(?:my|the|all|this|that|a|an|any|your|our|new|these|me)"
                    + " (?:[\\p{L}'-]+"
                    + " ){0,2}?(?:lists?|calendars?|schedules?|agenda|reminders?|alarms?|timers?|to-?dos?|todos?|events?|notifications?)\\b.*)|(?:you|know|see|hear|remind|notify|alert)"
                    + " (?:to|what|me|when|if|whether|how)\\b.*|for you to .*|(?:take|remove|delete)"
                    + " (?:that|it|this|them|those)\\b.*)");

    private static String englishTitle(String text) {
        String title = TAIL.matcher(LEAD.matcher(text.strip()).replaceFirst("")).replaceFirst("");
        return title.replaceAll("\\s+([,;:])", "$1");
    }

    private static String urduTitle(String text) {
        String title = URDU_LEAD.matcher(text.strip()).replaceFirst("");
        title = URDU_TAIL.matcher(title).replaceFirst("");
        title = TAIL.matcher(title).replaceFirst("");
        // The infinitive before "کا کام" stands in its oblique form: the title takes the plain one.
        return OBLIQUE.matcher(title.strip()).replaceFirst("$1نا");
    }
}
