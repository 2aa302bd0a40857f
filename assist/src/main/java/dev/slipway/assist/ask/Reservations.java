package dev.slipway.assist.ask;

import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.words.Verb;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parts of a request that its plan does not answer for: a condition, an exception, a time, a name or a value. Then nothing is changed. */
final class Reservations {
    private static final Pattern CONDITION = Pattern.compile(
            "\\b(unless|(?:older|newer|younger|longer|bigger|larger|smaller) than|with (?:more|less|fewer) than|except|but not|other than|apart from|as long as|only if|only when|tomorrow|tonight|later today"
                    + "|next (?:week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
                    + "|(?:after|once|as soon as|when(?:ever)?|before) (?!it\\b|they\\b)(?:the |a |an |my |our )?\\S+ (?:\\S+ )?(?:is|are|has|have|finish\\w*|complet\\w*|ends?|ended)\\b"
                    + "|in \\d+ (?:minutes?|hours?|days?)|(?:for|during) (?:the )?(?:next|first) \\d+ (?:minutes?|hours?|days?)"
                    + "|at (?:noon|midnight)|if (?!possible|needed|necessary|(?:it|they|that|there|one|this)?"
                    + " ?(?:does not|doesn't|do not|don't|is not|isn't) (?:yet )?(?:exist|there|already)|it (?:exits|ends|fails|crashes|dies|stops))\\S+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NEGATED = Pattern.compile(
            "^(?:(?:please|and|but|then|,) )*(?:no need to|avoid) "
                    + "|^(?:(?:please|and|but|then|,) )*(?:don't|do not) ",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern JOINED = Pattern.compile(
            "(?<![\\w./:=-])([a-z0-9][\\w.-]*) (?:and|,|, and|or|&) ([a-z0-9][\\w.-]*)(?![\\w./:=-])",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PATH = Pattern.compile("(?<![\\w.:/«=-])/[a-zA-Z][\\w./-]*\\w");
    private static final Pattern PAIR = Pattern.compile("(?<![\\w.:/-])([A-Za-z][\\w.-]*)=([\\w./:-]+)(?=[ ,;]|$)");
    private static final Pattern IMAGE = Pattern.compile("(?<![\\w./:=-])[a-z][\\w./-]*:[\\w][\\w.-]*(?=[ ,;]|$)");

    private static final String KINDS =
            Stream.of(ResourceKind.values()).map(ResourceKind::words).collect(Collectors.joining("|"));

    private Reservations() {}

    /** What is open, as a question; empty if the plan answers for all of the request that can be checked. */
    static Optional<String> of(Scope scope, List<ObjectChange> changes) {
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> condition = conditions(scope, changes);
        if (condition.isPresent()) {
            return condition;
        }
        if (changes.stream()
                .anyMatch(c -> c.of().kind().equals("Service")
                        && c.differences().stream().anyMatch(d -> d.startsWith("~ spec.clusterIP:")))) {
            return Optional.of(
                    "The address of a Service is fixed when it is made: delete it and make it anew, or make another one.");
        }
        String text = scope.phrase().text();
        String plan = plan(changes);
        Optional<String> loose = unmentioned(text, plan).or(() -> unused(scope, text, plan, changes));
        return loose.map(
                        l -> "What is '" + scope.phrase().resolved(l) + "' in this? The plan would have no use for it: "
                                + changes.stream()
                                        .map(ObjectChange::words)
                                        .distinct()
                                        .limit(3)
                                        .collect(Collectors.joining("; "))
                                + ".")
                .or(() -> stranger(scope, text, plan, changes));
    }

    /** A condition, an exception, a time or a "do not", which no plan of rules has. */
    static Optional<String> conditions(Scope scope, List<ObjectChange> changes) {
        String text = scope.phrase().text();
        Matcher condition = CONDITION.matcher(text);
        boolean timed = changes.stream().anyMatch(c -> c.of().kind().equals("CronJob"));
        boolean follows = changes.stream().anyMatch(c -> c.of().kind().equals("HorizontalPodAutoscaler"));
        if (condition.find()
                && !(timed && condition.group().matches("(?i)at .*"))
                && !(follows && condition.group().matches("(?i)(?:when|once|as soon as).*"))
                && !taken(scope, condition.start(), changes)
                && !holds(text, changes)) {
            return Optional.of("'" + told(scope, text, condition.start())
                    + "' is a condition or a time, which no plan of rules has."
                    + " Look first, then say what to change.");
        }
        boolean negative =
                changes.stream().anyMatch(c -> c.differences().stream().anyMatch(d -> d.endsWith("false")));
        if (NEGATED.matcher(text).find() && !negative) {
            return Optional.of("Nothing is to be done, if that is what is meant. Say what to change.");
        }
        return Optional.empty();
    }

    /** "if its size is 2" can be looked up. */
    private static boolean holds(String text, List<ObjectChange> changes) {
        Matcher size = Pattern.compile(
                        "\\bif\\b(?:(?! then |,).)*\\b(?:size|replicas?|count) (?:is|are|=|equals) (\\d+)",
                        Pattern.CASE_INSENSITIVE)
                .matcher(text);
        return size.find()
                && changes.stream()
                        .allMatch(c -> c instanceof ObjectChange.Edit e
                                && Docs.number(e.before(), "spec/replicas", -1) == Integer.parseInt(size.group(1)));
    }

    /** "deny all except web" is a network policy's business. */
    private static boolean taken(Scope scope, int at, List<ObjectChange> changes) {
        return changes.stream().anyMatch(c -> c.of().kind().equals("NetworkPolicy"))
                && scope.phrase()
                        .text()
                        .substring(at)
                        .matches("(?is)(?:except|other than|apart from|but not|unless|only if).*");
    }

    private static String told(Scope scope, String text, int from) {
        return scope.phrase().resolved(text.substring(from)).replaceAll("^((?:\\S+ ){1,6}\\S+).*$", "$1");
    }

    /** Everything that the changes say, in small letters. */
    private static String plan(List<ObjectChange> changes) {
        return changes.stream()
                .map(c -> c.words() + " "
                        + switch (c) {
                            case ObjectChange.Make m -> m.object().toString();
                            case ObjectChange.Edit e -> e.before().toString() + e.after();
                            case ObjectChange.Replace r -> r.before().toString() + r.after();
                            case ObjectChange.Remove r -> r.before().toString();
                        })
                .collect(Collectors.joining(" "))
                .toLowerCase(Locale.ROOT);
    }

    /** An object or a namespace of the cluster that the request names and the plan does not. */
    private static Optional<String> unused(Scope scope, String text, String plan, List<ObjectChange> changes) {
        // These say whom they mean by labels.
        boolean byLabels =
                changes.stream().anyMatch(c -> c.of().kind().matches("Service|NetworkPolicy|PodDisruptionBudget"));
        for (String name : scope.objects().names()) {
            boolean workload = ResourceKind.workloads().stream()
                    .anyMatch(k -> scope.objects().all(k).stream()
                            .anyMatch(o -> LiveObjects.name(o).equals(name)));
            if (!(byLabels && workload)
                    && name.length() > 2
                    && scope.isName(name)
                    && ResourceKind.called(name).isEmpty()
                    && !says(plan, name.toLowerCase(Locale.ROOT))) {
                // "deploy a web application" makes something, and means no object that is called web.
                String before = scope.asks(Verb.CREATE) ? "(?<=\\b(?:" + KINDS + ") )" : "(?<![\\w./:=@-])";
                Matcher m = Pattern.compile(before + Pattern.quote(name) + "(?![\\w./:=@-])")
                        .matcher(text);
                if (m.find()
                        && !text.substring(0, m.start())
                                .matches("(?is).*\\b(?:from|instead of|not|like|named|called) (?:the )?$")) {
                    return Optional.of(name);
                }
            }
        }
        return Optional.empty();
    }

    /** As a word of its own: "api" is no part of apiVersion. */
    private static boolean says(String plan, String name) {
        return Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-])")
                .matcher(plan)
                .find();
    }

    private static Optional<String> unmentioned(String text, String plan) {
        for (Pattern value : List.of(PATH, IMAGE)) {
            Matcher m = value.matcher(text);
            while (m.find()) {
                String said = m.group().toLowerCase(Locale.ROOT).replaceAll("[.]$", "");
                boolean parts = !said.startsWith("/")
                        && List.of(said.split(":")).stream().allMatch(plan::contains);
                if (!plan.contains(said)
                        && !parts
                        && !text.substring(0, m.start()).matches("(?is).*\\b(?:from|instead of|not) (?:\\S+ )?$")) {
                    return Optional.of(m.group());
                }
            }
        }
        Matcher pair = PAIR.matcher(text);
        while (pair.find()) {
            if (!plan.contains(pair.group(1).toLowerCase(Locale.ROOT))
                    && !plan.contains(pair.group(2).toLowerCase(Locale.ROOT))) {
                return Optional.of(pair.group());
            }
        }
        return Optional.empty();
    }

    /** "scale web and ghost": a name beside one that is known. */
    private static Optional<String> stranger(Scope scope, String text, String plan, List<ObjectChange> changes) {
        if (scope.asks(Verb.CREATE)) {
            return Optional.empty();
        }
        List<String> known = changes.stream()
                .map(c -> c.of().name().toLowerCase(Locale.ROOT))
                .toList();
        Matcher m = JOINED.matcher(text);
        int from = 0;
        while (m.find(from)) {
            from = m.start(2);
            String one = m.group(1).toLowerCase(Locale.ROOT);
            String other = m.group(2).toLowerCase(Locale.ROOT);
            String open = known.contains(one) ? other : known.contains(other) ? one : "";
            if (!open.isEmpty()
                    && !says(plan, open)
                    && scope.isName(open)
                    && Verb.of(text.substring(known.contains(one) ? m.start(2) : m.start(1)))
                            .isEmpty()) {
                return Optional.of("There is no '" + open + "' here that is meant beside "
                        + (known.contains(one) ? one : other) + ". There are: "
                        + scope.objects().names().stream()
                                .filter(n -> !n.contains("."))
                                .filter(n -> changes.stream()
                                        .anyMatch(c -> LiveObjects.kind(c.of())
                                                .filter(k -> scope.objects().has(k, c.of().namespace(), n))
                                                .isPresent()))
                                .limit(12)
                                .collect(Collectors.joining(", "))
                        + ".");
            }
        }
        return Optional.empty();
    }
}
