package dev.slipway.todo.interpret;

import dev.slipway.todo.interpret.Intent.Topic;
import java.util.Optional;
import java.util.regex.Pattern;

/** What people want to know. Whatever is read here shows or tells, and changes nothing. */
final class Questions implements Intent.Reader {
    private static final String START =
            "^(?:(?:please|pls|plz|ok|okay|hey|hi|hello|olly|alexa|siri|google|cortana|jarvis|bixby|so|now|also|then|and|just|well|actually|can you|could you|would you|will you|can u|do you know|tell me|let me know|i wonder|i'm wondering|i want to know|i(?:'d| would) like to know|i need to know|remind me|check|see|know|say|wondering|curious)(?:, ?| )){0,6}(?:if |whether )?";
    private static final String I = "(?:i|we)";
    private static final Pattern POLITE_END = Text.pattern(
            "(?:,? (?:please|pls|plz|thx|thanks|thank you|ty|for me|or not|or no|olly|again|by any chance|already|yet|right|though|exactly))+$");

    private final Rules english = new Rules(START);
    private final Rules urdu =
            new Rules("^(?:(?:براہ کرم|پلیز|ذرا|اچھا|ارے|بتائیں|بتاؤ|مجھے بتائیں|مجھے بتاؤ)(?: کہ)?،? ?){0,4}");

    Questions() {
        small();
        latest();
        next();
        free();
        status();
        urdu();
    }

    private void ask(String regex, Topic topic) {
        english.add(regex, m -> new Intent.Ask(topic, m.groupCount() == 0 ? "" : Marks.firstGroup(m)));
    }

    private void small() {
        english.add(
                "what can (?:you|i|u) (?:do|say|ask|help)\\b.*|how (?:does|do) (?:this|it|you|these) work\\b.*|how (?:do|can|should) i (?:use|talk to|speak to) (?:this|you|it)\\b.*|what (?:commands|features|things|stuff).*(?:know|understand|support|do|say|ask|help)\\b.*|what (?:do|are) you (?:do|for|able to)\\b.*|what (?:are|is) your (?:features|abilities|functions?|purpose|capabilities|skills)\\b.*|what (?:all |else )?(?:can|do) you (?:do|know|help)\\b.*|how can you (?:help|assist)\\b.*",
                m -> new Intent.Help());
        english.add(
                "(?:how|where) (?:do|can|could|would|should|to) (?:i |we |you )?(?:add|create|make|delete|remove|complete|finish|mark|change|edit|rename|undo|search|find|list|show|sort|tag|repeat|schedule|set)\\b.*",
                m -> new Intent.Help());
        english.add(
                "(?:who|what) are you\\b.*|what(?:'s| is) your name\\b.*|who (?:made|created|built) you\\b.*|are you (?:a |an )?(?:bot|robot|human|real|ai|person|there|alive)\\b.*",
                m -> new Intent.Talk(Intent.Small.WHO));
        english.add(
                "how (?:are|r) (?:you|u)\\b.*|how(?:'s| is) it going\\b.*|how(?:'s| is) your day\\b.*|what's up|whats up|how do you do|are you (?:ok|okay|well|fine)\\b.*",
                m -> new Intent.Talk(Intent.Small.HOW));
        ask(
                "(?:what|which)(?:'s| is)? ?(?:the |today's )?(?:current )?(?:day|date|time)(?: is)?(?: it| today| now| is it(?: today| now)?)?|what day(?: of the week)? is (?:it|today)(?: today| now)?|what time (?:is it|it is)(?: now)?",
                Topic.TODAY);
        english.add(
                "(?:how|where|can) (?:do |can |could |to )?(?:i |we )?(?:change|reset|update|forgot|recover) (?:my )?(?:password|name|email|account)\\b.*|where (?:are|is) (?:my |the )?(?:settings|account|profile)\\b.*",
                m -> new Intent.Talk(Intent.Small.ACCOUNT));
    }

    private void latest() {
        String just = "(?:just|last|most recently|recently|previously|a (?:moment|minute) ago)";
        ask(
                "what (?:did|have|had|was|were|is|are) (?:" + I + "|you|the)? ?(?:(?:the )?(?:" + just
                        + ")|.*\\b(?:just|last|latest|newest|most recent(?:ly)?)\\b).*(?:add|added|create|created|put|entered|entry|made|save|saved|task|thing|one|item)\\b.*",
                Topic.LATEST);
        ask(
                "(?:what|which)(?:'s| is| was)? (?:my |the )?(?:last|latest|newest|most recent)(?: one| task| item| thing| entry)?(?: (?:i |we |that i )?(?:added|created|entered|made))?",
                Topic.LATEST);
        ask(
                "what did i (?:just )?(?:add|create|enter)(?: (?:just now|a (?:moment|minute) ago|last|earlier))?",
                Topic.LATEST);
    }

    private void next() {
        ask(
                "(?:when|what|what time|where)(?:'s| is| are) (?:my |the |our )?(?:very )?(?:next|upcoming) (?:meeting|appointment|event|reminder|alarm|task|deadline|one|thing)s?(?: (?:on|in) (?:my |the )?(?:calendar|schedule|list|agenda))?(?: (?:due|set|scheduled))?",
                Topic.NEXT);
        ask(
                "(?:what|which)(?:'s| is| one| task| should| do| can| would| shall|s)? ?(?:(?:one |task |thing )?(?:should|do|can|shall|must|would) )?(?:"
                        + I
                        + " |you )?(?:do |recommend |suggest |work on |start with |tackle |focus on |begin with |have to do |need to do )?(?:i |we )?(?:do |work on |start with |tackle )?(?:first|next|now|right now|first thing|up next|coming next|next up)(?: (?:thing|task|item|one|on my (?:list|plate)))*(?: (?:to do|for me|then))?",
                Topic.NEXT);
        ask(
                "(?:what|which)(?:'s| is| are|s)? (?:my |the )?(?:most (?:important|urgent|pressing)|top priority|next|first|highest priority|next upcoming)(?: (?:task|thing|one|item|todo|priority|deadline|due))?(?: (?:to do|on my list|right now|now|today|due|that is due))*",
                Topic.NEXT);
        ask(
                "what (?:should|shall|do|can|must) (?:i|we) (?:start|begin|work on|focus on|prioriti[sz]e|tackle)(?: with| on)?(?: now| today| first)?",
                Topic.NEXT);
    }

    private void free() {
        ask(
                "(?:what|which) (?:days?|times?|dates?|evenings?)(?: .*)? (?:am i|are we|is|are|do i have) (?:still )?(?:free|open|empty|available|clear|nothing)\\b ?(.*)",
                Topic.FREE);
        ask(
                "(?:am i|are we|will i be|is my (?:calendar|schedule|day|list)|i'm) (?:still |completely )?(?:free|busy|available|open|clear|empty|booked|occupied)\\b ?(.*)",
                Topic.FREE);
        ask(
                "when(?:'s| is| am| are|'m)? ?(?:i|we|my next)? ?(?:next )?(?:free|available|my next free (?:day|slot|time)|free day)\\b ?(.*)",
                Topic.FREE);
        ask("(?:is|are) (?!there)(.+?) (?:still )?(?:free|open|available|empty|clear)(?: for me)?", Topic.FREE);
        ask(
                "(?:do|have) (?:i|we) (?:have )?(?:any |some |a )?(?:free|spare|open) (?:time|day|days|slot|slots|evening|hour|hours)\\b ?(.*)",
                Topic.FREE);
    }

    private void status() {
        String done =
                "done|finished|completed?|over|closed|ticked off|checked off|still (?:open|pending|there|on my list)|pending|open|overdue|late|on (?:my|the) list|in (?:my|the) list|there|left|due|scheduled|set|set for|marked(?: as)? (?:done|complete)|missing|active";
        ask(
                "(?:did|have|had) " + I
                        + " (?:already |ever |just |remember to |manage to |forget to |really |actually |even )*(?:mark |complete |completed |finish |finished |do |done |tick off |add |added |create |created |put |delete |deleted )?(?:the |my )?(?!do\\b|get done|have\\b|complete\\b|finish\\b|completed\\b|finished\\b|done\\b|any|today|yesterday|this|last|tasks?\\b|everything)(.+)",
                Topic.STATUS);
        ask(
                "(?:is|are|was|were|has|have|isn't|aren't) (?!there\\b|it\\b|any|everything|all\\b|my (?:tasks|list)|you\\b)(?:the |my )?(.+?)(?: been)?(?: task)? (?:already |still |now |really |due |marked )?(?:"
                        + done + ")\\b.*",
                Topic.STATUS);
        ask(
                "(?:is|was) (?:it|that|that one|this one|this) (?:already |still |now |really )?(?:" + done + ")()",
                Topic.STATUS);
        ask(
                "(?:when|what time|what day|how soon|at what time|on what day|which day|what date)(?:'s| is| are| was| were|s| do| does| did| am| will| should| must| have)? (?:i |we |the |my |it )?(?:the |my )?(?!free|available|next free)(?:(?:supposed|meant|going|have|need) to )?(.+?)(?: (?:due|scheduled|planned|set for|happening|start(?:s|ing)?|take place|at|for|end|over|be|on))*",
                Topic.STATUS);
        ask(
                "(?:what(?:'s| is)|where(?:'s| is)|how(?:'s| is)|how about|what about)(?: the)? (?:status|state|progress|due date|deadline|priority|date|time)(?: of| on| for| with)? (?:the |my )?(.+)",
                Topic.STATUS);
        ask(
                "(?:does|do) (?:the |my )?(.+?) (?:have|has|need) (?:a |an )?(?:due date|deadline|date|reminder|priority|tag)s?",
                Topic.STATUS);
    }

    private void urdu() {
        urdu.add(
                "(?:آج )?(?:کیا )?(?:کون سا |کونسا )?(?:دن|تاریخ|وقت|ٹائم) (?:کیا |کون سی |کونسا )?(?:ہے|ہوا ہے|ہو رہا ہے)|(?:آج )?(?:کیا|کون سا|کون سی) (?:وقت|تاریخ|دن) (?:ہے|ہوا ہے)|کتنے بجے ہیں",
                m -> new Intent.Ask(Topic.TODAY, ""));
        urdu.add(
                "(?:آپ|تم) (?:کیا ){1,2}کر سکتے (?:ہیں|ہو)|(?:آپ|تم) کون (?:ہیں|ہو)|(?:یہ )?کیسے (?:کام کرتا ہے|استعمال کروں|استعمال کریں)",
                m -> new Intent.Help());
        urdu.add("(?:آپ|تم) کیسے (?:ہیں|ہو)|کیا حال (?:ہے|ہیں)|کیسے ہو", m -> new Intent.Talk(Intent.Small.HOW));
        urdu.add(
                "(?:میں نے )?(?:ابھی|آخری|پچھلا|ابھی ابھی) (?:کیا|کون سا کام) (?:شامل|ایڈ|لکھا|ڈالا).*|میں نے (?:ابھی|آخر میں) کیا (?:شامل|ایڈ|ڈالا|لکھا).*|(?:سب سے )?(?:آخری|نیا) کام کون سا (?:ہے|تھا)",
                m -> new Intent.Ask(Topic.LATEST, ""));
        urdu.add(
                "(?:اب|پہلے|آگے|سب سے پہلے|اس کے بعد|ابھی|اب مجھے) (?:مجھے )?کیا (?:کروں|کرنا ہے|کرنا چاہیے|کریں)|اگلا کام (?:کون سا|کونسا|کیا) ہے|(?:مجھے )?(?:سب سے پہلے|پہلے|اب) (?:کیا|کون سا کام) (?:کرنا|کروں).*|سب سے (?:اہم|ضروری) کام (?:کون سا|کونسا|کیا) ہے",
                m -> new Intent.Ask(Topic.NEXT, ""));
        urdu.add(
                "(?:کیا )?(?:میں )?(.*?) ?(?:میں )?(?:فارغ|خالی|فری|مصروف) (?:ہوں|ہے|ہیں|دن ہے|کب ہوں)",
                m -> new Intent.Ask(Topic.FREE, Marks.firstGroup(m)));
        urdu.add(
                "(?:میں )?(?:کس دن|کب|کون سا دن|کون سے دن) (?:میں )?(?:فارغ|خالی|فری) (?:ہوں|ہے|ہیں)",
                m -> new Intent.Ask(Topic.FREE, ""));
        urdu.add(
                "(?:کیا )?میں نے (?!کیا|کون|کتنے)(.+?) (?:کر|دے|لے|خرید|بھیج|مکمل کر|شامل کر|لکھ|پڑھ|ختم کر)? ?(?:لیا|دیا|دی|لی|دیے|لیے|کیا|کی|چکا|چکی) ?(?:ہے|ہیں|ہوں|تھا|تھی)?(?: یا نہیں)?",
                m -> new Intent.Ask(Topic.STATUS, m.group(1)));
        urdu.add(
                "کیا (.+?)(?: کا کام| والا کام)? (?:مکمل |پورا |ختم )?(?:ہو گیا|ہوگیا|ہو گئی|ہو چکا|ہو چکی|مکمل|باقی|ہو گئے)(?: ہے| ہیں)?(?: یا نہیں)?",
                m -> new Intent.Ask(Topic.STATUS, m.group(1)));
        urdu.add(
                "(.+?) (?:کب|کس وقت|کتنے بجے|کس دن|کب تک) (?:ہے|ہیں|کرنا ہے|کرنی ہے|جانا ہے|ہو گا|ہوگا|ہو گی|کا ہے|کی ہے|تک ہے|دینا ہے|کرنا تھا)",
                m -> new Intent.Ask(Topic.STATUS, m.group(1)));
    }

    @Override
    public Optional<Intent> read(String part) {
        String text = Text.withoutMarks(part.strip());
        return Text.isUrdu(text)
                ? urdu.first(text)
                : english.first(text)
                        .or(() -> english.first(POLITE_END.matcher(text).replaceFirst("")));
    }
}
