package dev.slipway.assist.words;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request wants done. If two verbs match, their order decides. */
public enum Verb {
    ROLLBACK("rollback|roll .{1,40} back|revert|undo|go back|return .{1,30} to the previous|restore .{1,30} previous"),
    WHY("why|what(?:'s| is| went| has gone) (?:wrong|happening|going on|broken|failing)|check why|find out"
            + " why|explain why|investigate|debug|diagnose|troubleshoot|analy[sz]e|examine|inspect|look into|what"
            + " happened|is anything wrong|explain|identify|determine|find (?:out )?(?:the )?(?:cause|reason|root"
            + " cause|problem|issue)"),
    FIX("fix|repair|resolve|heal|mend|solve|recover|get .{1,60} (?:working|running|healthy)(?: again)?|make"
            + " .{1,60} (?:work|healthy|reachable|accessible)(?: again)?|unblock|correct"),
    LIST(
            "list|show|get|any|anything|what's|who's|display|print|give me|tell me|return|what|which|how big|how large|how old|how long|how many|how much|are"
                    + " there|are|is|does|do|view|see|fetch|find|count|who|report|summari[sz]e|check|where|when"
                    + "|audit|watch|verify|search"),
    DESCRIBE("describe|details of|tell me about"),
    LOGS("tail|logs?"),
    DELETE(
            "take (?:away|off)|take (?:the |an? )?(?:label|taint|annotation|env|variable|probe)s?|delete|remove|destroy|drop|tear down|get rid of|uninstall|clean ?up|kill|terminate|purge|wipe|erase"),
    AUTOSCALE("autoscale"),
    RESTART("restart|kick|cycle|bounce|recycle|reboot|redeploy|trigger a (?:rollout|restart)|roll out again"),
    SCALE(
            "(?:drop|cut|take|get|bring|go|move) .{0,40}?to \\d+(?= (?:replicas?|pods?|instances?|copies|copy)| ?$)|scale|bring .{1,40} (?:up|down) to|take .{1,20} (?:pods?|replicas?|instances?|copies)|add (?:an?other |\\d+ |one )?(?:more )?(?:replicas?|pods?|instances?|copies|copy) to|increase|decrease|reduce|raise|lower|grow|shrink|resize|expand|extend|double|triple|halve|bump"),
    EXPOSE("expose|publish"),
    OPTIMIZE("optimi[sz]e|rightsize|tune"),
    PAUSE(
            "turn off|switch off|shut ?down|shut off|hold|freeze|pause|resume|suspend|unsuspend|unpause|stop|halt|continue"),
    RUN("trigger|kick off"),
    SWITCH(
            "cut (?:all )?(?:the )?traffic|send|steer|divert|switch|shift|cut over|promote|route|point|move|redirect|direct|flip"),
    GRANT("grant|allow|permit|give|let|authori[sz]e|bind"),
    DENY("deny|block|isolate|restrict|forbid|disallow|lock down|prevent"),
    NODE("cordon|uncordon|drain|taint|untaint"),
    SET(
            "do not|don't|never|roll out|schedule(?=.*\\bnodes?\\b)|new (?:image|version|tag|release)|override|keep|retain|tell|set|import|change|update|upgrade|modify|edit|patch|configure|adjust|use|replace|limit|attach|mount|enable|disable|inject|label|annotate|apply|mark|assign|ensure|protect|turn|convert|rename|spread|do"
                    + " an?|downgrade|migrate|require|unlabel|unset|cap|perform|protect|do|pin|rotate"),
    CREATE("create|make|specify|declare|add|deploy|run|launch|start|spin up|set"
            + " ?up|provision|install|generate|define|build|write|new|bring up|host|establish|put|schedule"),
    HELP("help");

    private static final String POLITE =
            "(?:(?:please|pls|plz|kindly|now|then|next|also|first|second|third|finally|afterwards?|after"
                    + " that|and|so|ok|okay|hey|hi|hello|just|lastly|lets|let us|can you|could you|would you|will you|you"
                    + " (?:should|must|need to|have to)|i want you to|i would like you to|i'd like you to|i need you to|i"
                    + " want to|i need to|i would like to|i'd like to|your task is to|the task is to|task|help me(?:"
                    + " to)?|we (?:need|want) to|we should|use kubectl to|using kubectl|go ahead and|try to|try and|step"
                    + " \\d+|question|goal|every \\d+ \\w+|every (?:day|night|hour|week|month|minute|morning|evening|\\w+day)(?: at \\S+)?|:|,) )*";
    private static final Pattern WANT = Pattern.compile(
            "^" + POLITE + "(?:i|we)(?: need| want| would like|'d like)(?: to have)? (?:an?|\\d+|some|one) .*",
            Pattern.CASE_INSENSITIVE);

    private final Pattern start;

    Verb(String words) {
        start = Pattern.compile("^" + POLITE + "(?:" + words + ")(?= |$)", Pattern.CASE_INSENSITIVE);
    }

    /** The verb at the beginning of a text, after polite words. */
    public static Optional<Verb> of(String text) {
        Optional<Verb> best = Optional.empty();
        int longest = 0;
        for (Verb verb : values()) {
            Matcher m = verb.start.matcher(text);
            // "set up" is more than "set": the longer reading wins, else the order above.
            if (m.find() && m.end() > longest) {
                longest = m.end();
                best = Optional.of(verb);
            }
        }
        return best.isEmpty() && WANT.matcher(text).matches() ? Optional.of(CREATE) : best;
    }

    /** Whether it only asks and changes nothing. */
    public boolean asks() {
        return this == LIST || this == DESCRIBE || this == LOGS || this == WHY || this == HELP;
    }
}
