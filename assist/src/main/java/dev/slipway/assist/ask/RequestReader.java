package dev.slipway.assist.ask;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.intent.Spoken;
import dev.slipway.assist.look.DescribeIntent;
import dev.slipway.assist.plan.ChangePlan;
import dev.slipway.assist.plan.Dangers;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.PlannedStep;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.words.Lexicon;
import dev.slipway.assist.words.Phrase;
import dev.slipway.assist.words.Requests;
import dev.slipway.assist.words.Verb;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Reads by rules what a person wants. It is pure except for its memory of the conversation. */
public final class RequestReader {
    private static final List<String> FORMS = List.of(
            "create a deployment web with image nginx:1.27 and 3 replicas",
            "scale web to 3",
            "why is web failing?",
            "show the logs of web",
            "set the memory limit of web to 256Mi",
            "fix web");

    private final List<Intent> intents;
    private final Spoken memory = new Spoken();

    public RequestReader(InstantSource clock) {
        this.intents = IntentBook.of(clock);
    }

    /** One request and its answer. */
    public record Answer(String request, Reply reply) {}

    /** The requests of a text, in order, with their answers. A later request can use what an earlier one makes. */
    public record Answers(List<Answer> answers) {
        public Answers {
            answers = List.copyOf(answers);
        }

        /** The plan of all changes. */
        public ChangePlan plan() {
            List<PlannedStep> steps = new ArrayList<>();
            for (Answer answer : answers) {
                if (answer.reply() instanceof Reply.Changes c && !c.changes().isEmpty()) {
                    steps.add(new PlannedStep(answer.request(), c.changes(), c.notes()));
                }
            }
            return new ChangePlan(steps);
        }
    }

    /**
     * @param objects of the cluster, to which the plan's changes are added
     * @param namespace for requests that name none
     */
    public Answers read(String text, LiveObjects objects, String namespace) {
        Phrase all = Lexicon.read(text, objects.names());
        List<Answer> answers = new ArrayList<>();
        String space = namespace;
        List<Requests.Request> requests = Requests.of(all);
        if (requests.isEmpty()) {
            return new Answers(List.of(new Answer(text.strip(), unread(all))));
        }
        for (Requests.Request request : requests) {
            Scope scope = new Scope(request.verb(), request.phrase(), objects, memory, space).resolved();
            // A namespace in one request also holds for the requests after it in the same text.
            space = scope.named().filter(n -> !makesNamespace(request)).orElse(space);
            Reply reply = guarded(scope, request.otherwise());
            if (reply instanceof Reply.Changes changes) {
                superseded(answers, changes, objects);
                changes = joined(answers, changes, objects);
                changes.changes().forEach(c -> put(objects, c));
                reply = changes;
            }
            remember(scope, reply);
            answers.add(new Answer(request.phrase().told(), reply));
        }
        return new Answers(answers.stream()
                .filter(a -> !(a.reply() instanceof Reply.Changes c)
                        || !c.changes().isEmpty()
                        || !c.notes().isEmpty())
                .toList());
    }

    private static boolean makesNamespace(Requests.Request request) {
        return request.verb() == Verb.CREATE
                && request.phrase().says("^(?:\\S+ ){1,6}namespaces?\\b")
                && !request.phrase().says("\\bin (?:the )?namespace\\b");
    }

    private Reply guarded(Scope asked, Optional<Verb> otherwise) {
        Scope scope = asked;
        Reply reply = understood(scope);
        if (scope.asks(Verb.FIX) && says(scope)) {
            // "fix the selector so that it matches app=web" says what to do.
            Scope said = scope.as(Verb.SET);
            Reply set = understood(said);
            if (set instanceof Reply.Changes) {
                scope = said;
                reply = set;
            }
        } else if (otherwise.isPresent() && !(reply instanceof Reply.Changes)) {
            scope = scope.as(otherwise.get());
            reply = scope.verb() != Verb.LIST || scope.beginsWithThing() ? understood(scope) : reply;
        }
        return bounded(scope, reply);
    }

    private static boolean says(Scope scope) {
        return scope.says(
                "\\S=\\S|\\bshould (?:be|use|have|point|go|match|listen)\\b|\\bto (?:be )?(?:\\d|/|\\S+:\\S)|\\bbut .*\\d");
    }

    private static Reply bounded(Scope scope, Reply reply) {
        if (reply instanceof Reply.Told && !scope.verb().asks()) {
            return Reservations.conditions(scope, List.of())
                    .<Reply>map(Reply.Question::new)
                    .orElse(reply);
        }
        return reply instanceof Reply.Changes changes
                ? Dangers.refusal(changes.changes())
                        .<Reply>map(Reply.Refused::new)
                        .or(() -> Reservations.of(scope, changes.changes()).map(Reply.Question::new))
                        .orElse(reply)
                : reply;
    }

    private Reply understood(Scope scope) {
        if (scope.says(
                        "\\b(?:green|healthy|pass|ready|running)\\b.{0,30}\\bby"
                                + " (?:removing|deleting|disabling|dropping|skipping)\\b.{0,40}\\b(?:probes?|limits?|polic|security)")
                || scope.says(
                        "\\b(?:remove|delete|disable|drop|skip|turn"
                                + " off)\\b.{0,40}\\b(?:probes?|limits?|networkpolicy|policies|security)\\b.{0,60}\\b(?:green|healthy|pass|start|schedul\\w+|ready|running)\\b")) {
            return new Reply.Refused(
                    "a probe, a limit or a policy is not taken away to make something look well; ask why it fails: why"
                            + " is it failing?");
        }
        for (Intent intent : intents) {
            Optional<Reply> reply = intent.read(scope);
            if (reply.isPresent()) {
                return reply.get();
            }
        }
        // What is asked of an object in words that no rule knows: what there is to tell of it.
        return scope.asks(Verb.LIST)
                ? DescribeIntent.anyway(scope).orElse(unread(scope.phrase(), scope))
                : unread(scope.phrase(), scope);
    }

    private static Reply unread(Phrase phrase) {
        return new Reply.Unread("no request that begins with a verb: " + phrase.told(), FORMS);
    }

    private static Reply unread(Phrase phrase, Scope scope) {
        List<String> parts = new ArrayList<>();
        parts.add(scope.verb().name().toLowerCase(Locale.ROOT));
        scope.first(List.of(ResourceKind.values())).ifPresent(k -> parts.add(k.toString()));
        ObjectSearch.of(scope, List.of(ResourceKind.values())).named().stream()
                .limit(3)
                .forEach(o -> parts.add(LiveObjects.ref(o).words()));
        return new Reply.Unread("of '" + phrase.told() + "' this much: " + String.join(", ", parts), FORMS);
    }

    /**
     * "Create a pod that mounts a ConfigMap. Create ... a pod called x": the first sentence only announces the second.
     */
    private static void superseded(List<Answer> answers, Reply.Changes changes, LiveObjects objects) {
        for (ObjectChange change : changes.changes()) {
            if (change instanceof ObjectChange.Make made) {
                answers.removeIf(a -> {
                    boolean vague = a.reply() instanceof Reply.Changes c
                            && c.notes().stream().anyMatch(n -> n.startsWith("no image was named"))
                            && c.changes().stream()
                                    .anyMatch(x -> x instanceof ObjectChange.Make m
                                            && m.of().kind().equals(made.of().kind())
                                            && m.of().name()
                                                    .equals(m.of().kind().toLowerCase(Locale.ROOT)));
                    if (vague) {
                        ((Reply.Changes) a.reply()).changes().forEach(c -> objects.remove(c.of()));
                    }
                    return vague;
                });
            }
        }
    }

    /** Merges a change into the creation of an object by the same text, because a pod cannot be changed afterwards. */
    private static Reply.Changes joined(List<Answer> answers, Reply.Changes changes, LiveObjects objects) {
        List<ObjectChange> left = new ArrayList<>();
        for (ObjectChange change : changes.changes()) {
            ObjectNode after = change instanceof ObjectChange.Edit e
                    ? e.after()
                    : change instanceof ObjectChange.Replace r ? r.after() : null;
            if (after == null || !intoMaking(answers, after)) {
                left.add(change);
            } else {
                objects.put(after);
            }
        }
        return new Reply.Changes(left, changes.notes());
    }

    private static boolean intoMaking(List<Answer> answers, ObjectNode after) {
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i).reply() instanceof Reply.Changes made) {
                List<ObjectChange> changes = new ArrayList<>(made.changes());
                for (int j = 0; j < changes.size(); j++) {
                    if (changes.get(j) instanceof ObjectChange.Make make
                            && make.of().equals(LiveObjects.ref(after))) {
                        changes.set(j, new ObjectChange.Make(after, make.words()));
                        answers.set(i, new Answer(answers.get(i).request(), new Reply.Changes(changes, made.notes())));
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static void put(LiveObjects objects, ObjectChange change) {
        switch (change) {
            case ObjectChange.Make m -> objects.put(m.object());
            case ObjectChange.Edit e -> objects.put(e.after());
            case ObjectChange.Replace r -> objects.put(r.after());
            case ObjectChange.Remove r -> objects.remove(r.of());
        }
    }

    private void remember(Scope scope, Reply reply) {
        scope.named().filter(n -> scope.verb() != Verb.DELETE).ifPresent(memory::speakOf);
        if (reply instanceof Reply.Changes changes) {
            for (ObjectChange change : changes.changes()) {
                if (change.of().kind().equals("Namespace")) {
                    memory.speakOf(change.of().name());
                } else if (!(change instanceof ObjectChange.Remove)) {
                    memory.speak(change.of());
                }
            }
        } else {
            ObjectSearch.of(
                            scope,
                            List.of(
                                    ResourceKind.DEPLOYMENT,
                                    ResourceKind.STATEFULSET,
                                    ResourceKind.DAEMONSET,
                                    ResourceKind.SERVICE,
                                    ResourceKind.POD,
                                    ResourceKind.PVC,
                                    ResourceKind.JOB,
                                    ResourceKind.CRONJOB))
                    .named()
                    .stream()
                    .findFirst()
                    .ifPresent(o -> memory.speak(LiveObjects.ref(o)));
        }
    }
}
