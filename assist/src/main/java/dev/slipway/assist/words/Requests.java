package dev.slipway.assist.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into requests. A sentence that begins with a verb begins a request; a sentence with further details
 * belongs to the one before.
 */
public final class Requests {
    /** Places inside a sentence at which a request may end. */
    private static final Pattern SEAM = Pattern.compile(
            " (?:, )?(?:and then|then|and also|and finally|after that|and|, finally|,|;) ", Pattern.CASE_INSENSITIVE);
    /** Parts of an object. "and a ..." with one of these begins no new object. */
    private static final Pattern ANOTHER = Pattern.compile(
            "^(?:an?|another|the)? ?(?:new"
                    + " )?(configmap|secret|deployment|service|pvc|namespace|role|clusterrole|serviceaccount|ingress|statefulset|hpa|pdb|pod|cronjob|job|networkpolicy|resourcequota|limitrange)s?"
                    + " (?:named|called|for it|for the|to expose|that|of type|exposing|with).*",
            Pattern.CASE_INSENSITIVE);
    /** Words that begin a detail of the current object. */
    private static final Pattern TELLS_MORE = Pattern.compile(
            "^(?:use|set|limit|run|make"
                    + " sure|ensure|verify|check|mount|attach|put|start|host|require|apply|is|are|do|does|lists?|watch|get|update|patch|delete|create|write|print|display|show|see|restart|drop|add|count|find|log|logs|label|assign|let|allow|wait|expose|give|configure|define|enable|stop|terminate)"
                    + " ?.*",
            Pattern.CASE_INSENSITIVE);

    private Requests() {}

    /**
     * One request.
     *
     * @param otherwise the verb to read it by if the first one leads to nothing, where it begins with none
     */
    public record Request(Verb verb, Phrase phrase, Optional<Verb> otherwise) {
        Request(Verb verb, Phrase phrase) {
            this(verb, phrase, Optional.empty());
        }
    }

    public static List<Request> of(Phrase all) {
        List<Request> requests = new ArrayList<>();
        StringBuilder before = new StringBuilder();
        for (String sentence : all.text().split(" ?\\. |\\n|(?<= );(?= )| \\.$")) {
            String said = sentence.strip().replaceAll("^[,.; ]+|[,.; ]+$", "");
            if (said.isEmpty()) {
                continue;
            }
            for (String clause : clauses(headless(said))) {
                add(requests, before, clause, all);
            }
        }
        if (!before.isEmpty()) {
            // The text asks for nothing: it reports a problem, or a desired state.
            String told = before.toString().strip();
            if (requests.isEmpty()) {
                requests.add(stated(all.of(told)));
            }
        }
        return requests;
    }

    /** "api should use the account reporter" wants what it says; "api cannot start" wants to know why. */
    private static Request stated(Phrase told) {
        boolean trouble = TROUBLE.matcher(told.text()).find();
        boolean wish = WISH.matcher(told.text()).find();
        return new Request(trouble && !wish ? Verb.WHY : Verb.SET, told, Optional.of(trouble ? Verb.WHY : Verb.LIST));
    }

    private static final Pattern WISH = Pattern.compile(
            "\\b(?:should|shall|must|needs?|has to|have to|ought to|instead of|from now on)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TROUBLE = Pattern.compile(
            "\\b(?:fail(?!ure ?threshold)|crash|error|broken|not"
                    + " (?:working|running|ready|start|respond|reach|access|able)|cannot|can't|won't|doesn't|pending|stuck|timeout|unreachable|down|problem|issue|wrong|restarting|50[0-9]|no"
                    + " endpoints)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CHECKS = Pattern.compile(
            "^(?:please )?(?:make sure|ensure|verify|confirm|check|wait|do"
                    + " not|don't|note|remember|avoid|once|when|if|make it|use|using|name it|call it)\\b.*",
            Pattern.CASE_INSENSITIVE);

    /** "Configure a pod to use a ConfigMap: create a pod ...": the words before the colon are a heading. */
    private static String headless(String sentence) {
        int colon = sentence.indexOf(" : ");
        if (colon < 0) {
            return sentence;
        }
        String rest = sentence.substring(colon + 3);
        boolean request = rest.matches("(?i)(?:please"
                        + " )?(?:create|add|set|expose|let|label|list|scale|deploy|make|update|change|delete|show|run|what|why|pause|double|define|patch|restart|mount|give|allow)\\b"
                        + " .+")
                && OBJECT.matcher(rest).matches();
        return !request || sentence.substring(0, colon).matches("(?i).*\\bcontainers?(?: \\w+)?$")
                ? sentence
                : rest.matches("(?i).*\\b(?:it|its|them)\\b.*")
                        ? sentence.substring(0, colon) + " , " + rest
                        : rest + space(sentence.substring(0, colon), rest);
    }

    /** A namespace in the heading holds for the text below it. */
    private static String space(String head, String rest) {
        Matcher m = Pattern.compile(
                        "\\b(?:in|for) (?:the )?namespace [\\w-]+|\\bin the [\\w-]+ namespace",
                        Pattern.CASE_INSENSITIVE)
                .matcher(head);
        return m.find() && !rest.matches("(?i).*\\bnamespace\\b.*")
                ? " " + m.group().replaceFirst("(?i)^for", "in")
                : "";
    }

    private static String polite(String clause) {
        return clause.replaceFirst("(?i)^(?:(?:please|pls|kindly|can you|could you|also|now|then) )+", "");
    }

    /** The verb of the second half, which asks: "If its size is 2, scale it to 3". */
    private static Optional<Verb> later(String clause) {
        Matcher seam = SEAM.matcher(clause);
        while (seam.find()) {
            String rest = polite(clause.substring(seam.end()));
            Optional<Verb> verb = Verb.of(rest).filter(v -> v != Verb.LIST);
            if (verb.isPresent() && OBJECT.matcher(rest).matches()) {
                return verb;
            }
        }
        return Optional.empty();
    }

    private static void add(List<Request> requests, StringBuilder before, String clause, Phrase all) {
        Optional<Verb> verb = Verb.of(clause).or(() -> requests.isEmpty() ? later(clause) : Optional.empty());
        boolean tells = verb.isEmpty() || (CHECKS.matcher(clause).matches() && !requests.isEmpty());
        if (tells) {
            if (requests.isEmpty()) {
                before.append(clause).append(" , ");
            } else {
                Request last = requests.removeLast();
                requests.add(new Request(last.verb(), all.of(last.phrase().text() + " . " + clause), last.otherwise()));
            }
            return;
        }
        String text = before.isEmpty() ? clause : before + clause;
        before.setLength(0);
        Verb first = verb.orElseThrow();
        requests.add(
                first == Verb.HELP && TROUBLE.matcher(text).find()
                        ? new Request(Verb.WHY, all.of(text))
                        : new Request(first, all.of(text)));
    }

    /** Parts of a sentence that asks for several things one after the other. */
    private static List<String> clauses(String sentence) {
        List<String> clauses = new ArrayList<>();
        Matcher seam = SEAM.matcher(sentence);
        int from = 0;
        int look = 0;
        while (seam.find(look)) {
            String rest = polite(sentence.substring(seam.end()));
            String soFar = sentence.substring(from, seam.start());
            look = seam.end() - 1;
            String same = sameVerb(soFar, rest);
            if (!same.isEmpty()) {
                clauses.add(soFar.strip());
                sentence = same;
                seam = SEAM.matcher(sentence);
                from = 0;
                look = 0;
            } else if (begins(soFar, seam.group().strip(), rest)) {
                clauses.add(soFar.strip());
                from = seam.end();
            } else if (Verb.of(soFar).filter(v -> v == Verb.CREATE).isPresent()
                    && ANOTHER.matcher(rest).matches()
                    && !seam.group().strip().equals(";")
                    && !soFar.matches("(?i).*\\b(?:hpa|role|rolebinding|networkpolicy)\\b.*")) {
                clauses.add(soFar.strip());
                // The verb holds for the next one, too.
                sentence = "create " + rest;
                seam = SEAM.matcher(sentence);
                from = 0;
                look = 0;
            }
        }
        clauses.add(sentence.substring(from).strip());
        return clauses.stream().filter(c -> !c.isEmpty()).toList();
    }

    private static final Pattern TO_VALUE = Pattern.compile(
            "^(?:the |deployment |statefulset )*[a-z][a-z0-9-]* to (?:\\d+|[\\w./-]+:[\\w.-]+|\\d[\\w.-]*)(?: .*)?$");

    /** "scale web to 3 and api to 5": the verb holds for the next one, too. */
    private static String sameVerb(String soFar, String rest) {
        Matcher verb = Pattern.compile(
                        "^(?i:please |can you |could you )*((?:scale|update|upgrade|set the image of|bump|change|downgrade|resize)) ")
                .matcher(soFar);
        return verb.find()
                        && TO_VALUE.matcher(rest).matches()
                        && TO_VALUE.matcher(soFar.substring(verb.end())).matches()
                ? verb.group(1) + " " + rest
                : "";
    }

    private static final Pattern OBJECT = Pattern.compile(
            "^(?:\\S+ )(?:(?:up|out|back|down)"
                    + " )?(?:(?:an?|the|its|it|them|this|that|all|another|\\d+|new|one|each|both)"
                    + " .*|(?:it|them|that|this|everything)(?:"
                    + " .*|$)|(?:deployment|service|pod|namespace|configmap|secret|pvc|job|cronjob|ingress|statefulset|daemonset|image|replicas|env|label|traffic|access|nginx|redis|node|limits|requests|memory|cpu|readiness|liveness|why)\\b.*|[\\w-]+"
                    + " (?:to|with|in|on|from|deployment|service|pod)\\b.*|[\\w/.-]+$)",
            Pattern.CASE_INSENSITIVE);

    private static boolean begins(String soFar, String seam, String rest) {
        Optional<Verb> verb = Verb.of(rest);
        if (seam.equals(",") && rest.matches("(?i)(?:which|who|whose|where|when|is|are|does|do|has|have)\\b.*")) {
            return false;
        }
        if (verb.isEmpty() || !OBJECT.matcher(rest).matches()) {
            return false;
        }
        boolean said = Verb.of(soFar).isPresent();
        if (!said) {
            // "The service has no endpoints, fix it": the first part belongs to the second.
            return false;
        }
        if (rest.matches(
                "(?i)(?:deny|block|drop|reject|disallow|forbid|refuse|prevent) (?:all |any |every)?(?:thing)? ?(?:the"
                        + " )?(?:others?|else|rest|remaining).*")) {
            return false;
        }
        if (soFar.matches("(?i).*\\b(?:to|can|could|may|verbs?|allowed to|able to|permissions? (?:to|for))"
                + " (?:(?:get|list|watch|create|update|patch|delete|read|write|view)(?: ,)? ?(?:and )?)+$")) {
            return false;
        }
        boolean permission = soFar.matches(
                "(?i).*\\b(?:role|clusterrole|rolebinding|permissions?|allow(?:s|ed)?|grants?|verbs?|rbac|can|able"
                        + " to)\\b.*");
        if (permission
                && rest.matches("(?i)(?:get|list|watch|create|update|patch|delete)\\b.*")
                && !rest.matches("(?i)create (?:a|an|the) .*")) {
            return false;
        }
        boolean then =
                seam.contains("then") || seam.contains("finally") || seam.contains("after") || seam.contains("also");
        boolean commands = soFar.matches("(?i).*\\b(?:that|which|who) (?:\\w+ )*\\w+s\\b.*");
        if (!then
                && seam.equals(",")
                && TELLS_MORE.matcher(rest).matches()
                && soFar.matches("(?i).*\\b(?:that|which|to)\\b.*")) {
            return false;
        }
        if (!then
                && commands
                && rest.matches("(?i)(?:sleep|exit|write|read|print|stop|run|log|list|watch|get)s?\\b.*")) {
            return false;
        }
        return verb.get() != Verb.LIST
                || then
                || rest.matches("(?i)(?:list|show|get|display|print|tell|count|check|what|which|give me)\\b.*");
    }
}
