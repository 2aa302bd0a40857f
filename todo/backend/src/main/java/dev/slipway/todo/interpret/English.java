package dev.slipway.todo.interpret;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people say in English. The rules are tried in their order: the more particular ones come first. */
final class English implements Intent.Reader {
    /** Words with which people begin what they have to do. */
    static final String ACTIONS =
            "(?!(?:tell|send|give|show|text|ask) (?:me|us)\\b|read (?:me|back|out)\\b|read (?:my|the)"
                    + " (?:list|agenda|schedule|calendar)\\b)(?:buy|call|pay|email|e-mail|mail|send|book|clean|wash|water|pick"
                    + " up|write|read|finish"
                    + " up|prepare|fix|get|visit|meet|order|return|renew|schedule|practice|practise|study|learn|cook|bake|walk|feed|take|bring|drop"
                    + " off|sign|submit|file|print|check"
                    + " in|review|plan|organize|organise|repair|replace|install|text|message|ask|tell|go|do"
                    + " the|sweep|mop|dust|iron|vacuum|apply|register|put out|back up|pack)";

    private static final String EVENTS =
            "meeting|appointment|lunch|dinner|breakfast|brunch|coffee|interview|exam|class|lesson|flight|party|birthday|doctor|dentist|gym|deadline|standup|conference|wedding|concert";
    private static final String DATED =
            "on|at|by|tomorrow|today|tonight|next|this|monday|tuesday|wednesday|thursday|friday|saturday|sunday";

    private static final String PLEASE =
            "^(?:(?:please|pls|plz|kindly|ok|okay|hey|hi|hello|olly|alexa|siri|google|cortana|jarvis|bixby|yo|so|now|also|then|and|just|actually|oops|whoops|oh|wait|no"
                    + " wait|no|can i|could i|may i|can we|could we|shall i|shall we|should we|can you|could you|would"
                    + " you|will you|can u|i want you to|i(?:'d| would) like (?:you )?to|let's|let us|i think)(?:, ?|"
                    + " )){0,8}";
    private static final Pattern POLITE_END = Text.pattern("(?:,? (?:please|pls|plz|thx|ty|for me|asap please)){1,8}$");
    private static final String DONE = "complete|completed|done|finished|over";
    private static final String NOT_ASKED =
            "(?!(?:what|which|who|is|are|do|does|did|have|how|show|list|add|create|remind|get|find|search)\\b)";
    private static final String ORDERED =
            "(?!(?:tell|show|give|list|display|find|search|get|let|read|see|look|help|play|what|when|where|who|how|why|is|are|do|does|did|will|can|could|should|any|more|mark|complete|finish|close|tick|check|set|make|delete|remove|clear|add|create|new|change|move|reopen|rename|update|tag|untag|repeat|stop"
                    + "|postpone|push|snooze|reschedule|wipe|erase|cancel|drop|put|turn|uncheck|unmark|drop)\\b)";
    private static final String DID =
            "bought|paid|wrote|written|made|sent|did|got|took|went|met|sold|built|taught|fed|found|left|held|done|finished|completed";
    private static final String DONE_TO =
            "booked|paid|bought|called|sent|written|ordered|cleaned|washed|fixed|submitted|prepared|delivered|picked"
                    + " up|renewed|returned|sorted";

    private static final Pattern HAPPENS = Text.pattern(
            "(?!(?:tell|show|give|list|display|find|search|get|let|read|see|look|help|play|what|when|where|who|how|why|is|are|do|does|did|will|can|could|should|any|more|mark|complete|finish|close|tick|check|delete|remove|clear|move|reopen|rename|update|change|postpone|push|cancel|i|we|you|he|she|they|it|my"
                    + " boss)\\b)(?:.* )?(?:"
                    + EVENTS
                    + "|call|appointment|reservation|anniversary|practice|rehearsal|match|game|picnic|trip|visit|session)\\b.*");

    private static final Pattern PHRASE = Text.pattern(
            "(?!(?:tell|show|give|list|display|find|search|get|let|read|see|look|help|play|what|when|where|who|how|why|is|are|do|does|did|will|can|could|should|any|more|mark|complete|finish|close|tick|check|delete|remove|clear|move|reopen|rename|update|change|postpone|push|cancel|stop|block|set|confirm|repeat|snooze|open|sync|need|format|format|i|we|you|he|she|they|it|my"
                    + " boss)\\b)(?!.*\\b(?:i|you|removed|cancelled|set|update[ds]?|alarms?|calendar|list|availab\\p{L}+|right|please)\\b)\\p{L}.*");

    private final Rules rules = new Rules(PLEASE);

    English() {
        talk();
        EnglishEdits.addTo(rules);
        takeOff();
        remove();
        calendar();
        framed();
        show();
        finish();
        add();
    }

    private void rule(String regex, Function<MatchResult, @Nullable Intent> meaning) {
        rules.add(regex, meaning);
    }

    @Override
    public Optional<Intent> read(String part) {
        String text = POLITE_END.matcher(Text.withoutMarks(part.strip())).replaceFirst("");
        return rules.first(text)
                .or(() -> Spelling.corrected(text).flatMap(rules::first))
                .or(() -> event(text));
    }

    /** "Tuesday meeting noon": something that happens, with when, and no verb at all. */
    private static Optional<Intent> event(String text) {
        Moment when = When.read(text, SOME_DAY);
        boolean dated =
                when.day().isPresent() || when.time().isPresent() || when.rule().isPresent();
        if (dated
                && !Text.isUrdu(text)
                && !when.rest().isBlank()
                && text.length() < 80
                && PHRASE.matcher(text).matches()
                && !HAPPENS.matcher(text).matches()
                && when.rule().isEmpty()) {
            // Something and when, without a verb: likely meant to be noted, and asked about.
            return Optional.of(new Intent.Perhaps(new Intent.Add(text)));
        }
        return dated
                        && !when.rest().isBlank()
                        && text.length() < 80
                        && (HAPPENS.matcher(text).matches() || when.rule().isPresent())
                ? Optional.of(new Intent.Add(text))
                : Optional.empty();
    }

    private void talk() {
        rule(
                "(?:add|create|delete|remove|complete|do|change|mark) (?:nothing|nobody|no one|none)(?: .*)?",
                m -> new Intent.Refrain(Mood.NEGATED));
        rule(
                "(?:plan|organi[sz]e|prioriti[sz]e|structure) (?:my|the|our)"
                        + " (?:day|week|morning|afternoon|evening|tasks|list|work)(?: .*)?|(?:give me|suggest|recommend)"
                        + " (?:a |something |what )?(?:plan|to do|to do next|next)(?: .*)?",
                m -> new Intent.Ask(Intent.Topic.NEXT, ""));
        rule(
                "(?:my |the )?(?:plans?|schedule|agenda|tasks|to-?dos?) (?:for|on) (?:today|tomorrow|tonight|this"
                        + " \\p{L}+|next \\p{L}+|the weekend|(?:on )?\\p{L}+day)",
                m -> new Intent.Show(m.group()));
        rule(
                "(?:mark|set|put|note) (?:down )?(.{3,40}?) as (?!(?:" + DONE
                        + "|not|in|un|pending|open|high|low|medium|urgent|important|a?n?y?thing|to)\\b)(.+)",
                m -> When.only("on " + m.group(1), SOME_DAY) || When.only(m.group(1), SOME_DAY)
                        ? new Intent.Add(m.group(2) + " on " + m.group(1).replaceFirst("^on ", ""))
                        // Neither done nor a date: as what a task could be marked is not known.
                        : new Intent.Unanswered(m.group()));
        rule(
                "(?:all )?(?:done|completed|finished)(?: tasks| items)? (?:so far |in |on |during"
                        + " )?(?:today|yesterday|this week|last week|this month|last month|so far|recently)",
                m -> new Intent.Show(m.group()));
        rule(
                "bye|goodbye|good ?bye|see (?:you|ya)(?: later| soon| tomorrow)?|later|good ?night|take"
                        + " care|ttyl|cya|have a (?:good|nice|great) (?:day|one|evening|night|weekend)",
                m -> new Intent.Talk(Intent.Small.BYE));
        rule(
                "(?:good|great|nice|well|excellent|amazing|awesome|fantastic|brilliant)(?: job| work| done|"
                        + " one)?|(?:you(?:'re| are) (?:the )?(?:best|great|awesome|amazing|helpful|good|nice))|i"
                        + " (?:love|like) (?:you|this|it)|lol|haha+|wow",
                m -> new Intent.Talk(Intent.Small.PRAISE));
        rule(
                "(?:change|reset|update) (?:my"
                        + " )?(?:password|name|email|account|profile|settings)|(?:delete|close|remove) my account|log"
                        + " ?(?:me )?out|sign ?(?:me )?out",
                m -> new Intent.Talk(Intent.Small.ACCOUNT));
        rule(
                "never ?mind|forget (?:it|that)|nothing|no|nope|cancel|stop|ok|okay|fine|alright|sure|hmm+|all"
                        + " good|i'm good|that's (?:all|it)",
                m -> new Intent.Talk(Intent.Small.NOTHING));
        rule(
                "(?:please )?(?:undo|revert|reverse|roll back|take back|restore|bring back|put back)"
                        + " (?:that|it|this|what (?:i|you) (?:just )?did|the last (?:\\p{L}+"
                        + " )?(?:one|change|action|thing|task|deletion|delete|edit|step)|what you (?:just )?did|my last"
                        + " .+|the (?:deletion|change|delete|edit)|everything you just did)|(?:bring|put|get|take)"
                        + " (?:it|that|them) back|i didn'?t mean (?:to do )?(?:that|it)|(?:oops|whoops)?,? ?(?:that was|it"
                        + " was) (?:a mistake|wrong|an accident|not what i (?:meant|wanted))|go back(?: one step)?|oops",
                m -> new Intent.Undo());
        rule(
                "undo(?: (?:that|it|this|the last (?:one|change|action|thing)|last|my last"
                        + " (?:change|action)))?|(?:take|put) (?:that|it) back|revert(?: (?:that|it|the last"
                        + " change))?|never mind that last one",
                m -> new Intent.Undo());
        rule(
                "hi|hello|hey|hi there|hello there|good (?:morning|afternoon|evening)|salam|assalam(?:u| o)?"
                        + " ?alaikum|greetings",
                m -> new Intent.Hello());
        rule(
                "(?:(?:many )?thanks|thank you|thx|ty|cheers|much appreciated)(?: (?:so|very) much| a"
                        + " (?:lot|bunch|million|ton)| again| in advance| kindly| for (?!.*\\btask)[^,;]{1,40})*|shukriya|great|cool|perfect|nice|awesome",
                m -> new Intent.Thanks());
        rule(
                "help|help me|what can (?:you|i) (?:do|say|ask)|how does this work|how do i use"
                        + " (?:this|you)|(?:what|who) are you",
                m -> new Intent.Help());
    }

    private void remove() {
        rule(
                "(?:completely |totally |find and |go ahead and |do )?(?:delete|del|rm|remove|cancel|drop|erase|scrap|kill|ditch|axe|get rid"
                        + " of|throw (?:away|out)|clear|wipe|purge|empty|trash|bin)(?: out| off)? (.+?)(?: clean)?(?:"
                        + " (?:from|on|in|off|of) (?:my|the) (?:list|tasks|todos?|calendar|schedule|agenda))?",
                m -> new Intent.Delete(m.group(1)));
    }

    private static final String PLACE = "(?:(?:my|the|our|this|that|a) )?((?:[\\p{L}'-]+"
            + " ){0,2}?)(?:calendar|schedule|agenda|planner|diary|list|to-?do|todos)s?";

    /** "Take milk off my list", "cross out bread from the shopping list". */
    private void takeOff() {
        // Crossed off is what is done, or what is no more: asked about.
        rule(
                "(?:cross|scratch|strike) (?:out |off )?(.+?) (?:off|out|from|off of|out of|off from)(?: of)? " + PLACE,
                m -> new Intent.Perhaps(new Intent.Complete(m.group(1), true)));
        rule(
                "(?:cross|scratch|strike) (?:out|off) (.+?)(?: (?:from|off|on|of) " + PLACE + ")?",
                m -> new Intent.Perhaps(new Intent.Complete(m.group(1), true)));
        rule(
                "(?:take|knock|pull|remove|delete) (?:out )?(?!off\\b)(.+?) (?:off|out|from|off"
                        + " of|out of|off from)(?: of)? "
                        + PLACE,
                m -> new Intent.Delete(m.group(1)));

        rule(
                "(?:remove|delete|cancel|clear|erase) from (?:my |the )?(?:calendar|schedule|agenda|list|to-?do list)"
                        + " (.+)",
                m -> new Intent.Delete(m.group(1)));
        rule(
                "(?:turn off|switch off|disable|deactivate|dismiss) ((?:.+"
                        + " )?(?:alarms?|reminders?|notifications?|alerts?)\\b.*)",
                m -> new Intent.Delete(m.group(1)));
    }

    private static final String FRAME_NOUN =
            "(?:tasks?|todos?|to-?dos?|lists?|calendar|schedule|agenda|events?|meetings?|appointments?|reminders?|alarms?|notifications?|alerts?|deadlines|items?|plans?)";

    /** Verbs of showing, with something of what there is to be shown. */
    private void framed() {
        rule(
                "(?:tell|show|give|display|open|bring up|bring|pull up|provide|report|view|read back|read out|read"
                        + " me|check|inform|let me see|let me know|remind me of(?! (?:the |my |our |an? )?(?:[\\p{L}'-]+"
                        + " ){0,3}?(?:appointment|meeting|event|deadline) (?:at|on|in|tomorrow|tonight|next|this)\\b)|look at|go over|review)\\b(?!"
                        + " (?:off|in)\\b)(?! me (?:of|about|when|before|on|at|if|for) (?:the |my |our )?(?:[\\p{L}'-]+ ){1,4}?"
                        + "(?:at|on|in)\\b)(?! (?:the |my |an? )?(?:tasks?|todos?|items?|number) #?\\d)(?:.*)\\b"
                        + FRAME_NOUN + "(?: .*)?",
                m -> new Intent.Show(m.group()));
        rule(
                ORDERED + NOT_ASKED
                        + "(?:(?:my|the|any|all|our|of) ){0,3}(?:[\\p{L}'-]+"
                        + " ){0,3}(?:events|meetings|appointments|reminders|alarms|schedule|calendar|agenda|deadlines|lists|plans)(?:"
                        + " (?:happening|between|from|after|before|for|on|in|this|next|today|tomorrow|of|due|coming)\\b.*)?",
                m -> new Intent.Show(m.group()));
        rule(
                "(?:(?:my|the)"
                        + " )?(?!(?:new|fresh|another|a|make|create|start|begin|open|produce|generate|blank|delete|clear|remove|update|add|what|which|list|show)\\b)(?:[\\p{L}'-]+"
                        + " ){1,2}lists?(?: (?:for|on) (?:today|tomorrow|this \\p{L}+))?",
                m -> new Intent.Show(m.group()));
        rule(
                "(?:(?:my|the) )?(?:next|upcoming) (?:event|meeting|appointment|reminder|alarm|task|deadline|thing)s?",
                m -> new Intent.Ask(Intent.Topic.NEXT, ""));
    }

    /** Events by the words of calendars. */
    private void calendar() {
        rule(
                "(?:(?:would|do) you mind )?(?:adding|creating|making|setting|noting)(?: down| up)? (?:an? |another |one"
                        + " |something )*(?:new )?(?:task|todo|to-?do|reminder|note|item)?(?: (?:for me|to my"
                        + " list|down))*",
                m -> new Intent.Nameless(m.group()));
        rule(
                "(?=.*\\b(?:set|create|make|add|schedule|start|run|use|get|book|plan|arrange|initiate|need|want|like|new|another)\\b)(?:(?:i(?:'d|"
                        + " would)?|we) (?:really )?(?:like|need|want|have)(?: to)?"
                        + " )?(?:(?:set|create|make|add|schedule|start|run|use|get|have|put|book|plan|arrange|initiate|open)(?:"
                        + " up| me| in)? )?(?:(?:an?|the|my|new|another|one)"
                        + " ){1,4}(?:alarm|timer|reminder|event|meeting|appointment|task|to-?do|notification|item|entry|note|countdown|(?:(?!to-do)[\\p{L}-]+"
                        + " )?list)s?(?: (?:set|made|scheduled|for me|up|(?:to|on|in) (?:my|the)"
                        + " (?:calendar|list|schedule)))*",
                m -> new Intent.Nameless(m.group()));
        String to =
                "(?:to|on|in|into|onto|at) (?:my |the |our )?(?:google )?(?:calendar|schedule|agenda|planner|diary)";
        String put = "(?:add|put|set|set"
                + " up|note|enter|include|save|write|schedule|create|make|insert|book|mark|log|record|place)";
        rule(
                put
                        + " (?:(?:an? |the |new |this )*(?:event|entry|note) )?(?:called |named |for |of |that |about"
                        + " )?(.+?) "
                        + to + "(?:,? (.+))?",
                m -> new Intent.Add(m.group(1) + (m.group(2) == null ? "" : " " + m.group(2))));
        rule(put + " " + to + " (?:an? |the )?(.+)", m -> new Intent.Add(m.group(1)));
        rule(
                "(?:mark|update|put|block|edit|open) (?:in |on )?(?:my |the )?(?:calendar|schedule|agenda|diary)"
                        + " (?:for|with|to (?:show|include|have|say|reflect)|that(?: i have)?|of|as) (?:an? )?(.+)",
                m -> new Intent.Add(m.group(1)));
        rule(
                "(?:create|make|add|set|set up|schedule|put|put in|put down|new|enter|i need|i want|need|send me|give"
                        + " me)(?: up)? (?:an? |the |new |another )*(?:calendar |recurring |repeating"
                        + " )*(?:event|entry|calendar|notification|alert|alarm|reminder)(?: reminder| entry| event)?"
                        + " (?:for me )?(?:(?:for|called|named|titled|to|about|of|that|with|when)\\b"
                        + " ?|(?=(?:on|at|in|every|each|tomorrow|today)\\b))(.+)",
                this::event);
        rule(
                "(?:i(?:'d| would)? (?:need|want|like) )?(?:(?:set|make|put"
                        + " on|put|start|create|add|schedule|need|want|give me|turn on|have)(?: me)? )?(?:on |up )?(?:an?"
                        + " |the |my |another |new )*(?:wake[ -]?up )?(?:alarm|wake[ -]?up call)(?: clock)?(?: set| to go"
                        + " off| to ring)?(?: (?:for|to))?"
                        + " (?=(?:at|on|in|for|tomorrow|today|every|next|this|\\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|monday|tuesday|wednesday|thursday|friday|saturday|sunday|noon|midnight|quarter|half)\\b)(.+)",
                m -> new Intent.Add("Alarm " + m.group(1)));
        String length =
                "((?:an?|\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|forty"
                        + " five|fifty|sixty|ninety|half an)[ -](?:minutes?|mins?|hours?|hrs?))";
        String start =
                "(?:(?:i(?:'d| would|'ll)? )?(?:set|start|begin|run|make|create|get|give|need|want|wish|like|gotta|put"
                        + " on|turn on|have)(?: up)?(?: to have)?(?: me)? )?(?:an? |the |my |new |brand |another )*";
        rule(
                start + length + " (?:timer|countdown|alarm)(?: (?:set|going|started|running|for me|now))*",
                m -> new Intent.Add("Timer in " + m.group(1).replace('-', ' ')));
        rule(
                start
                        + "(?:timer|countdown)(?: (?:that is|that goes off|that will go off|after|at|set|going|to go"
                        + " off|to run|for me|of|for|in|please|starting))* (?:in |for |of |from )?"
                        + length + "(?: (?:from now|starting now|now|please))*",
                m -> new Intent.Add("Timer in " + m.group(1).replace('-', ' ')));
        rule(
                "(?:start )?(?:count|counting) ?down (?:from |for )?" + length,
                m -> new Intent.Add("Timer in " + m.group(1).replace('-', ' ')));
        rule(
                "(?:(?:alert|notify|remind|wake|warn|buzz|ping|call) me|let me know|tell me)(?: up)? (?:in|after) "
                        + length + "(?: from now)?",
                m -> new Intent.Add((m.group().contains("wake") ? "Wake up in " : "Reminder in ")
                        + m.group(1).replace('-', ' ')));
        rule(
                "(?:set|start) (?:an? |the )?(timer|alarm|reminder) for"
                        + " ((?:an?|\\d{1,3}|one|two|three|four|five|ten|fifteen|twenty|thirty|forty|half an) (?:more"
                        + " )?(?:minutes?|mins?|hours?|hrs?)\\b.*)",
                m -> new Intent.Add(m.group(1) + " in " + m.group(2)));
        rule(
                "wake me(?: up)?,?"
                        + " ?(?=(?:at|on|in|by|for|tomorrow|today|every|next|this|from|\\d|before|after)\\b)(.+)",
                m -> new Intent.Add("Wake up " + m.group(1)));
        rule(
                "(?:(?:notify|alert|warn|buzz|ping) me|(?:inform me|let me know)(?="
                        + " (?:of|about|before|at|on|when)\\b))(?: (?:of|about|before|for|when it(?:'s| is)(?: time"
                        + " (?:for|to))?))? (?!with\\b)(.+)",
                m -> new Intent.Add(m.group(1)));
        rule("remind(?: me)?(?: (?:to|that|about|of|when|for))? (?=at |on |in )(.+)", m -> new Intent.Add(reminder(m)));
        rule("remind to (.+)", m -> new Intent.Add(m.group(1)));
        rule(
                "(?:set|set up|arrange|fix|organi[sz]e|make|schedule|plan|create|add|book(?= an?\\b)) (?:up"
                        + " )?(?!.*\\b(?:task|todo|to-do|item|list)\\b)((?!(?:priority|due|the"
                        + " (?:due|date|priority|deadline))\\b)(?:an? |my |the )?(?:[\\p{L}'-]+ ){0,3}(?:"
                        + EVENTS
                        + "|call|reservations?|date|trip|visit|session|holiday|vacation|anniversary|ceremony|match|game|show|picnic|festival|parade|service|practice|rehearsal|seminar|event|booking)s?\\b.*)",
                m -> new Intent.Add(m.group(1)));
        rule(
                "set (?!(?:task|#|number|it|that|this|them|the|priority)\\b)(.+?) (for|on|at|every) (.+)",
                m -> new Intent.Add(m.group(1) + " " + m.group(2) + " " + m.group(3)));
    }

    /** "Set a reminder for Wednesdays at two pm": where nothing is said but when, it is called by its noun. */
    private Intent event(MatchResult m) {
        String words = reminder(m);
        boolean only = When.only(words, SOME_DAY);
        String noun = m.group().toLowerCase(Locale.ROOT);
        if (HOUR.matcher(words).matches()) {
            return new Intent.Add((noun.contains("alarm") ? "Alarm" : "Reminder") + " at " + words);
        }
        String title = noun.contains("alarm")
                ? "Alarm"
                : noun.contains("event") || noun.contains("entry") ? "Event" : "Reminder";
        return new Intent.Add(only ? title + " on " + words : words);
    }

    private void show() {
        rule(
                "(?:what|whats|what's|what is)(?: up| on| next| coming up| happening| planned){1,8} ?(?:for |on"
                        + " )?(?:today|tomorrow|tonight|this week|next week|this month|(?:on )?\\p{L}+day)?",
                m -> new Intent.Show(m.group()));
        rule(
                "where(?:'s|s| is| are) (?:my |the )?tasks?\\b.*|(?:what|which) (?:am i|are we) (?:supposed|meant) to"
                        + " do.*",
                m -> new Intent.Show(m.group()));
        rule(
                "(?:show|list|display|see|view|give|tell|read|print|get)(?: me)?(?: all)?(?: of)?(?: (?:my|the))?"
                        + " ((?:[\\p{L}\\p{N}#-]+ ){0,6}(?:tasks?|todos?|to-?dos?|list|items|everything|reminders|to-?do"
                        + " list)\\b.*)",
                m -> new Intent.Show(m.group()));
        rule("(?:show|list|display|view)(?: me)? .+|list|show|(?:show|tell) me", m -> new Intent.Show(m.group()));
        rule("(?:find|search(?: for)?|look for|look up)(?: me)? .+", m -> new Intent.Show(m.group()));
        rule(
                "(?:what|which|what's|whats|how many|do i|did i|have i|is there|are"
                        + " there|anything|any)\\b.*(?:\\btasks?\\b|\\btodos?\\b|to"
                        + " do\\b|\\bdue\\b|pending|overdue|left|tagged|labell?ed|completed?|finish(?:ed)?|done|\\bplate\\b|\\blist\\b|agenda|schedule|urgent|important|priority|have"
                        + " (?:to|on|for)|have i got|i(?:'ve)? got|should i do|do i have|anything about).*",
                m -> new Intent.Show(m.group()));
        rule(
                ORDERED + "(?:(?:all )?(?:my )?|(?:[\\p{L}#-]+ ){0,5})(?:tasks|todos|to-?dos)(?! #?\\d)(?: .*)?",
                m -> new Intent.Show(m.group()));
        rule(
                "(?:everything|all|anything|whatever)(?: of it)?(?: that(?:'s| is)| which is)? (?:due|overdue|pending|open|left|urgent|tagged|for)\\b.*",
                m -> new Intent.Show(m.group()));
        rule(
                "(?:(?:show |list )?(?:pending|overdue|late|completed|finished|done|high|low|urgent)(?: (?:stuff|things|ones|priority))?(?: ones)?"
                        + "|everything|my list|today|urgent|tomorrow|tmrw|tmr|todos?|to-?dos?|this week|next week|this weekend|this month)",
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
                "(?:i(?:'?ve| have)? )?(?:already |just"
                        + " )?((?!need|(?:\\p{L}*eed|red|bed|led|wed|shed|ted|sled|want|used|supposed) )(?:\\p{L}{2,20}ed|"
                        + DID + ") .+)",
                m -> new Intent.Complete(m.group(1), true));
        rule(
                "i(?:'?ve| have)?(?: already| just)? ((?:read|put|cut|set) .+)",
                m -> new Intent.Complete(m.group(1), true));
        rule(
                NOT_ASKED
                        + "(.+?) (?:(?:is|are|was|were|has been|have been|got) )?(?:now |already |all"
                        + " )?(?:done|finished|completed|"
                        + DONE_TO + ")",
                m -> new Intent.Complete(m.group(1), true));
    }

    private void add() {
        rule("put (.+?) down (?:for|on) (.+)", m -> new Intent.Add(m.group(1) + " on " + m.group(2)));
        rule("set an? ((?:alarm|timer)\\b.*)", m -> new Intent.Add(m.group(1)));
        String task = "(?:an? |the |another |one |new ){0,8}(?:(?:task|todo|to-?do|reminder|item|entry)\\b)";
        String about = "(?:,? (?:called|named|titled|saying|that says|to|for|about|of)\\b|\\s?[:-]){0,8} ?";
        rule(
                "((?:in|on|at|by|every|tomorrow|today|tonight|next|this)\\b.{0,60}?),? (?:please )?(?:remind me|i"
                        + " (?:need|have|want|must|should|gotta)|don'?t forget)(?: to| about| of| that)? (.+)",
                m -> new Intent.Add(m.group(2) + " " + m.group(1)));
        rule(
                "(?:add|create|make|set|new|put|write down|note)(?: me)?(?: up)? ((?:an? |new |another"
                        + " ){0,8}(?:(?:high|medium|low|top|urgent|important)(?:[ -]priority)? )"
                        + "(?:task|todo|reminder|item)\\b.*)",
                m -> new Intent.Add(marked(m.group(1))));
        rule(
                "(?:add|create|new|write down)(?: me)?(?: up)? " + task + "(?: (?:for me|to my list|on my list))?"
                        + about + "(.+)",
                m -> new Intent.Add(m.group(1)));
        rule(
                "(?:make|set|put)(?: me)?(?: up)? (?:an? |another |one |new"
                        + " ){1,8}(?:task|todo|to-?do|reminder|item|entry)\\b"
                        + about + "(.+)",
                m -> new Intent.Add(m.group(1)));
        rule(
                "(?:new )?(?:task|todo|to-?do|reminder|note(?: to self)?|memo)\\s?[:-]\\s?(.+)",
                m -> new Intent.Add(m.group(1)));
        rule("new (?:task|todo|reminder) (.+)", m -> new Intent.Add(m.group(1)));
        rule(
                "(?:(?:set|create|make|give me|schedule|put|add|need|i need)(?: me)? (?:an? |up an? |another"
                        + " )?(?:reminder|alert|alarm|notification)|remind me|reminder|notify me|alert me|ping me|wake"
                        + " me(?: up)?)(?: for)?(?: me)? (.+)",
                m -> new Intent.Add(reminder(m)));
        rule("(?:don't|do not|dont) (?:let me )?forget(?: to| about)? (.+)", m -> new Intent.Add(m.group(1)));
        rule(
                "(?:i (?:need|have|want|must|should|ought|gotta|'d like)(?: to)? )?remember (?:to )?(.+)",
                m -> new Intent.Add(m.group(1)));
        rule(
                "(?:i(?:'ve| have)? (?:really |also |still )?)?(?:need|needs|have|got|want|ought|would like|am"
                        + " supposed|plan) to (.+)",
                m -> new Intent.Add(m.group(1)));
        rule(
                "(?:i (?:really |also |still )?)?(?:must|should|gotta|gonna) (?:really |also )?(.+)",
                m -> new Intent.Add(m.group(1)));
        rule("(?:i|we) (?:need|want) (.+)", m -> new Intent.Perhaps(new Intent.Add(m.group(1))));
        rule(
                "(?:add|put|write|throw|stick|chuck|include|get|place|insert|save|note) (.+?)(?: down)?"
                        + " (?:to|on|onto|in|into) (?:(?:my|the|our|a|a new|new)"
                        + " )?(?!(?:to-?do|todo|task|my|the|your|new|this|that) )([\\p{L}][\\p{L}'-]*(?:"
                        + " (?!lists?\\b)[\\p{L}'-]+)?) lists?(?:,? ((?:for|on|at|by|tomorrow|today)\\b.+))?",
                m -> new Intent.Add(m.group(1) + " #" + m.group(2).replace(' ', '-')
                        + (m.group(3) == null ? "" : " " + m.group(3))));
        rule(
                "(?:add|put|write|throw|stick|chuck|include|place|insert|note|get) (.+?)(?: down)?"
                        + " (?:to|on|onto|in|into) (?:(?:my|the|our|this) )?(?:(?:[\\p{L}-]+"
                        + " )?lists?|tasks|todos?|to-dos?|agenda)(?:,? ((?:for|on|at|by|tomorrow|today)\\b.+))?",
                m -> new Intent.Add(m.group(1) + (m.group(2) == null ? "" : " " + m.group(2))));
        rule(
                "(?:add|create|schedule|plan|insert|jot down|note down|write down)(?: ?: ?| )(.+)",
                m -> new Intent.Add(m.group(1)));
        rule("(?:high|medium|low|top)(?: |-)priority ?[:,-] ?.+", m -> new Intent.Add(m.group()));
        rule("(?:p[123]|!(?:high|medium|low)) .+", m -> new Intent.Add(m.group()));
        rule(
                "i(?:'ve| have)(?: got)? (?=.*\\b(?:" + DATED + ")\\b)(an? .*\\b(?:" + EVENTS + ")\\b.*)",
                m -> new Intent.Add(m.group(1)));
        rule(
                "i(?:'ve| have)(?: got)? (?=.*\\b(?:" + DATED + ")\\b)(an? .+)",
                m -> new Intent.Perhaps(new Intent.Add(m.group(1))));
        rule("(?=.*\\b(?:" + DATED + ")\\b)((?:" + EVENTS + ")\\b.+)", m -> new Intent.Add(m.group(1)));
        rule("((?:" + ACTIONS + ") .+)", m -> new Intent.Add(m.group(1)));
        rule(
                NOT_ASKED + "(.+ (?:every|each) .+|.+ (?:daily|weekly|monthly))",
                m -> SUBJECT.matcher(m.group(1)).matches()
                        ? new Intent.Perhaps(new Intent.Add(m.group(1)))
                        : new Intent.Add(m.group(1)));
        rule(NOT_ASKED + "(.+ #[\\p{L}\\p{N}_-]+.*)", m -> new Intent.Add(m.group(1)));
    }

    /** Who does something tells of it; who wants it noted names it. */
    private static final Pattern SUBJECT =
            Text.pattern("(?:i|we|you|he|she|they|it|this|that|there|everybody|everyone|people)(?:'\\p{L}+)?\\b.*");

    /** "an urgent task to call": the word before the task says how urgent, and is no part of the title. */
    private static String marked(String text) {
        Matcher m = MARKED.matcher(text);
        return m.matches() ? m.group(2) + " " + level(m.group(1)) + " priority" : text;
    }

    private static final Pattern MARKED =
            Text.pattern("(?:an? |new |another ){0,8}(high|medium|low|top|urgent|important)(?:[ -]priority)?"
                    + " (?:task|todo|reminder|item)(?:,? (?:called|named|to|for|about)\\b|\\s?[:-]){0,8} ?(.*)");

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
            if (When.only("on " + before, SOME_DAY)) {
                return words.substring(to.end()) + " on " + before;
            }
        }
        return ABOUT.matcher(words).replaceFirst("");
    }

    private static final Pattern HOUR = Text.pattern(
            "(?:\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: (?:thirty|fifteen|forty"
                    + " five|o'?clock))?(?: (?:in|at|tomorrow|today|tonight|on)\\b.*)?");
    private static final Pattern BEFORE_WHAT = Text.pattern(" ?(?:\\bto\\b|\\babout\\b|\\bthat\\b|:|,) ");
    private static final Pattern ABOUT = Text.pattern("^(?:(?:to|about|of|that i (?:have|need) to|that|for)\\b )?");
    /** Whether words are a date does not depend on the day. */
    static final Now SOME_DAY = new Now(java.time.ZonedDateTime.of(2026, 1, 1, 12, 0, 0, 0, java.time.ZoneOffset.UTC));
}
