package dev.slipway.todo.interpret;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One sentence in the plainest words that mean the same, for the rules to read: what only wraps an order goes, a wish to see what
 * there is becomes an order to show it, and lists are called by one name. What speaks of none of the person's lists stays as it was.
 *
 * @param unlessThere whether a new task is wanted only if it is not there yet
 */
record Wording(String text, boolean unlessThere) {
    /** What the assistant keeps: whoever speaks of these speaks of the application. */
    static final String OWN =
            "(?:(?:to-?dos?|lists?|calendars?|schedules?|agendas?|planner|diary|reminders?|alarms?|timers?|tasks?|events?|appointments?|notifications?)\\b)";

    private static final String LIST = "(?:(?:my|the|our|this|that|a) (?:[\\p{L}'-]+"
            + " ){0,3}?)?(?:lists?|to-dos?|calendar|schedule|agenda|planner|diary)";
    private static final String MARKS = "[,;:.]? ?";
    private static final String ASKING =
            "(?:please |kindly |also |just |then |and |can you |could you |would you |go ahead and ){0,4}";

    /** A form of words, and what it is said with here. */
    private record Form(Pattern pattern, String plain) {
        static Form of(String regex, String plain) {
            return new Form(Text.pattern(regex), plain);
        }

        String in(String text) {
            return pattern.matcher(text).replaceFirst(plain);
        }
    }

    /** Names of lists. */
    private static final List<Form> LISTS = List.of(
            Form.of("\\b(to) (do)(?:'s|s)?(?= lists?\\b)|\\b(?:to do|todo|to-do)(?='?s\\b)", "to-do"),
            Form.of("\\btodo list\\b", "to-do list"),
            Form.of("\\b(my|the|our) list to[ -]?do\\b", "$1 to-do list"),
            Form.of(
                    "\\b(to|on|in|from) (today|tomorrow|\\p{L}{3,6}day)'s (calendar|schedule|agenda|(?:to-do"
                            + " )?list)\\b",
                    "$1 my $3 on $2"),
            Form.of("\\bmy (\\p{L}{3,6}day) (calendar|schedule|agenda)\\b", "my $2 on $1"),
            Form.of("\\b(?:calander|calender)\\b", "calendar"),
            Form.of("\\bmid day\\b", "midday"),
            Form.of(
                    "\\b(my|the|our) (?:(?:whole|entire|current|full) )?lists? (?:of|for) (?:my"
                            + " )?(?:(?:pending|open|current|daily)"
                            + " )?(?:things|tasks|chores|items|stuff|reminders|to-?dos|errands|jobs)\\b(?! (?:to|for)"
                            + " (?:buy|get|shop))(?:(?: that)? (?:i (?:need|have|want) )?(?:to|for)"
                            + " (?:do|complete|accomplish|finish|get done|completion)\\b)?",
                    "$1 to-do list"),
            Form.of(
                    "\\b(my|the|our) lists? of (?:things|stuff|items) (?:to|for) (?:buy|get|shop for)\\b",
                    "$1 shopping list"),
            Form.of(
                    "\\b(my|the|our) lists? (?:of|for) (?:the )?(shopping|groceries|grocery|books|movies|work|home)\\b",
                    "$1 $2 list"));

    /** Wrappers of an order. */
    private static final List<Form> WRAPPERS = List.of(
            Form.of("^(?:please |hey |ok |okay |so |well |hi |hello |also |and ){1,3}(?=\\p{L})", ""),
            Form.of(
                    "^(?:(?:i(?:'ll| will|'m going to|'m gonna)?|we) (?:really )?(?:need|want|like) (?:for )?you"
                            + " to|i(?:'d| would)(?: really)? (?:need|want|like|love|prefer) (?:it if |for )?you to|(?:do"
                            + " me a favor|hurry up|go ahead|go on|go) and(?: just)?|you (?:can|may|should|need to|have"
                            + " to|must)|feel free to|(?:be sure|make sure) (?:to|you)(?! (?:is|are)\\b)|would you be able"
                            + " to|(?:may|can|could) i (?:suggest|ask) (?:that )?(?:we|you)(?: to)?|assist me"
                            + " (?:by|in|with)|help me (?:to )?(?=\\p{L}+)|let's(?: just)?|i (?:just )?(?:need|want) to"
                            + " (?=(?:make|create|set|set up|schedule|start|initiate|add) (?:an? |the |another |new |my"
                            + " |one )*(?:new )?(?:"
                            + OWN + "|meeting\\b)))[ ,]*(?:please |also |just |go ahead and )*",
                    ""));

    private static final String MINE =
            "(?:my|the|our) (?:[\\p{L}'-]+ ){0,3}?(?:lists?|to-dos?|calendar|schedule|agenda|planner|reminders)";
    /** "Tell me if I have ...": a question, asked for once more. */
    private static final Pattern WHETHER = Text.pattern(
            "^(?:(?:i|we)(?:'d like| would like| need| want| wanna)? (?:to )?(?:know|see|check|find out)|tell me|let"
                    + " me know|check|see|look|find out|confirm|verify|do you know|can you see|look to see|check to"
                    + " see|check and see|look and see|make sure)(?: to see)? (?:if|whether|that) (.+)$");

    private static final List<Form> CLAUSES = List.of(
            Form.of(
                    "^(?:i|we)(?:'ve| have)? (?:have|got|added|put|listed|scheduled|set up|set)? ?(?:an?"
                            + " (?:item|event|entry|reminder) (?:to|called|for|named) )?(.+)$",
                    "do i have $1"),
            Form.of("^there(?:'s| is| are) (?:an? (?:event|item|entry) (?:called|named) )?(.+)$", "is there $1"),
            Form.of("^(" + MINE + ") (?:has|have|includes?|contains?|shows?) (.+)$", "does $1 have $2"),
            Form.of(
                    "^(.+?) (is|are) ((?:already |still |currently |even )?(?:on|in) " + MINE + ")\\b(.*)$",
                    "$2 $1 $3"),
            Form.of(
                    "^(.+?) (is|are) ((?:already |still )?(?:set|scheduled|listed|done|due|planned|free)\\b.*)$",
                    "$2 $1 $3"));

    private static final List<Form> QUESTIONS = List.of(
            Form.of(
                    "^(?:check|look (?:at|in|through)|search) (" + MINE
                            + ") (?:to see )?(?:if|whether|for) (?:an? (?:event|item|entry) (?:called|named)"
                            + " )?(.+?)(?: (?:is|are) (?:listed|on it|there|on there|in it)| exists?)?$",
                    "do i have $2 on $1"),
            Form.of(
                    "^(?:when|what times?|at what times?) (?:do i have|have i got|are|is|will i have) (?:my |any |the"
                            + " |all )?((?:meeting|appointment|event|alarm|reminder)s\\b.*)$",
                    "show my $1"),
            Form.of(
                    "^(?:when|what times?|at what times?) (?:do|does|did|will|is|are|have|has) (?:my|the|any|you set"
                            + " (?:my|the|an)) (?:wake[ -]?up )?alarms?(?: (?:set|go off|going off|due|ring|scheduled)(?:"
                            + " for)?)?\\b(.*)$",
                    "show my alarms$1"),
            Form.of(
                    "^(?:is|are) (?:my|the|any) (?:wake[ -]?up )?(alarms?|reminders?) (?:on|set|scheduled)\\b("
                            + " (?:for|at|on|tomorrow|today)\\b.*)?$",
                    "show my alarms$2"),
            Form.of(
                    "^(?:tell me|let me know|do you know|remind me) when (my|the) (.+?) (is|are)(?:"
                            + " (?:due|scheduled|set|for))*( .+)?$",
                    "when $3 $1 $2$4"),
            Form.of(
                    "^(?:did|have|had) i (?:already"
                            + " )?(?:add|added|schedule|scheduled|set|make|made|plan|planned|book|booked|have|put|set up)"
                            + " (?:any|some)(thing|one)?\\b(.*)$",
                    "do i have any$1$2"),
            Form.of(
                    "^(?:is|are) (.+?) (?:currently |already |still )?(?:written|listed|put|noted) (?:down )?(on|in) ("
                            + MINE + ".*)$",
                    "is $1 $2 $3"));

    private static final List<Form> REMINDERS = List.of(
            Form.of(
                    "^(?:set|make|create|add|put)(?: up)? (?:an? )?(?:alarm|reminder|notification|alert) to"
                            + " (?:remind|notify|alert|tell) me (?=to\\b|about\\b|of\\b|that\\b|when\\b)",
                    "remind me "),
            Form.of(
                    "^(?:don'?t|do not|never) forget to (?:set|make|create|add)(?: up)? (?:an? )?(?:alarm|reminder)"
                            + " (?:to|for|about) ",
                    "remind me to "),
            Form.of("^(?:help )?(?:tell|text|message|call) me to (?=\\p{L})", "remind me to "),
            Form.of(
                    "^(set|make|create|add|start|put|initiate|schedule)(?: up)?"
                            + " (?=(?:reminder|alarm|timer|event|appointment)\\b)",
                    "$1 a "),
            Form.of("^(?:open(?: up)?|initiate|begin) an? (?:new )?(?=(?:reminder|alarm|event)\\b)", "add a "),
            Form.of(
                    "^(?:(?:make sure|ensure|be sure)(?: that)? )?(?:my|the|an) alarm (?:is|gets?|should be|to be)"
                            + " (?:set|on) (?=for|at)",
                    "set an alarm "),
            Form.of("^get me up (?=at\\b|in\\b|by\\b|on\\b)", "wake me up "),
            Form.of(
                    "^(?:mark|note|record|write)(?: down)? that (?:i have |i'm having |i am having |there is )(?=an? )",
                    "add "),
            Form.of(
                    "^(?:have|get|play|sound|ring|set off|activate|turn on) (?:an|the|my|another) (?:wake[ -]?up"
                            + " )?(?:alarm|phone)(?: (?:set|ring|go off|wake me|to go off|to ring|wake me up|to wake me))*"
                            + " (?=(?:for|at|in|tomorrow|on)\\b)",
                    "set an alarm "),
            Form.of(
                    "^(?:set|make|create|add|i need|i want|need|want)(?: me)? an? (\\d{1,2}(?::\\d\\d)? ?(?:am|pm|a"
                            + " m|p m)) alarm\\b(.*)$",
                    "set an alarm for $1$2"),
            Form.of("^(?:i|we)(?:'m| am|'re| are)? (?:going to|gonna) (need|have|want) ", "i $1 "),
            Form.of("^(?:pencil|put|slot|squeeze|fit)(?: me)? in (?=an?\\b|the\\b|my\\b)", "add "));

    private static final String SEE =
            "(?:see|hear|know|view|check(?! off)|review|look at|look over|look through|go (?:back"
                    + " )?(?:over|through)|find out|check out|get told|be told|get)";
    private static final List<Form> WISHES = List.of(
            // "I want to see my reminders", "I gotta know what is on my calendar".
            Form.of(
                    "^(?:i|we)(?:'d| would)?(?: really| also| just)*"
                            + " ?(?:want|need|needs|like|love|have|wanna|gotta|got|must|wish|am trying)? ?(?:to )?(?:be"
                            + " able to )?"
                            + SEE
                            + " (?:you )?(?:read |say |list |tell )?(?:me )?(?:about |out"
                            + " )?((?:what|which|when|if|whether|how many|where)\\b.*)",
                    "tell me $1"),
            Form.of(
                    "^(?:i|we)(?:'d| would)?(?: really| also| just)*"
                            + " ?(?:want|need|like|love|have|wanna|gotta|got|must|wish) ?(?:to )?(?:be able to )?"
                            + SEE
                            + " (?:you )?(?:read |say |list |tell )?(?:me )?(?:about |out )?((?:.* )?(?:" + OWN
                            + ").*)",
                    "show me $1"),
            Form.of(
                    "^(?:can|could|may|might) (?:i|we) (?:please |also |just )*" + SEE + " (?:me )?((?:.* )?(?:" + OWN
                            + ").*)",
                    "show me $1"),
            Form.of(
                    "^remind me (?:of|about|on) (?:my |the |all |any"
                            + " )*((?:alarms|reminders|events|tasks|todos|to-dos|schedule|calendar|agenda|appointments|meetings)\\b(?:"
                            + " (?:for|on|today|tomorrow|this|next)\\b.*)?)$",
                    "show me my $1"),
            Form.of(
                    "^(?:i|we) (?:want|need|would like|'d like) ((?:my|the|our|all) (?:.* )?" + OWN
                            + ") (?:to be )?(?:read|listed|shown|said|displayed)\\b.*",
                    "show me $1"),
            Form.of(
                    "^(?:inform me|let me know|tell me|update me|remind me|fill me in) (?:of|on|about|as to)"
                            + " ((?:what|which|when|if|whether|how many|where)\\b.*)",
                    "tell me $1"),
            Form.of(
                    "^remind me (?:of |about )?(?:what|(?:all )?(?:the )?things?|everything|anything) (?:that"
                            + " )?i(?:'ve| was| am| have| had| wanted| asked|"
                            + " told)?\\b.*(?:remember|forget|reminded|remind)\\b.*",
                    "show me my reminders"),
            Form.of(
                    "^(?:notify|remind|alert|inform|update|tell|let) me (?:know )?(?:of|about|with|on)"
                            + " ((?:all|every|any|each|upcoming|the upcoming|my upcoming) .*"
                            + OWN + ".*)",
                    "show me $1"),
            Form.of(
                    "^(?:read|recite|say|name|iterate|speak|repeat|state|share|dictate|go (?:back"
                            + " )?(?:through|over)|run (?:me )?through|walk (?:me )?through|talk me through|list out|list"
                            + " off|pull up|bring up|look (?:at|over|through|up)|check(?! off)|review|(?:let me |let's"
                            + " )?hear|inform me (?:of|on|about)|(?:give|read|tell) me (?:a |the"
                            + " )?(?:rundown|summary|overview|content|contents|list) (?:of|on))\\b(?: (?:me|us|to me|to"
                            + " us|back|back to me|out|off|aloud|out loud|over|again))*(?! off\\b)((?:"
                            + " (?:all|each|every|any|everything|of|the|my|our|on|in|items?|points|things|one|contents?|current|listed))*"
                            + " (?:[\\p{L}'-]+ ){0,2}?"
                            + OWN
                            + "(?: lists?| items?| entries)?)(?!(?<=^(?:check|look).{0,60}).* (?:for|if|to"
                            + " see|is|has|have) )(?!.* (?:if|to see|is|has|have) )((?:"
                            + " (?:on|for|in|from|of|due|set|scheduled|this|next|today|tomorrow)\\b.*?)??)(?:,?"
                            + " (?:and|then) (?:state|say|tell|let|read|list)\\b.*| (?:with|to|for) (?:me|us)|"
                            + " (?:back|aloud|out loud|again|off))*$",
                    "show me$1$2"));

    private static final List<Form> ORDERS = List.of(
            // "I want to remove apples from my list": an order, as it is of a list.
            Form.of(
                    "^(?:i|we)(?:'d| would|'m| am)?(?: really| also| just)*"
                            + " (?:want|need|like|have|wanna|gotta|must|shall|will|going|wish|gonna) ?(?:to"
                            + " )?((?:add|put|include|write|remove|delete|erase|clear|cancel|take|cross|scratch|drop|wipe)\\b.*"
                            + " "
                            + LIST + "\\b.*|(?:delete|remove|cancel|clear|edit) (?:an?|this|that|the|my|all) (?:"
                            + OWN + ").*)",
                    "$1"),
            Form.of(
                    "^(?:blank out|blank|nuke|dump|wipe out|wipe clean|wipe|clean out|clean up|clear"
                            + " out|clean|reset|empty out|get rid off?|purge|throw out|make sure to clear)"
                            + " ((?:all|every|each|any|everything|the|my|our)\\b.*(?:"
                            + OWN + ").*)",
                    "clear $1"),
            Form.of(
                    "^(?:make|make sure(?: that)?|be sure(?: that)?|ensure) (" + LIST
                            + ")(?: (?:is|be|to be))?(?: (?:completely|totally|all|wide))?"
                            + " (?:clear|cleared|empty|blank|free|open)(?: (?:(?:for|on) )?((?:the |my )?.+))?",
                    "clear $1 $2"),
            Form.of(
                    "^(?:make sure(?: that)?|ensure(?: that)?) (.+?) is (?:all |completely |wide"
                            + " )*(?:clear|cleared|open|free|empty) (?:on|in) ("
                            + LIST + ")$",
                    "clear $2 for $1"),
            Form.of(
                    "^make sure (?:that )?there (?:is|are) (?:nothing|no"
                            + " (?:events?|appointments?|tasks?|items?|meetings?)) (?:on|in) ("
                            + LIST + ")(?: (?:for|on) (.+))?$",
                    "clear $1 $2"),
            Form.of("^i need an? (?:clear|empty|open|free) (calendar|schedule|day)\\b(.*)", "clear my $1$2"),
            Form.of(
                    "^(?:i|we) (?:want|need|would like|'d like) (?:to have )?(.+?)(?: to be)?"
                            + " (?:cleared|removed|deleted|erased|taken|cancelled|canceled)(?: (?:off|from|out of) (?:of"
                            + " )?("
                            + LIST + "))?$",
                    "remove $1"),
            Form.of(
                    "^(?:get|have) (.+?) (?:removed|deleted|erased|taken off|cleared)(?: (?:from|off|out of)? ?(?:of"
                            + " )?("
                            + LIST + "))?$",
                    "remove $1"),
            Form.of(
                    "^(?:take|knock|pull|drop|edit|get) (?:off |out )?(.+?) (?:off"
                            + " of|off|of|out of|from|off from)(?: of)? ("
                            + LIST + ")((?: (?:on|for|of|from) .+)?)$",
                    "remove $1$3 from $2"),
            Form.of(
                    "^take (?:off|away|out) (?:the )?(.+?) (?:from|off|off of|on)" + " (" + LIST + ")$",
                    "remove $1 from $2"),
            // "On my list, add X".
            Form.of(
                    "^(?:on|to|for|in|from|off) (" + LIST + ")" + MARKS + ASKING
                            + "(?:add|put|include|write|insert|place)(?: down| in)? (.+)$",
                    "add $2 to $1"),
            Form.of(
                    "^(?:on|to|for|in|from|off) (" + LIST + ")" + MARKS + ASKING
                            + "(?:remove|delete|erase|take off|cross off|cancel) (.+)$",
                    "remove $2 from $1"),
            Form.of(
                    "^(?:add|put|include|write)(?: down)? (?:on|onto|to|in) (" + LIST
                            + ")(?: that)?(?: i need)? (?:to )?(?!for the\\b)(.+)$",
                    "add $2 to $1"),
            Form.of(
                    "^(?:make sure|be sure|ensure)(?: that)? (.+?) (?:is|are|gets?|goes|go|get)(?: added| put|"
                            + " included| listed)? (?:to|on|onto|in|into) ("
                            + LIST + ")$",
                    "add $1 to $2"),
            Form.of(
                    "^(?!(?:what|which|who|is|are|do|does|did|if|how|when|i|we|he|she|they|it|you)\\b)(.+?)"
                            + " (?:needs?|has|have|should|must|ought|is)(?: to)? (?:be"
                            + " (?:added|put|included|listed|placed|written)(?: down)?|go|be|get added|get put)(?: to| on|"
                            + " onto| in| into) ("
                            + LIST + ")((?: (?:on|for) .+)?)$",
                    "add $1$3 to $2"),
            Form.of(
                    "^(?:i|we)(?:'d| would)? (?:want|need|like) (?:to have )?(?!to\\b)(.+?)(?: to be)?"
                            + " (?:added|put|included|written|placed|noted)(?: down)? (?:to|on|onto|in|into) ("
                            + LIST + ")((?: (?:on|for) .+)?)$",
                    "add $1$3 to $2"),
            Form.of(
                    "^take (?:off|away|out) ((?:the|my|all|this|that|every|each|any)\\b.*(?:" + OWN
                            + "|meetings?\\b).*)$",
                    "remove $1"),
            Form.of("^((?:[\\p{L}'-]+ ){0,2}list),? add (.+)$", "add $2 to the $1"),
            Form.of(
                    "^(" + LIST
                            + ") (?:should|must|needs to|has to|ought to) (?:have|include|say) (.+?)(?: on it| in"
                            + " it)?$",
                    "add $2 to $1"),
            Form.of(
                    "^(?:i|we)(?:'m|'re| am| are|'ve| have)?(?: all| almost| nearly| just| completely)* (?:out of|run"
                            + " out of|ran out of|running out of|low on|running low on|need|need more|need some)"
                            + " (.+?)[,;]? (?:so |and |please |can you |could you |would you"
                            + " )*(?:add|put|include|write)(?: (?:it|that|this|them|some|more))?(?: to be)?(?: down)?"
                            + " (?:to|on|onto) ("
                            + LIST + ")(?: please)?$",
                    "add $1 to $2"),
            Form.of(
                    "^(?:i|we)(?:'m|'re| am| are)?(?: all)? (?:out of|low on) (.+?) and need (?:it|them|some|more)"
                            + " (?:to be )?(?:added|put)(?: down)? (?:to|on) ("
                            + LIST + ")$",
                    "add $1 to $2"));

    private static final Pattern REASON = Text.pattern("^((?:.* )?(?:add|put|include)\\b.* " + LIST
            + ")[,;]? (?:'?cause|because|since|as|coz|cuz|cos)? ?(?:i|we)(?:'m|'re| am| are)?(?: all| almost|"
            + " just| completely| really)* (?:out|out of (?:it|them|that)|need (?:it|them|some)|used (?:it|the"
            + " last|them)\\b.*|ran out(?: of (?:it|them))?|low on (?:it|them)|running low)(?: of it)?(?:,?"
            + " please)?$");

    private static final String THERE =
            "(?:(?:it|they|that|there)?(?:'s| is| are|'re)? ?(?:n't|not|isn't|aren't)(?: already)?(?: (?:on|in)"
                    + " (?:it|there|them|the list|my list|"
                    + LIST + "))?(?: (?:already|yet))?)";
    private static final Pattern IF_NOT = Text.pattern(
            "^((?:add|put|include)\\b.+?)[,;]? (?:if|unless|only if) (?:it|they|that|there)(?:'s| is| are|'re|isn't|"
                    + " isn't| aren't)?(?: not| n't)?(?: already| yet)*(?: (?:on|in|there) ?(?:it|there|them|the list|my"
                    + " list|"
                    + LIST + ")?)?(?: (?:already|yet))?$");
    private static final Pattern ASKED_IF_NOT = Text.pattern(
            "^(?:(?:is|are) (?:the |there )?(.+?)(?: already| currently)?(?: listed| written| down)? (?:on|in) (" + LIST
                    + ")|do (?:i|we) (?:already )?have (?:any )?(.+?) (?:already )?(?:on|in)? ?(" + LIST
                    + "))" + MARKS
                    + "(?:and )?(?:if (?:it|they)(?:'s| is| are|'re)? ?(?:not|n't|isn't|aren't)|if not|if no)?" + MARKS
                    + "(?:then )?" + ASKING
                    + "(?:add|put|include)(?: (?:it|them|that|some))?(?: (?:to|on|onto|in)(?: (?:the list|it|there|"
                    + LIST + "))?)?(?: please)?(?: " + "if " + THERE + ")?$");

    private static final Pattern POLITE_END =
            Text.pattern("(?:,? (?:please|pls|plz|(?:many |a thousand )?thanks|thank you|okay|ok|right|alright))+$");
    private static final Pattern POLITE =
            Text.pattern("^((?:can|could|would|will) (?:you|u) (?:please |kindly |also |just )*)(\\p{L}.*)$");
    private static final Pattern DATE_FIRST = Text.pattern(
            "^(?:(for|on|at|by) )?(.{3,30}?),? (?:please )?((?:add|put|schedule|set|create|make|clear) .+)$");
    private static final Pattern NO_LONGER = Text.pattern(
            "^(?:i|we) (?:no longer|don't) (?:need|want|have)(?: to)? (.+?)(?: any ?more)?(?: (?:on|in) (" + LIST
                    + ")|(?:,? (?:so|and) |; ?)(?:you can |please )?(?:take|forget|remove|delete|drop|cross)\\b.*)$");

    private static final Pattern TWO_ALARMS = Text.pattern(
            "^(.*\\b(?:alarm|reminder|timer)s?\\b.*?),? ?(?:one )?\\b(for|at) ([^,]+?),? (?:and|as well as|plus),?"
                    + " (?:an? |the )?(?:second |next |other )?(?:another|one|alarm|next|other)(?: one| alarm)?(?: is)?(?:"
                    + " set| to go off)? (?:for|at) (.+)$");

    private static final Pattern BOTH_ALARMS = Text.pattern(
            "^(?:.* )?alarms?(?: set)? (?:for|at) (?:both )?(\\d[\\d:]*(?: ?[ap]m)?|noon|midnight|\\p{L}+ [ap]m) and"
                    + " (?:for |at )?(\\d[\\d:]*(?: ?[ap]m)?|noon|midnight|\\p{L}+ [ap]m)(?: please)?$");

    /** What is to be added if it is not there yet, where all of the message says so: "is bacon on my list, add it if not". */
    static Optional<String> ensured(String text) {
        String plain = text.strip();
        if (plain.length() > 300 || !ASKED_IF_NOT.matcher(plain).matches()) {
            return Optional.empty();
        }
        return Optional.of(of(plain)).filter(Wording::unlessThere).map(Wording::text);
    }

    /** A message with what it asks for twice said twice: "an alarm for 10 and another for 3". */
    static String apart(String text) {
        Matcher both = BOTH_ALARMS.matcher(text);
        if (both.matches()
                && When.only("at " + both.group(1), English.SOME_DAY)
                && When.only("at " + both.group(2), English.SOME_DAY)) {
            return "set an alarm for " + both.group(1) + "; set an alarm for " + both.group(2);
        }
        Matcher m = TWO_ALARMS.matcher(text);
        return m.matches() && When.only(m.group(3), English.SOME_DAY) && When.only(m.group(4), English.SOME_DAY)
                ? "set an alarm for " + m.group(3) + "; set an alarm for " + m.group(4)
                : text;
    }

    /** @param sentence in Latin letters, on one line */
    static Wording of(String sentence) {
        String text = sentence.strip();
        if (text.length() > 300) {
            return new Wording(text, false);
        }
        for (Form form : LISTS) {
            text = form.in(text);
        }
        text = POLITE_END.matcher(text).replaceFirst("");
        text = fixed(text, Wording::unwrapped);
        Matcher polite = POLITE.matcher(text);
        String asking = "";
        if (polite.matches()) {
            asking = polite.group(1);
            text = fixed(polite.group(2), Wording::unwrapped);
        }
        Matcher asked = ASKED_IF_NOT.matcher(text);
        if (asked.matches()) {
            String what = asked.group(1) == null ? asked.group(3) : asked.group(1);
            String list = asked.group(2) == null ? asked.group(4) : asked.group(2);
            return new Wording("add " + what + " to " + list, true);
        }
        Matcher dated = DATE_FIRST.matcher(text);
        if (dated.matches()
                && When.only(
                        (dated.group(1) == null ? "on " : dated.group(1) + " ") + dated.group(2), English.SOME_DAY)) {
            text = fixed(dated.group(3), Wording::unwrapped) + " " + (dated.group(1) == null ? "on" : dated.group(1))
                    + " " + dated.group(2);
        }
        Matcher whether = WHETHER.matcher(text);
        if (whether.matches()) {
            for (Form form : CLAUSES) {
                String plain = form.in(whether.group(1));
                if (!plain.equals(whether.group(1))) {
                    return new Wording(plain, false);
                }
            }
        }
        for (Form form : QUESTIONS) {
            text = form.in(text);
        }
        for (Form form : REMINDERS) {
            text = form.in(text);
        }
        Matcher unless = IF_NOT.matcher(text);
        if (unless.matches()) {
            return new Wording(unless.group(1), true);
        }
        Matcher reason = REASON.matcher(text);
        if (reason.matches()) {
            text = reason.group(1);
        }
        Matcher gone = NO_LONGER.matcher(text);
        if (gone.matches()) {
            return new Wording(
                    "can i remove " + gone.group(1) + (gone.group(2) == null ? "" : " from " + gone.group(2)), false);
        }
        for (Form form : WISHES) {
            String plain = form.in(text);
            if (!plain.equals(text)) {
                return new Wording(plain.strip(), false);
            }
        }
        for (Form form : ORDERS) {
            text = form.in(text);
        }
        return new Wording((asking + text).strip().replaceAll("\\s+", " "), false);
    }

    private static String unwrapped(String text) {
        String plain = text;
        for (Form form : WRAPPERS) {
            plain = form.in(plain);
        }
        // "Help me": nothing is left of it.
        return plain.isBlank() || plain.length() < 4 ? text : plain;
    }

    private static String fixed(String text, UnaryOperator<String> step) {
        String before = text;
        for (int i = 0; i < 5; i++) {
            String after = step.apply(before);
            if (after.equals(before)) {
                break;
            }
            before = after;
        }
        return before;
    }
}
