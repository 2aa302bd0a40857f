package dev.slipway.todo.interpret;

import dev.slipway.todo.interpret.Intent.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people say in English. The rules are tried in their order: the more particular ones come first. */
final class English implements Intent.Reader {
    private static final String PLEASE = "(?:(?:please|pls|kindly|ok|okay|hey|so|now|also|then|and|can you|could you|would you|will you|i want you to|i(?:'d| would) like (?:you )?to|let's|let us),? )*";
    private static final String DAY_WORDS = "complete|completed|done|finished|over";
    private static final String LEVEL = "(high|highest|top|medium|normal|low|lowest|urgent)";

    private record Rule(Pattern form, Function<MatchResult, Intent> meaning) {}

    private final List<Rule> rules = new ArrayList<>();

    English() {
        talk();
        change();
        remove();
        show();
        finish();
        add();
    }

    private void rule(String regex, Function<MatchResult, Intent> meaning) {
        rules.add(new Rule(Text.pattern("^" + PLEASE + "(?:" + regex + ")(?: please| for me)?$"), meaning));
    }

    @Override
    public Optional<Intent> read(String part) {
        String text = part.strip().replaceAll("[\\s.!?,;]+$", "");
        for (Rule rule : rules) {
            Matcher matcher = rule.form().matcher(text);
            if (matcher.matches()) {
                return Optional.of(rule.meaning().apply(matcher.toMatchResult()));
            }
        }
        return Optional.empty();
    }

    private void talk() {
        rule("undo(?: (?:that|it|the last (?:one|change)|last|my last change))?|take (?:that|it) back|revert(?: (?:that|it))?|never mind that last one", m -> new Intent.Undo());
        rule("hi|hello|hey|hi there|hello there|good (?:morning|afternoon|evening)|salam|assalam(?:u| o)? ?alaikum|greetings", m -> new Intent.Hello());
        rule("thanks|thank you|thanks a lot|thank you (?:so|very) much|thx|great|cool|perfect|nice|awesome", m -> new Intent.Thanks());
        rule("help|help me|what can (?:you|i) (?:do|say|ask)|how does this work|how do i use (?:this|you)|what are you", m -> new Intent.Help());
    }

    private void change() {
        edit("(?:set|change|update|make|put) (?:the )?priority (?:of|for|on) (.+?) (?:to|as|=) " + LEVEL + "(?: priority)?", m -> level(m, 2));
        edit("(?:set|change|make|mark|update) (.+?)(?:'s priority)? (?:to |as |into )?(?:an? )?" + LEVEL + " priority", m -> level(m, 2));
        edit("(?:set|change|make|update) (.+?)'s priority (?:to|as) " + LEVEL, m -> level(m, 2));
        edit("(?:make|mark|flag) (.+?) (?:as )?(?:more )?(urgent|important)", m -> new Edit.Level(Marks.level("high")));
        edit("(.+?) (?:is|are) (?:now )?(?:very )?(urgent|important)", m -> new Edit.Level(Marks.level("high")));
        edit("(.+?) (?:is|are) (?:now )?(?:an? )?" + LEVEL + " priority", m -> level(m, 2));
        edit2("add (?:the )?tag #?([\\p{L}\\p{N}_-]+) to (.+)", m -> new Edit.Tag(tag(m, 1), true), 2);
        edit2("(?:remove|delete|drop) (?:the )?tag #?([\\p{L}\\p{N}_-]+) from (.+)", m -> new Edit.Tag(tag(m, 1), false), 2);
        edit("(?:tag|label) (.+?) (?:with|as) #?([\\p{L}\\p{N}_-]+)", m -> new Edit.Tag(tag(m, 2), true));
        edit("untag (.+?) (?:from )?#?([\\p{L}\\p{N}_-]+)", m -> new Edit.Tag(tag(m, 2), false));
        edit("(?:remove|clear|delete|drop) (?:the )?(?:due date|deadline|date|reminder) (?:from|of|for|on) (.+)", m -> new Edit.NoDue());
        edit("(?:set|change|update|move|make) (?:the )?(?:due date|deadline|date|time|due) (?:of|for|on) (.+?) (?:to|as|=) (.+)", m -> new Edit.When(m.group(2)));
        edit("(?:set|change|update|move) (.+?)'s (?:due date|deadline|date|time) (?:to|as) (.+)", m -> new Edit.When(m.group(2)));
        edit("(?:postpone|delay|push|move|defer|snooze)(?: back)? (.+?) (?:back )?(?:by|for) (?:about )?(\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten) (day|week)s?", m ->
                new Edit.Later(EnglishWhen.number(m.group(2)) * (m.group(3).equalsIgnoreCase("week") ? 7 : 1)));
        edit("(?:reschedule|postpone|delay|push|defer|move|snooze|shift)(?: back)? (.+?) (?:to|until|till|for|on) (.+)", m -> new Edit.When(m.group(2)));
        edit("(?:make|set|mark) (.+?) (?:to be )?due (.+)", m -> new Edit.When(m.group(2)));
        edit("(.+?) is due (.+)", m -> new Edit.When(m.group(2)));
        edit("(?:repeat|do) (.+?) ((?:every|each) .+|daily|weekly|monthly|yearly)", m -> new Edit.When(m.group(2)));
        edit("make (.+?) (?:repeat|recur)(?:ring)? (.+)", m -> new Edit.When(m.group(2)));
        edit("rename (.+?) (?:to|as|into) (.+)", m -> new Edit.Title(m.group(2)));
        edit("(?:change|set|update|edit) (?:the )?(?:title|name|text) of (.+?) (?:to|as|into) (.+)", m -> new Edit.Title(m.group(2)));
        edit("(?:change|update|edit|modify|turn) (.+?) (?:to|into|as) (.+)", m -> new Edit.To(m.group(2)));
    }

    private void edit(String regex, Function<MatchResult, Edit> edit) {
        rule(regex, m -> new Intent.Change(m.group(1), edit.apply(m)));
    }

    private void edit2(String regex, Function<MatchResult, Edit> edit, int words) {
        rule(regex, m -> new Intent.Change(m.group(words), edit.apply(m)));
    }

    private static Edit level(MatchResult m, int group) {
        return new Edit.Level(Marks.level(m.group(group)));
    }

    private static String tag(MatchResult m, int group) {
        return m.group(group).toLowerCase(Locale.ROOT);
    }

    private void remove() {
        rule("(?:delete|remove|cancel|drop|erase|scrap|get rid of|throw (?:away|out)|clear)(?: out)? (.+?)(?: from (?:my|the) (?:list|tasks|todos?))?", m -> new Intent.Delete(m.group(1)));
    }

    private void show() {
        rule("(?:show|list|display|see|view|give|tell|read|print|get)(?: me)?(?: all)?(?: of)?(?: (?:my|the))? ((?:[\\p{L}\\p{N}#-]+ ){0,6}(?:tasks?|todos?|to-?dos?|list|items|everything|reminders|to-?do list)\\b.*)", m -> new Intent.Show(m.group()));
        rule("(?:show|list|display|view)(?: me)? .+", m -> new Intent.Show(m.group()));
        rule("(?:find|search(?: for)?|look for|look up)(?: me)? .+", m -> new Intent.Show(m.group()));
        rule("(?:what|which|what's|whats|how many|do i|did i|have i|is there|are there|anything|any)\\b.*(?:\\btasks?\\b|\\btodos?\\b|to do\\b|\\bdue\\b|pending|overdue|left|completed?|finish(?:ed)?|done|\\bplate\\b|\\blist\\b|agenda|schedule|urgent|important|priority|have (?:to|on|for)|should i do|do i have|anything about).*", m -> new Intent.Show(m.group()));
        rule("(?:(?:all )?(?:my )?|(?:[\\p{L}#-]+ ){0,5})(?:tasks|todos|to-?dos)(?! #?\\d)(?: .*)?", m -> new Intent.Show(m.group()));
        rule("(?:pending|overdue|completed|everything|my list|today|urgent)", m -> new Intent.Show(m.group()));
    }

    private void finish() {
        rule("(?:reopen|un-?complete|uncheck|untick|restore) (.+)", m -> new Intent.Complete(m.group(1), false));
        rule("(?:mark|set) (.+?) (?:as |to )?(?:not (?:" + DAY_WORDS + ")|incomplete|pending|undone|open|unfinished)", m -> new Intent.Complete(m.group(1), false));
        rule("(.+?) (?:is|are|was|were)(?: not|n't) (?:" + DAY_WORDS + ")(?: yet)?", m -> new Intent.Complete(m.group(1), false));
        rule("(?:mark|set|tick|check)(?: off)? (.+?) (?:as |to |off as )?(?:" + DAY_WORDS + "|off)", m -> new Intent.Complete(m.group(1), true));
        rule("(?:complete|finish|close|tick(?: off)?|check(?: off)?|cross off|tick|mark off|resolve)(?: off)? (.+)", m -> new Intent.Complete(m.group(1), true));
        rule("(.+?) (?:is|are|was|were|has been|have been|'s) (?:now |already |all )?(?:" + DAY_WORDS + ")", m -> new Intent.Complete(m.group(1), true));
        rule("(?:i(?:'m| am) )?(?:done|finished) (?:with )?(.+)", m -> new Intent.Complete(m.group(1), true));
        rule("i(?:'ve| have)?(?: already| just)? (?:finished|completed|done|did)(?: with)? (.+)", m -> new Intent.Complete(m.group(1), true));
        rule("i(?:'ve| have)?(?: already| just)? ((?!need|want|feed)(?:\\p{L}+ed|bought|paid|wrote|written|made|sent|did|got|took|read|went|met|sold|put|cut|built|taught|fed|found|left|held) .+)", m -> new Intent.Complete(m.group(1), true));
    }

    private void add() {
        String task = "(?:an? |the |another |one |new )*(?:(?:task|todo|to-?do|reminder|item|entry)\\b)";
        rule("(?:add|create|make|set|new|put|write down|note)(?: me)?(?: up)? ((?:an? |new |another )*(?:(?:high|medium|low|top|urgent|important)(?:[ -]priority)? )" + "(?:task|todo|reminder|item)\\b.*)", m -> new Intent.Add(marked(m.group(1))));
        rule("(?:add|create|make|set|new|put|write down)(?: me)?(?: up)? " + task + "(?: (?:for me|to my list|on my list))?(?:,? (?:called|named|titled|saying|that says|to|for|about|of)\\b|\\s*[:-])* ?(.+)", m -> new Intent.Add(m.group(1)));
        rule("(?:new )?(?:task|todo|to-?do|reminder|note(?: to self)?|memo)\\s*[:-]\\s*(.+)", m -> new Intent.Add(m.group(1)));
        rule("new (?:task|todo|reminder) (.+)", m -> new Intent.Add(m.group(1)));
        rule("(?:set (?:a |up a )?reminder|remind me|reminder)(?: for)? (.+?)(?: to|:|,) (.+)", m -> new Intent.Add(reminder(m)));
        rule("(?:remind me|set (?:a )?reminder|give me a reminder)(?: (?:to|about|of|that i (?:have|need) to|for))? (.+)", m -> new Intent.Add(m.group(1)));
        rule("(?:don't|do not|dont) (?:let me )?forget(?: to| about)? (.+)", m -> new Intent.Add(m.group(1)));
        rule("(?:i (?:need|have|want|must|should|ought|gotta|'d like)(?: to)? )?remember (?:to )?(.+)", m -> new Intent.Add(m.group(1)));
        rule("i(?:'ve| have)? (?:need|needs|have|got|want|ought|would like|am supposed|plan) to (.+)", m -> new Intent.Add(m.group(1)));
        rule("i (?:must|should|gotta|need|want) (.+)", m -> new Intent.Add(m.group(1)));
        rule("(?:add|put|write) (.+?) (?:to|on|onto|in) (?:my|the) (?:list|tasks|todos?|to-?do list|task list|agenda)", m -> new Intent.Add(m.group(1)));
        rule("(?:add|create|schedule|plan|insert|jot down|note down|write down) (.+)", m -> new Intent.Add(m.group(1)));
        rule("((?:" + ACTIONS + ") .+)", m -> new Intent.Add(m.group(1)));
        rule("(.+ (?:every|each) .+|.+ (?:daily|weekly|monthly))", m -> new Intent.Add(m.group(1)));
        rule("(.+ #[\\p{L}\\p{N}_-]+.*)", m -> new Intent.Add(m.group(1)));
    }

    /** "an urgent task to call": the word before the task says how urgent, and is no part of the title. */
    private static String marked(String text) {
        Matcher m = Text.pattern("(?:an? |new |another )*(high|medium|low|top|urgent|important)(?:[ -]priority)? (?:task|todo|reminder|item)(?:,? (?:called|named|to|for|about)\\b|\\s*[:-])* ?(.*)")
                .matcher(text);
        return m.matches() ? m.group(2) + " " + level(m.group(1)) + " priority" : text;
    }

    private static String level(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "low", "medium" -> word;
            default -> "high";
        };
    }

    /** "remind me tomorrow at 5 to call": the date stands before what it is about, if it is one. */
    private static String reminder(MatchResult m) {
        String before = m.group(1).strip();
        boolean about = Text.pattern("(?:to|about|of|that)\\b.*").matcher(before).matches();
        return about ? m.group().replaceFirst("(?i)^.*?(?:remind me|reminder)(?: for)? (?:to |about |of )?", "") : m.group(2) + " " + before;
    }

    /** Words with which people begin what they have to do. */
    static final String ACTIONS = "buy|call|pay|email|e-mail|mail|send|book|clean|wash|water|pick up|write|read|finish up|prepare|fix|get|visit|meet|"
            + "order|return|renew|schedule|practice|practise|study|learn|cook|bake|walk|feed|take|bring|drop off|sign|submit|file|print|"
            + "check in|review|plan|organize|organise|repair|replace|install|text|message|ask|tell|go|do the|sweep|mop|dust|iron|vacuum|apply|register|put out|back up|pack";
}
