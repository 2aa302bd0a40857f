package dev.slipway.todo.interpret;

import java.util.regex.Pattern;

/**
 * How a sentence is meant: only an order, a wish of one's own or a report of what one has done may change anything. The forms are
 * those of grammar (auxiliaries, conjunctions, negation), not of what is spoken of.
 */
enum Mood {
    /** May change something. */
    ORDER,
    /** Wants to know something. */
    QUESTION,
    /** Says what is not to be, or what was not done. */
    NEGATED,
    /** Holds only if something else does. */
    CONDITIONAL,
    /** Says what others say. */
    REPORTED,
    /** Thinks aloud. */
    HYPOTHETICAL,
    /** An order as a question: "delete the plumber task?", "can I delete it?". Done after a yes. */
    UNSURE;

    private static final String POLITE =
            "(?:(?:please|pls|plz|kindly|ok|okay|hey|hi|hello|yo|so|now|also|then|and|just|actually|well|oh|oops|alright|right|sorry|um|uh|hmm|yes|sure|first|thanks|assistant|bot|buddy|dear|olly|alexa|siri|google|cortana|jarvis|bixby)[,"
                    + " ]+){0,6}";
    private static final String ASKED_TO =
            "(?:(?:can|could|would|will|cud|wud|can't|won't|wouldn't|couldn't) (?:you|u|ya)(?:"
                    + " (?:please|pls|plz|kindly|just|also|maybe|quickly|be able to|be so kind (?:as"
                    + " )?to|mind))*|(?:do|would|could|can) you (?:think you could|mind)|(?:is it possible|would it be"
                    + " possible|is there a way|are you able|any chance you (?:can|could))(?: for you)?(?: to)?|i(?:'d|"
                    + " would| want| need|'ll)?(?: (?:like|want|need))? ?(?:you|u) to|i(?:'d| would) (?:appreciate|be"
                    + " grateful|be happy|love) (?:it )?if you (?:can|could|would)?|help me(?: to)?|let's|lets|let us|go"
                    + " ahead and|make sure (?:to|you)|feel free to|be sure to) ";

    private static final Pattern FILLER = Text.pattern("^" + POLITE);
    private static final Pattern POLITE_ORDER = Text.pattern("^" + POLITE + "(?:" + ASKED_TO + ")" + POLITE + "(.+)$");
    private static final Pattern ASKING_VERB = Text.pattern(
            "^(?:tell me|let me know|show me|give me|remind me|say|check|see|find out|look up|know|explain|inform"
                    + " me|read me|check (?:for me )?) ?(?:again )?(?:what|when|where|who|why|how|which|whether|if)\\b.*");
    private static final Pattern WH = Text.pattern(
            "^(?:(?:on|at|in|for|about|with) (?:what|which|whom|how"
                    + " many)|what|what's|whats|when|when's|whens|where|where's|wheres|who|who's|whos|whom|whose|why|how|how's|hows|which|wat|wht)\\b.*");
    private static final Pattern INVERTED = Text.pattern("^(?:will"
            + " there\\b.*|(?:do|does|did|have|has|had|am|is|are|was|were|should|shall|must|may|might|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|haven't|hasn't|shouldn't|won't|ain't)(?:"
            + " not)?"
            + " (?:i|we|you|he|she|it|they|there|this|that|these|those|my|the|a|an|any|anything|anyone|someone|somebody|something|everything|all|our|your|his|her|today|tomorrow|u|\\p{L}+(?:'s)?(?:"
            + " \\p{L}+){0,4}?"
            + " (?:done|finished|due|left|overdue|complete|completed|on|in|at|today|tomorrow|ready|over|over"
            + " yet|there|already|urgent|important))\\b.*|(?:is|are|was|were|does|do|did|will|has|have) .+ (?:on|in)"
            + " (?:my|the|our) (?:[\\p{L}'-]+ ){0,3}(?:lists?|calendar|schedule|agenda|to-?dos?|reminders?)\\b.*|any"
            + " (?:upcoming |new |more |other |active"
            + " )?(?:idea|clue|chance|news|alarms?|tasks?|todos?|meetings?|reminders?|events?|appointments?|plans?|thing)\\b.*|anything\\b.*|(?:do"
            + " you know|i wonder|i'm wondering|wondering|i was wondering|i want to know|i'd like to know|i would like to"
            + " know|i need to know|curious)\\b.*)");
    private static final Pattern MAY_I = Text.pattern("^" + POLITE
            + "(?:(?:can|could|may|shall|should|would) (?:i|we) (?:please |also |just |maybe"
            + " )?(?:have|get|(?:have|get) you (?:to )?)?|how about (?:we |you )?|what if (?:we|you) |why"
            + " don't (?:we|you) |do i (?:have|need) to |should (?:i|we) )(.+)$");

    private static final Pattern DONT_FORGET = Text.pattern("^" + POLITE
            + "(?:i (?:must|should|can|shouldn't|mustn't|can't|better|had better|need to|don't want to)?"
            + " ?(?:not )?)?(?:don'?t|do not|dont|never|not to|not|can't|cannot|mustn't|shouldn't|want to)?"
            + " ?(?:let me |you )?(?:forget|miss)\\b.*");
    private static final Pattern STOP_REPEATING = Text.pattern(
            "^" + POLITE + "(?:don'?t|do not|dont|stop) (?:repeat(?:ing)?|recurr?ing|remind(?:ing)? me)\\b.*");
    private static final Pattern NOT = Text.pattern("^" + POLITE
            + "(?:(?:i|we|you|u|it|they)(?:'ve|'d|'ll|'m| am| have| had| will| would)?"
            + " ?)?(?:(?:please|really|just|still|also|definitely|absolutely|certainly) )?(?:no"
            + " (?!later\\b|\\d)(?!.*\\b(?:add|remind)\\b)|don'?t|do not|dont|doesn'?t|does not|didn'?t|did"
            + " not|didnt|never|not|no need|no longer|haven'?t|have not|havent|hasn'?t|won'?t|will"
            + " not|wouldn'?t|would not|shouldn'?t|should not|must"
            + " not|mustn'?t|can'?t|cannot|cant|couldn'?t|wasn'?t|isn'?t|am"
            + " not|ain'?t|without|neither|refrain|avoid|hold off|leave|keep)\\b.*");
    private static final Pattern TASK_NOT_DONE = Text.pattern(
            "^(?!i |we |you |it |that |this |they |no |not |please )(?:.+) (?:is|are|was|were)(?: not|n't|nt) .*");
    private static final Pattern KEEP_ORDER = Text.pattern("^" + POLITE
            + "(?:keep|leave|avoid|refrain|hold off)\\b (?!.*\\b(?:as (?:is|it is|they"
            + " are)|alone|untouched|unchanged)\\b).*");
    private static final Pattern NOT_DONE_BY =
            Text.pattern(".*\\b(?:i|we) (?:haven'?t|have not|didn'?t|did not|never) .*");

    private static final String ASKS =
            "(?:check|ask|asks|asking|see|find out|know|wonder|decide|confirm|verify|figure out|look|test|tell me|make"
                    + " sure|sure|wondering|discuss|clarify|understand)";
    private static final Pattern IF = Text.pattern("^" + POLITE
            + "(?:if|unless|in case|provided|providing|assuming|as long as|only if|whenever|in the"
            + " event|should (?:it|he|she|they|the \\p{L}+) \\p{L}+,)\\b.*|.*(?<!\\b" + ASKS + "|\\b" + ASKS
            + " \\p{L}{1,12})[, ]+(?:if|unless|in case|provided that|as long as|only when|assuming|depending"
            + " on|otherwise)\\b.*");
    private static final Pattern WHEN_CLAUSE =
            Text.pattern("^(?:when|once|after|before|as soon as|while|until) (?:i|we|he|she|they|it|you|the \\p{L}+|my"
                    + " \\p{L}+)(?:'m|'ve|'s|'re)? (?!(?:meeting|class|appointment)).*");

    private static final String SPEAK =
            "(?:said|says|say|told|tells|asked|asks|thinks?|thought|wants?|wanted|suggests?|suggested|keeps?"
                    + " (?:saying|telling|asking)|wrote|writes|texted|emailed|mentioned|insists?|insisted|reckons?|claims?|claimed|recommends?|recommended|begged|advised|reminded|expects?|would"
                    + " like|needs) (?:me|us|that|you|to|i|we|:|,|\"|'|\\p{L}+)";
    private static final Pattern OTHERS = Text.pattern("^" + POLITE
            + "(?!(?:i|we|you|please|can|could|remind|add|create|set|make|put|ask|tell|call|text|email|message|buy|get|note|need|show|list|find|what|who|which|how|when|delete|remove|mark|task|show"
            + " me)\\b)(?:(?:my|the|our|a|his|her|their|this|that) )?(?:\\p{L}+(?:'s)? ){1,4}?"
            + SPEAK + "\\b?.*");
    private static final Pattern HEARD = Text.pattern(
            "^(?:i (?:heard|read|was told|am told|got told|saw)|apparently|according to|rumou?r has it|they say|people"
                    + " say|it says|the (?:email|note|message|letter|list|app|screen|manual|book)"
                    + " (?:says|said|reads))\\b.*");

    private static final Pattern PERHAPS = Text.pattern("^" + POLITE
            + "(?:maybe|perhaps|suppose|supposing|imagine|let's say|lets say|say i|what"
            + " if|hypothetically|theoretically|in theory|pretend|for example|e\\.g\\.|for"
            + " instance|possibly|probably|ideally|someday|one day)\\b.*|^" + POLITE
            + "(?:i|we)(?:'d|'m| am| was| were| would| could| might| may|'ve been| have been| had| almost| nearly|"
            + " used| guess| wish| hope| wonder| doubt| bet)? ?(?:really |just |also |kinda |kind of |sort of |still"
            + " |probably |maybe )?(?:might|may|could|would(?! like)|(?:was|were)"
            + " (?:going|about|thinking|planning|supposed|wondering)|thinking"
            + " (?:of|about)|considering|wondering|tempted|almost|nearly|used to|wish|hope|hoped|doubt|(?:had|'ve)"
            + " been (?:going|meaning)|feel like|can imagine|bet|guess|dream)\\b.*|^(?:it|that|this)"
            + " (?:would|could|might|may) .*|.*\\b(?:just kidding|jk|only joking|kidding)\\b.*");

    private static final Pattern URDU_QUESTION =
            Pattern.compile("^(?:کیا|کب|کون|کیوں|کہاں|کیسے|کتنے|کتنی|کتنا) .*|.* (?:کیا|کب|کون|کون سا|کون سے|کون"
                    + " سی|کیوں|کہاں|کیسے|کتنے|کتنی|کتنا)(?:"
                    + " .*)?(?:ہے|ہیں|تھا|تھے|تھی|ہوں|گا|گے|گی|چاہیے|باقی|بچے|بچا|کیا|سکتا|سکتے|سکتی|لیا|دیا|ہوا|ہوئے|ہوئی)$|.*"
                    + " (?:یا نہیں)$");
    private static final Pattern URDU_POLITE = Pattern.compile(
            "^کیا (?:آپ|تم) (?!.*(?:کیا|کون|کتنے)).*(?:سکتے|سکتی|سکتا|دیں گے|دو گے|لیں گے|گے) ?(?:ہیں|ہو|ہے)?$");
    private static final Pattern URDU_NOT = Pattern.compile("(?:^|.* )(?:مت|نہ)"
            + " (?:کریں|کرو|کرنا|کیجیے|ہٹائیں|ہٹاؤ|ہٹانا|مٹائیں|مٹاؤ|مٹانا|حذف|شامل|بدلیں|بدلو|دلائیں|دلاؤ|ڈالیں|ڈالو|کر|ہٹا|دکھائیں)(?:"
            + " .*)?$|.*(?:حذف|شامل|مکمل|تبدیل|ڈیلیٹ|ایڈ|ختم) (?:نہ|مت|نہیں) .*|.* نہیں"
            + " (?:کرنا|چاہیے|کیا|ہوا|کی|کیے|خریدا|لیا|دیا|بھیجا|گیا|کرنی|کرنے|کرتا|کرتی)(?: .*)?$|.*ضرورت نہیں.*|.*نہیں"
            + " چاہتا.*|.*نہیں چاہتی.*");
    private static final Pattern URDU_DONT_FORGET = Pattern.compile(".*(?:بھول|بھولنا|بھولنے|بھولیں).*");
    private static final Pattern URDU_IF = Pattern.compile("(?:^|.* )(?:اگر|بشرطیکہ|ورنہ|جب تک|جب بھی)(?: .*)?$");
    private static final Pattern URDU_REPORTED = Pattern.compile(
            "^(?!میں ).* (?:نے کہا|نے مجھے کہا|نے بتایا|کہتا ہے|کہتے ہیں|کہتی ہے|کہہ رہا|کہہ رہے|کہہ رہی|کا کہنا|نے"
                    + " لکھا|نے پوچھا|چاہتا ہے|چاہتی ہے|چاہتے ہیں)(?: .*)?$");
    private static final Pattern URDU_PERHAPS = Pattern.compile(
            "^(?:شاید|فرض کریں|فرض کرو|کاش|سوچ رہا|سوچ رہی).*|.*(?:سوچ رہا|سوچ رہی) (?:ہوں|تھا|تھی).*|.* والا تھا$|.*"
                    + " والی تھی$");

    /** @param asked whether it ended with a question mark */
    static Mood of(String sentence, boolean asked) {
        String text = sentence.strip();
        return Text.isUrdu(text) ? urdu(text, asked) : english(text, asked);
    }

    private static final Pattern YOURS = Text.pattern(
            ".*\\b(?:add|create|note|write|put|remind|reminder|remember|todo|to-?do|tasks?|schedule|set|new|list|jot|log|include|make"
                    + "|stick|chuck|throw|pop|insert|enter|record|save|alarm|timer|wake|alert|notify|ping me|calendar|book)\\b.*");

    /** Whether somebody is asked to do what an assistant of tasks cannot: "can you call the plumber". To be noted, perhaps. */
    static boolean asksToDo(String sentence) {
        var polite = POLITE_ORDER.matcher(sentence.strip());
        return polite.matches() && !YOURS.matcher(polite.group(1)).matches();
    }

    private static Mood english(String text, boolean asked) {
        var polite = POLITE_ORDER.matcher(text);
        if (polite.matches()) {
            String order = polite.group(1);
            if (NOT.matcher(order).matches() && !DONT_FORGET.matcher(order).matches()) {
                return NEGATED;
            }
            if (ASKING_VERB.matcher(order).matches()) {
                return QUESTION;
            }
            return IF.matcher(order).matches() ? CONDITIONAL : ORDER;
        }
        if (DONT_FORGET.matcher(text).matches() || STOP_REPEATING.matcher(text).matches()) {
            return ORDER;
        }
        String bare = FILLER.matcher(text).replaceFirst("");
        if (ASKING_VERB.matcher(bare).matches() || WH.matcher(bare).matches()) {
            return QUESTION;
        }
        if (INVERTED.matcher(bare).matches() && !(bare.startsWith("don't ") || bare.startsWith("do not "))) {
            return QUESTION;
        }
        if (HEARD.matcher(bare).matches() || OTHERS.matcher(bare).matches()) {
            return REPORTED;
        }
        if (PERHAPS.matcher(text).matches()) {
            return HYPOTHETICAL;
        }
        if (NOT.matcher(text).matches() && !KEEP_ORDER.matcher(text).matches()
                || NOT_DONE_BY.matcher(text).matches()) {
            return NEGATED;
        }
        if (IF.matcher(bare).matches() || WHEN_CLAUSE.matcher(bare).matches()) {
            return CONDITIONAL;
        }
        if (MAY_I.matcher(text).matches()) {
            return UNSURE;
        }
        return asked ? UNSURE : ORDER;
    }

    private static Mood urdu(String text, boolean asked) {
        if (URDU_DONT_FORGET.matcher(text).matches()) {
            return ORDER;
        }
        if (URDU_IF.matcher(text).matches()) {
            return CONDITIONAL;
        }
        if (URDU_REPORTED.matcher(text).matches()) {
            return REPORTED;
        }
        if (URDU_PERHAPS.matcher(text).matches()) {
            return HYPOTHETICAL;
        }
        if (URDU_POLITE.matcher(text).matches()) {
            return ORDER;
        }
        if (URDU_QUESTION.matcher(text).matches()) {
            return QUESTION;
        }
        if (URDU_NOT.matcher(text).matches()) {
            return NEGATED;
        }
        return asked ? UNSURE : ORDER;
    }
}
