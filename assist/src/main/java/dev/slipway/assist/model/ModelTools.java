package dev.slipway.assist.model;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.slipway.assist.ask.RequestReader;
import dev.slipway.assist.guard.Fence;
import dev.slipway.assist.guard.Redaction;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.plan.Dangers;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.PlannedStep;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.diagnose.Diagnosis;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The tools that a model has: typed, without a shell; those that change something only plan it. */
final class ModelTools {
    private static final int MOST = 12_000;
    private static final int LINES = 100;
    private static final int CHANGES = 30;

    private final LiveObjects objects;
    private final String namespace;
    private final Eyes eyes;
    private final Redaction redaction;
    private final Fence fence;
    private final RequestReader reader;
    private final boolean plans;
    private final List<PlannedStep> steps = new ArrayList<>();

    /** @param plans whether there are tools that plan changes */
    ModelTools(
            LiveObjects objects,
            String namespace,
            Eyes eyes,
            Redaction redaction,
            Fence fence,
            InstantSource clock,
            boolean plans) {
        this.objects = objects;
        this.namespace = namespace;
        this.eyes = eyes;
        this.redaction = redaction;
        this.fence = fence;
        this.reader = new RequestReader(clock);
        this.plans = plans;
    }

    /** Cannot be done as it was called; the model hears why. */
    static final class Misuse extends Exception {
        private static final long serialVersionUID = 1;

        Misuse(String why) {
            super(why);
        }
    }

    List<PlannedStep> steps() {
        return List.copyOf(steps);
    }

    List<ToolSpecification> specifications() {
        List<ToolSpecification> all = new ArrayList<>(List.of(
                tool(
                        "list_objects",
                        "Names the objects of a kind, with their state in short.",
                        schema("kind", "namespace").required("kind").build()),
                tool(
                        "get_object",
                        "One object as the API has it, without its secrets.",
                        schema("kind", "namespace", "name")
                                .required("kind", "name")
                                .build()),
                tool(
                        "read_logs",
                        "The last lines of a pod's containers.",
                        schema("namespace", "pod").required("pod").build()),
                tool(
                        "diagnose",
                        "Why something does not work, found by rules, with evidence and what mends it. Ask this before you"
                                + " guess.",
                        schema("namespace", "what").build())));
        if (plans) {
            all.add(tool(
                    "plan_request",
                    "Plans what a plain English request says, by rules: 'scale web to 3', 'set the memory limit of web to"
                            + " 256Mi', 'set LOG_LEVEL to debug on web', 'restart web', 'expose web on port 80', 'create a"
                            + " deployment web with image nginx:1.27 and 3 replicas'. Prefer it over the other plan tools.",
                    schema("text").required("text").build()));
            all.add(tool(
                    "plan_make",
                    "Plans a new object.",
                    schema("object").required("object").build()));
            all.add(tool(
                    "plan_edit",
                    "Plans a change of an object: a JSON merge patch (RFC 7386).",
                    schema("kind", "namespace", "name", "patch")
                            .required("kind", "name", "patch")
                            .build()));
            all.add(tool(
                    "plan_remove",
                    "Plans to delete an object.",
                    schema("kind", "namespace", "name").required("kind", "name").build()));
        }
        return all;
    }

    private static ToolSpecification tool(String name, String description, JsonObjectSchema parameters) {
        return ToolSpecification.builder()
                .name(name)
                .description(description)
                .parameters(parameters)
                .build();
    }

    private static JsonObjectSchema.Builder schema(String... names) {
        JsonObjectSchema.Builder schema = JsonObjectSchema.builder();
        for (String name : names) {
            schema.addStringProperty(
                    name,
                    switch (name) {
                        case "kind" -> "such as Deployment";
                        case "namespace" -> "empty for the one that holds";
                        case "object" -> "the object as JSON, with apiVersion, kind and metadata.name";
                        case "patch" -> "JSON";
                        case "what" -> "a name or kind/name; empty for all";
                        default -> name;
                    });
        }
        return schema;
    }

    /** @param arguments JSON as the model wrote it */
    String call(String tool, String arguments) throws Misuse {
        if (specifications().stream().noneMatch(s -> s.name().equals(tool))) {
            throw new Misuse("there is no tool " + tool + "; there are "
                    + specifications().stream().map(ToolSpecification::name).collect(Collectors.joining(", ")));
        }
        ObjectNode given = json(arguments.isBlank() ? "{}" : arguments);
        return switch (tool) {
            case "list_objects" -> data(list(kind(given), space(given)));
            case "get_object" -> data(redaction.of(found(given)).toString());
            case "read_logs" -> data(String.join("\n", logs(space(given), text(given, "pod"))));
            case "diagnose" -> data(causes(eyes.causes(space(given), text(given, "what"))));
            case "plan_request" -> request(text(given, "text"));
            case "plan_make" -> make(object(given, "object"));
            case "plan_edit" -> edit(found(given), object(given, "patch"));
            case "plan_remove" ->
                planned(new ObjectChange.Remove(
                        found(given), "delete " + LiveObjects.ref(found(given)).words()));
            default -> throw new Misuse("there is no tool " + tool);
        };
    }

    private String data(String text) {
        String safe = redaction.of(text);
        return fence.around(safe.length() > MOST ? safe.substring(0, MOST) + "\n(cut here)" : safe);
    }

    private static ObjectNode json(String text) throws Misuse {
        try {
            if (Docs.parse(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException | ClassCastException e) {
            throw new Misuse("that is no JSON object");
        }
        throw new Misuse("that is no JSON object");
    }

    private static String text(ObjectNode given, String name) {
        return given.path(name).asString("").strip();
    }

    /** An object that is given as an object, or as its text. */
    private static ObjectNode object(ObjectNode given, String name) throws Misuse {
        JsonNode node = given.path(name);
        return node instanceof ObjectNode object ? object : json(node.asString(""));
    }

    private String space(ObjectNode given) {
        String named = text(given, "namespace");
        return named.isEmpty() ? namespace : named;
    }

    private static ResourceKind kind(ObjectNode given) throws Misuse {
        return ResourceKind.called(text(given, "kind"))
                .orElseThrow(() -> new Misuse("there is no kind " + text(given, "kind")));
    }

    private ObjectNode found(ObjectNode given) throws Misuse {
        ResourceKind kind = kind(given);
        return objects.find(kind, space(given), text(given, "name"))
                .orElseThrow(() -> new Misuse(
                        "there is no " + kind + " " + text(given, "name") + " in namespace " + space(given)));
    }

    private String list(ResourceKind kind, String space) {
        List<String> lines = new ArrayList<>();
        for (ObjectNode object : objects.all(kind, space)) {
            String state = Docs.text(object, "status/phase");
            String ready = Docs.text(object, "status/readyReplicas");
            String wanted = Docs.text(object, "spec/replicas");
            lines.add(LiveObjects.ref(object).words()
                    + (state.isEmpty() ? "" : " " + state)
                    + (wanted.isEmpty() ? "" : " " + (ready.isEmpty() ? "0" : ready) + " of " + wanted + " ready"));
        }
        return lines.isEmpty() ? "none" : String.join("\n", lines);
    }

    private List<String> logs(String space, String pod) throws Misuse {
        ObjectNode object = objects.find(ResourceKind.POD, space, pod)
                .orElseThrow(() -> new Misuse("there is no pod " + pod + " in namespace " + space));
        return eyes.logs(new Reply.Logs(List.of(LiveObjects.ref(object)), "", LINES, false, ""));
    }

    private static String causes(Diagnosis diagnosis) {
        return diagnosis.findings().isEmpty()
                ? "nothing is wrong"
                : diagnosis.findings().stream()
                        .map(f -> (f.blocks() ? "blocks: " : "") + f.cause().id() + " "
                                + f.cause().summary() + " why: " + f.cause().why() + " fix: "
                                + f.cause().fix().words())
                        .collect(Collectors.joining("\n"));
    }

    private String request(String text) throws Misuse {
        List<String> told = new ArrayList<>();
        for (RequestReader.Answer answer : reader.read(text, objects, namespace).answers()) {
            switch (answer.reply()) {
                case Reply.Changes changes -> {
                    bounded(changes.changes());
                    steps.add(new PlannedStep(answer.request(), changes.changes(), changes.notes()));
                    changes.changes().forEach(c -> told.add("planned: " + c.words()));
                    told.addAll(changes.notes());
                }
                case Reply.Told said -> told.addAll(said.lines());
                case Reply.Question question -> throw new Misuse("it is a question back: " + question.text());
                case Reply.Refused refused -> throw new Misuse("it is not done: " + refused.reason());
                case Reply.Unread unread -> throw new Misuse("the rules do not read it: " + unread.understood());
                case Reply.Logs ignored -> throw new Misuse("use read_logs");
                case Reply.Causes ignored -> throw new Misuse("use diagnose");
                case Reply.Use ignored -> throw new Misuse("that is asked by a person alone");
                case Reply.Score ignored -> throw new Misuse("use diagnose");
            }
        }
        return data(String.join("\n", told));
    }

    private String make(ObjectNode object) throws Misuse {
        ResourceKind kind = ResourceKind.of(Docs.text(object, "kind"))
                .orElseThrow(() -> new Misuse("there is no kind '" + Docs.text(object, "kind") + "' that can be made"));
        if (LiveObjects.name(object).isEmpty()) {
            throw new Misuse("it has no metadata.name");
        }
        ObjectNode whole = Docs.changed(object, o -> {
            o.put("apiVersion", kind.apiVersion());
            o.put("kind", kind.kind());
            if (kind.namespaced() && LiveObjects.namespace(o).isEmpty()) {
                Docs.in(o, "metadata").put("namespace", namespace);
            }
        });
        if (objects.find(LiveObjects.ref(whole)).isPresent()) {
            throw new Misuse("it is there already: use plan_edit");
        }
        return planned(
                new ObjectChange.Make(whole, "make " + LiveObjects.ref(whole).words()));
    }

    private String edit(ObjectNode before, ObjectNode patch) throws Misuse {
        ObjectNode after = before.deepCopy();
        merge(after, patch);
        if (!LiveObjects.ref(after).equals(LiveObjects.ref(before))) {
            throw new Misuse("an object keeps its kind, namespace and name");
        }
        ObjectChange.Edit edit = new ObjectChange.Edit(
                before, after, "change " + LiveObjects.ref(before).words());
        if (edit.patch().isEmpty()) {
            throw new Misuse("it is so already");
        }
        return planned(edit);
    }

    /** RFC 7386. A list of things with names is joined by name, as the API does it: else one container's change would drop the others. */
    private static void merge(ObjectNode into, ObjectNode patch) {
        patch.properties().forEach(e -> {
            JsonNode now = into.path(e.getKey());
            if (e.getValue().isNull()) {
                into.remove(e.getKey());
            } else if (e.getValue() instanceof ObjectNode deeper) {
                ObjectNode inner = now instanceof ObjectNode there ? there : Docs.nothing();
                merge(inner, deeper);
                into.set(e.getKey(), inner);
            } else if (named(now) && named(e.getValue())) {
                List<ObjectNode> items = new ArrayList<>(Docs.items(now));
                for (ObjectNode item : Docs.items(e.getValue())) {
                    Optional<ObjectNode> same = items.stream()
                            .filter(i -> Docs.text(i, "name").equals(Docs.text(item, "name")))
                            .findFirst();
                    same.ifPresentOrElse(i -> merge(i, item), () -> items.add(item));
                }
                into.set(e.getKey(), Docs.list(items));
            } else {
                into.set(e.getKey(), e.getValue());
            }
        });
    }

    private static boolean named(JsonNode list) {
        return list.isArray()
                && !list.isEmpty()
                && Docs.items(list).stream().noneMatch(i -> Docs.text(i, "name").isEmpty())
                && Docs.items(list).size() == list.size();
    }

    private String planned(ObjectChange change) throws Misuse {
        bounded(List.of(change));
        Optional<String> refusal = Dangers.refusal(List.of(change));
        if (refusal.isPresent()) {
            throw new Misuse("it is not done: " + refusal.get());
        }
        if (change.differences().stream().anyMatch(d -> !d.startsWith("-") && d.contains(Redaction.HIDDEN))) {
            throw new Misuse("a hidden value cannot be written: leave it as it is");
        }
        steps.add(new PlannedStep(change.words(), List.of(change), List.of()));
        switch (change) {
            case ObjectChange.Make m -> objects.put(m.object());
            case ObjectChange.Edit e -> objects.put(e.after());
            case ObjectChange.Replace r -> objects.put(r.after());
            case ObjectChange.Remove r -> objects.remove(r.of());
        }
        return data("planned: " + change.words() + "\n" + String.join("\n", change.differences()));
    }

    private void bounded(List<ObjectChange> more) throws Misuse {
        if (steps.stream().mapToInt(s -> s.changes().size()).sum() + more.size() > CHANGES) {
            throw new Misuse("a plan has at most " + CHANGES + " changes");
        }
    }
}
