package dev.slipway.todo.interpret;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people say in English. The rules are tried in their order: the more particular ones come first. */
final class English implements Intent.Reader {
    /** Words with which people begin what they have to do. */
    static final String ACTIONS =
            "buy|call|pay|email|e-mail|mail|send|book|clean|wash|water|pick up|write|read|finish up|prepare|fix|get|visit|meet|"
                    + "order|return|renew|schedule|practice|practise|study|learn|cook|bake|walk|feed|take|bring|drop off|sign|submit|file|print|"
                    + "check in|review|plan|organize|organise|repair|replace|install|text|message|ask|tell|go|do the|sweep|mop|dust|iron|vacuum|apply|register|put out|back up|pack";

    private static final String EVENTS =
            "meeting|appointment|lunch|dinner|breakfast|brunch|coffee|interview|exam|class|lesson|flight|party|birthday|doctor|dentist|gym|deadline|standup|conference|wedding|concert";
    private static final String DATED =
            "on|at|by|tomorrow|today|tonight|next|this|monday|tuesday|wednesday|thursday|friday|saturday|sunday";

    private static final String PLEASE =
            "^(?:(?:please|pls|plz|kindly|ok|okay|hey|hi|hello|yo|so|now|also|then|and|just|actually|oops|whoops|oh|wait|no wait|no"
                    + "|can you|could you|would you|will you|can u|i want you to|i(?:'d| would) like (?:you )?to|let's|let us|i think)(?:, ?| )){0,8}";
    private static final Pattern POLITE_END = Text.pattern("(?:,? (?:please|pls|plz|thx|ty|for me|asap please)){1,8}$");
    private static final String DONE = "complete|completed|done|finished|over";
    private static final String NOT_ASKED =
            "(?!(?:what|which|who|is|are|do|does|did|have|how|show|list|add|create|remind|get|find|search)\\b)";
    private static final String ORDERED =
            "(?!(?:mark|complete|finish|close|tick|check|set|make|delete|remove|clear|add|create|new|change|move|reopen|rename|update|tag|untag|repeat|stop"
                    + "|postpone|push|snooze|reschedule|wipe|erase|cancel|drop|put|turn|uncheck|unmark|drop)\\b)";
    private static final String DID =
            "bought|paid|wrote|written|made|sent|did|got|took|went|met|sold|built|taught|fed|found|left|held|done|finished|completed";
    private static final String DONE_TO =
            "booked|paid|bought|called|sent|written|ordered|cleaned|washed|fixed|submitted|prepared|delivered|picked up|renewed|returned|sorted";

    private final Rules rules = new Rules(PLEASE);

    English() {
        talk();
        EnglishEdits.addTo(rules);
        remove();
        show();
        finish();
        add();
    }

    private void rule(String regex, Function<MatchResult, Intent> meaning) {
        rules.add(regex, meaning);
    }

    @Override
    public Optional<Intent> read(String part) {
        String text = POLITE_END.matcher(Text.withoutMarks(part.strip())).replaceFirst("");
        return rules.first(text).or(() -> Spelling.corrected(text).flatMap(rules::first));
    }

    private void talk() {
        rule(
                "undo(?: (?:that|it|this|the last (?:one|change|action|thing)|last|my last (?:change|action)))?|(?:take|put) (?:that|it) back|revert(?: (?:that|it|the last change))?|never mind that last one",
                m -> new Intent.Undo());
        rule(
                "hi|hello|hey|hi there|hello there|good (?:morning|afternoon|evening)|salam|assalam(?:u| o)? ?alaikum|greetings",
                m -> new Intent.Hello());
        rule(
                "thanks|thank you|thanks a lot|thank you (?:so|very) much[^\\p{L}]*|thx|ty|shukriya|great|cool|perfect|nice|awesome",
                m -> new Intent.Thanks());
        rule(
                "help|help me|what can (?:you|i) (?:do|say|ask)|how does this work|how do i use (?:this|you)|(?:what|who) are you",
                m -> new Intent.Help());
    }

    private void remove() {
        rule(
                "(?:delete|remove|cancel|drop|erase|scrap|get rid of|throw (?:away|out)|clear|wipe|purge|empty)(?: out)? (.+?)(?: from (?:my|the) (?:list|tasks|todos?))?",
                m -> new Intent.Delete(m.group(1)));
    }

    private void show() {
        rule(
                "(?:what|whats|what's|what is)(?: up| on| next| coming up| happening| planned){1,8} ?(?:for |on )?(?:today|tomorrow|tonight|this week|next week|this month|(?:on )?\\p{L}+day)?",
                m -> new Intent.Show(m.group()));
        rule(
                "where(?:'s|s| is| are) (?:my |the )?tasks?\\b.*|(?:what|which) (?:am i|are we) (?:supposed|meant) to do.*",
                m -> new Intent.Show(m.group()));
        rule(
                "(?:show|list|display|see|view|give|tell|read|print|get)(?: me)?(?: all)?(?: of)?(?: (?:my|the))? ((?:[\\p{L}\\p{N}#-]+ ){0,6}(?:tasks?|todos?|to-?dos?|list|items|everything|reminders|to-?do list)\\b.*)",
                m -> new Intent.Show(m.group()));
        rule("(?:show|list|display|view)(?: me)? .+|list|show|(?:show|tell) me", m -> new Intent.Show(m.group()));
        rule("(?:find|search(?: for)?|look for|look up)(?: me)? .+", m -> new Intent.Show(m.group()));
        rule(
                "(?:what|which|what's|whats|how many|do i|did i|have i|is there|are there|anything|any)\\b.*(?:\\btasks?\\b|\\btodos?\\b|to do\\b|\\bdue\\b|pending|overdue|left|completed?|finish(?:ed)?|done|\\bplate\\b|\\blist\\b|agenda|schedule|urgent|important|priority|have (?:to|on|for)|have i got|i(?:'ve)? got|should i do|do i have|anything about).*",
                m -> new Intent.Show(m.group()));
        rule(
                ORDERED + "(?:(?:all )?(?:my )?|(?:[\\p{L}#-]+ ){0,5})(?:tasks|todos|to-?dos)(?! #?\\d)(?: .*)?",
                m -> new Intent.Show(m.group()));
        rule(
                "(?:pending|overdue|completed|everything|my list|today|urgent|tomorrow|this week)",
                m -> new Intent.Show(m.group()));
    }

    private void finish() {
        rule(
                "(?:reopen|un-?complete|un-?check|un-?tick|un-?mark|restore) (.+)",
                m -> new Intent.Complete(m.group(1), false));
        rule(
                "(?:mark|set) (.+?) (?:as |to )?(?:not (?:" + DONE + ")|incomplete|pending|undone|open|unfinished)",
                m -> new Intent.Complete(m.group(1), false));
        rule(
                NOT_ASKED + "(.+?) (?:is|are|was|were)(?: not|n't|nt) (?:" + DONE + ")(?: yet)?",
                m -> new Intent.Complete(m.group(1), false));
        rule(
                "(?:mark|set|tick|check)(?: off)? (.+?) (?:as |to |off as )?(?:" + DONE + "|off)",
                m -> new Intent.Complete(m.group(1), true));
        rule(
                "(?:complete|finish|close|tick(?: off)?|check(?: off)?|cross off|tick|mark off|resolve)(?: off)? (.+)",
                m -> new Intent.Complete(m.group(1), true));
        rule(
                NOT_ASKED + "(.+?) (?:is|are|was|were|has been|have been|'s) (?:now |already |all )?(?:" + DONE + ")",
                m -> new Intent.Complete(m.group(1), true));
        rule("((?:task |number |#){0,8}\\d{1,9}) complete", m -> new Intent.Complete(m.group(1), true));
        rule("(?:i(?:'m| am) )?(?:done|finished) (?:with )?(.+)", m -> new Intent.Complete(m.group(1), true));
        rule(
                "(?:i(?:'?ve| have)?)?(?: ?already| ?just)? ?(?:finished|completed|done|did)(?: with)? (.+)",
                m -> new Intent.Complete(m.group(1), true));
        rule(
                "(?:i(?:'?ve| have)? )?(?:already |just )?((?!need|(?:\\p{L}*eed|red|bed|led|wed|shed|ted|sled|want|used|supposed) )(?:\\p{L}{2,20}ed|"
                        + DID + ") .+)",
                m -> new Intent.Complete(m.group(1), true));
        rule(
                "i(?:'?ve| have)?(?: already| just)? ((?:read|put|cut|set) .+)",
                m -> new Intent.Complete(m.group(1), true));
        rule(
                NOT_ASKED
                        + "(.+?) (?:(?:is|are|was|were|has been|have been|got) )?(?:now |already |all )?(?:done|finished|completed|"
                        + DONE_TO + ")",
                m -> new Intent.Complete(m.group(1), true));
    }

    private void add() {
        rule("put (.+?) down (?:for|on) (.+)", m -> new Intent.Add(m.group(1) + " on " + m.group(2)));
        rule("set an? ((?:alarm|timer)\\b.*)", m -> new Intent.Add(m.group(1)));
        String task = "(?:an? |the |another |one |new ){0,8}(?:(?:task|todo|to-?do|reminder|item|entry)\\b)";
        String about = "(?:,? (?:called|named|titled|saying|that says|to|for|about|of)\\b|\\s?[:-]){0,8} ?";
        rule(
                "((?:in|on|at|by|every|tomorrow|today|tonight|next|this)\\b.{0,60}?),? (?:please )?(?:remind me|i (?:need|have|want|must|should|gotta)|don'?t forget)(?: to| about| of| that)? (.+)",
                m -> new Intent.Add(m.group(2) + " " + m.group(1)));
        rule(
                "(?:add|create|make|set|new|put|write down|note)(?: me)?(?: up)? ((?:an? |new |another ){0,8}(?:(?:high|medium|low|top|urgent|important)(?:[ -]priority)? )"
                        + "(?:task|todo|reminder|item)\\b.*)",
                m -> new Intent.Add(marked(m.group(1))));
        rule(
                "(?:add|create|new|write down)(?: me)?(?: up)? " + task + "(?: (?:for me|to my list|on my list))?"
                        + about + "(.+)",
                m -> new Intent.Add(m.group(1)));
        rule(
                "(?:make|set|put)(?: me)?(?: up)? (?:an? |another |one |new ){1,8}(?:task|todo|to-?do|reminder|item|entry)\\b"
                        + about + "(.+)",
                m -> new Intent.Add(m.group(1)));
        rule(
                "(?:new )?(?:task|todo|to-?do|reminder|note(?: to self)?|memo)\\s?[:-]\\s?(.+)",
                m -> new Intent.Add(m.group(1)));
        rule("new (?:task|todo|reminder) (.+)", m -> new Intent.Add(m.group(1)));
        rule(
                "(?:(?:set|create|make|give me|schedule|put|add|need|i need)(?: me)? (?:an? |up an? |another )?(?:reminder|alert|alarm|notification)|remind me|reminder|notify me|alert me|ping me|wake me(?: up)?)(?: for)?(?: me)? (.+)",
                m -> new Intent.Add(reminder(m)));
        rule("(?:don't|do not|dont) (?:let me )?forget(?: to| about)? (.+)", m -> new Intent.Add(m.group(1)));
        rule(
                "(?:i (?:need|have|want|must|should|ought|gotta|'d like)(?: to)? )?remember (?:to )?(.+)",
                m -> new Intent.Add(m.group(1)));
        rule(
                "(?:i(?:'ve| have)? (?:really |also |still )?)?(?:need|needs|have|got|want|ought|would like|am supposed|plan) to (.+)",
                m -> new Intent.Add(m.group(1)));
        rule(
                "(?:i (?:really |also |still )?)?(?:must|should|gotta|gonna) (?:really |also )?(.+)|i (?:need|want) (.+)",
                m -> new Intent.Add(Marks.firstGroup(m)));
        rule(
                "(?:add|put|write|throw|stick|chuck) (.+?) (?:to|on|onto|in) (?:my|the) (?:(?:\\p{L}+ )?list|tasks|todos?|agenda)(?: (?:for|on|at|by) .+)?",
                m -> new Intent.Add(m.group(1)));
        rule(
                "(?:add|create|schedule|plan|insert|jot down|note down|write down)(?: ?: ?| )(.+)",
                m -> new Intent.Add(m.group(1)));
        rule("i(?:'ve| have)(?: got)? (?=.*\\b(?:" + DATED + ")\\b)(an? .+)", m -> new Intent.Add(m.group(1)));
        rule("(?=.*\\b(?:" + DATED + ")\\b)((?:" + EVENTS + ")\\b.+)", m -> new Intent.Add(m.group(1)));
        rule("((?:" + ACTIONS + ") .+)", m -> new Intent.Add(m.group(1)));
        rule(NOT_ASKED + "(.+ (?:every|each) .+|.+ (?:daily|weekly|monthly))", m -> new Intent.Add(m.group(1)));
        rule(NOT_ASKED + "(.+ #[\\p{L}\\p{N}_-]+.*)", m -> new Intent.Add(m.group(1)));
    }

    /** "an urgent task to call": the word before the task says how urgent, and is no part of the title. */
    private static String marked(String text) {
        Matcher m = MARKED.matcher(text);
        return m.matches() ? m.group(2) + " " + level(m.group(1)) + " priority" : text;
    }

    private static final Pattern MARKED = Text.pattern(
            "(?:an? |new |another ){0,8}(high|medium|low|top|urgent|important)(?:[ -]priority)? (?:task|todo|reminder|item)(?:,? (?:called|named|to|for|about)\\b|\\s?[:-]){0,8} ?(.*)");

    private static String level(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "low", "medium" -> word;
            default -> "high";
        };
    }

    /** "remind me tomorrow at 5 to call": the date stands before what it is about, if it is one. */
    private String reminder(MatchResult m) {
        String words = m.group(1);
        Matcher to = BEFORE_WHAT.matcher(words);
        while (to.find()) {
            String before = words.substring(0, to.start());
            if (When.only(before, SOME_DAY)) {
                return words.substring(to.end()) + " " + before;
            }
        }
        return ABOUT.matcher(words).replaceFirst("");
    }

    private static final Pattern BEFORE_WHAT = Text.pattern(" ?(?:\\bto\\b|\\babout\\b|\\bthat\\b|:|,) ");
    private static final Pattern ABOUT = Text.pattern("^(?:(?:to|about|of|that i (?:have|need) to|that|for)\\b )?");
    /** Whether words are a date does not depend on the day. */
    private static final Now SOME_DAY =
            new Now(java.time.ZonedDateTime.of(2026, 1, 1, 12, 0, 0, 0, java.time.ZoneOffset.UTC));
}
