package dev.slipway.cli.mcp;

import dev.slipway.assist.plan.ChangePlan;
import dev.slipway.assist.plan.Dangers;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The tools: each is a command of the terminal's with typed arguments. */
final class McpTools {
    private static final int INTERNAL = 1;
    private static final int USAGE = 2;
    private static final int BLOCKED = 40;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Calls calls;
    private final PlanShelf shelf = new PlanShelf();

    McpTools(Calls calls) {
        this.calls = calls;
    }

    /** Whether a tool looks, plans or changes. */
    private enum Kind {
        LOOKS,
        CHANGES
    }

    List<SyncToolSpecification> all() {
        List<SyncToolSpecification> tools = new ArrayList<>(List.of(
                tool(
                        "plan",
                        Kind.LOOKS,
                        "Says what up would do now, phase by phase, and why. Changes nothing.",
                        Schema.of().folder().release(),
                        (a, c) -> json(calls.look(release("plan", a).all(), c), false)),
                tool(
                        "status",
                        Kind.LOOKS,
                        "How the application stands: last results of the phases, workloads, addresses, causes of"
                                + " trouble.",
                        Schema.of().folder().release(),
                        (a, c) -> json(calls.look(release("status", a).all(), c), false)),
                tool(
                        "diagnose",
                        Kind.LOOKS,
                        "Names why something on a cluster does not work, whoever made it, with evidence and what mends"
                                + " it. Changes nothing.",
                        Schema.of().what().place().flag("all_namespaces", "look at all namespaces"),
                        (a, c) -> json(
                                calls.look(
                                        place("diagnose", a)
                                                .flag("--all-namespaces", a.flag("all_namespaces"))
                                                .option("-o", "json")
                                                .plain(a.text("what"))
                                                .all(),
                                        c),
                                true)),
                tool(
                        "fix",
                        Kind.LOOKS,
                        "Plans what mends the findings of diagnose, with the differences from the server's dry run."
                                + " Changes nothing: apply makes the plan.",
                        Schema.of().what().place().flag("all_namespaces", "look at all namespaces"),
                        (a, c) -> planned(
                                a,
                                file -> place("fix", a)
                                        .flag("--all-namespaces", a.flag("all_namespaces"))
                                        .option("--plan-only", file)
                                        .plain(a.text("what")),
                                true,
                                c)),
                tool(
                        "ask",
                        Kind.LOOKS,
                        "Says in words what is wanted of a cluster (deploy, scale, why, logs, list, audits ...). Answers"
                                + " questions; for changes it comes back with a plan, which apply makes.",
                        Schema.of()
                                .required("text", "what is wanted, such as: scale web to 3 and expose it on port 80")
                                .place(),
                        (a, c) -> planned(
                                a,
                                file -> place("ask", a)
                                        .option("--plan-only", file)
                                        .plain(a.text("text")),
                                false,
                                c)),
                tool(
                        "explain",
                        Kind.LOOKS,
                        "Cause and remedy of a failure ID such as SLIP-412.",
                        Schema.of().required("id", "the ID"),
                        (a, c) -> text(calls.look(
                                new Calls.Words("explain").plain(a.text("id")).all(), c)))));
        if (!calls.leave().readOnly()) {
            tools.add(tool(
                    "up",
                    Kind.CHANGES,
                    "Takes an application from source to a verified release: prepare, containerize, package, deploy,"
                            + " validate, with a gate after each. Takes minutes; tells its progress.",
                    Schema.of()
                            .folder()
                            .release()
                            .choice("until", "the last phase that is run", Schema.PHASES)
                            .flag("again", "run every phase, also where nothing has changed"),
                    this::up));
            tools.add(tool(
                    "apply",
                    Kind.CHANGES,
                    "Makes the plan that fix or ask came back with, named by its digest, after consent; then looks"
                            + " whether it came to what was asked for.",
                    Schema.of().required("plan", "the plan's digest, sha256:..."),
                    this::apply));
            tools.add(tool(
                    "undo",
                    Kind.CHANGES,
                    "Takes back the last of what apply, or slipway ask and fix, changed on a cluster, after consent.",
                    Schema.of()
                            .option("id", "as the list of changes names it; without it the last")
                            .place(),
                    (a, c) -> text(calls.change(
                            consented(place("undo", a), c, true)
                                    .plain(a.text("id"))
                                    .all(),
                            c))));
        }
        return tools;
    }

    private static Calls.Words release(String command, Arguments a) {
        return new Calls.Words(command)
                .option("--provider", a.text("provider"))
                .option("--context", a.text("context"))
                .option("--name", a.text("name"))
                .option("-o", "json")
                .plain(a.folder().toString());
    }

    private static Calls.Words place(String command, Arguments a) {
        Calls.Words words = new Calls.Words(command).option("--namespace", a.text("namespace"));
        places(a).forEach(p -> words.flag(p, true));
        return words;
    }

    private static List<String> places(Arguments a) {
        List<String> places = new ArrayList<>();
        for (String name : List.of("provider", "context")) {
            if (!a.text(name).isEmpty()) {
                places.add("--" + name + "=" + a.text(name));
            }
        }
        return places;
    }

    private CallToolResult up(Arguments a, Asked client) {
        // A cluster that the client names may be anybody's.
        if (!a.text("context").isEmpty()
                && client.canAsk()
                && !client.ask(
                                "",
                                "Deploy " + a.folder() + " on the cluster of the context " + a.text("context")
                                        + "? [y/N] ")
                        .matches("(?i)y|yes")) {
            return error("Nothing was changed: the person did not consent.");
        }
        String phase = a.text("until").isEmpty() ? "up" : a.text("until");
        return json(
                calls.change(release(phase, a).flag("--again", a.flag("again")).all(), client), false);
    }

    /** What is planned but not made. */
    private CallToolResult planned(
            Arguments a, java.util.function.Function<String, Calls.Words> words, boolean mends, Asked client) {
        Path file = temporary();
        try {
            Calls.Ended ended = calls.look(words.apply(file.toString()).all(), client);
            String said = without(ended, file);
            Optional<ChangePlan> plan = read(file);
            if (plan.isEmpty() || plan.get().changes().isEmpty()) {
                return result(ended.exit() == INTERNAL, said, facts(ended.exit()));
            }
            PlanShelf.Waiting waiting = shelf.keep(plan.get(), places(a), mends);
            Map<String, Object> facts = facts(ended.exit());
            facts.put("plan", waiting.digest());
            facts.put(
                    "changes",
                    plan.get().changes().stream()
                            .map(c -> calls.safe(c.words()))
                            .toList());
            facts.put("harms", plan.get().harms());
            return result(
                    false,
                    said
                            + (calls.leave().readOnly()
                                    ? "\nThis server was started with --read-only: nothing can be applied."
                                    : "\nNothing was changed. To make it, call apply with plan " + waiting.digest()
                                            + "."),
                    facts);
        } finally {
            delete(file);
        }
    }

    private CallToolResult apply(Arguments a, Asked client) {
        Optional<PlanShelf.Waiting> taken = shelf.take(a.text("plan"));
        if (taken.isEmpty()) {
            return error("There is no plan " + a.text("plan")
                    + " that waits: it was made already, or never shown. Call fix or ask" + " again.");
        }
        PlanShelf.Waiting waiting = taken.get();
        boolean harmful = !waiting.plan().harms().isEmpty();
        if (harmful && !client.canAsk() && !calls.leave().capital()) {
            shelf.putBack(waiting);
            return error("This does harm: " + String.join("; ", waiting.plan().harms())
                    + ". It needs a person's YES in capital letters, and this client cannot ask one. Nothing was changed. The"
                    + " person can do it in a terminal: ./slipway " + (waiting.mends() ? "fix" : "ask")
                    + ", or start the server with --YES.");
        }
        Optional<String> refusal = Dangers.refusal(waiting.plan().changes());
        if (refusal.isPresent()) {
            return error("Not done: " + refusal.get() + ".");
        }
        Path file = temporary();
        try {
            Files.writeString(file, waiting.plan().written());
            Calls.Words words = new Calls.Words("apply-plan").flag("--or-back", waiting.mends());
            waiting.place().forEach(p -> words.flag(p, true));
            Calls.Ended ended = calls.change(
                    consented(words, client, !harmful).plain(file.toString()).all(), client);
            return result(ended.exit() != 0, without(ended, file), facts(ended.exit()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(file);
        }
    }

    /**
     * Consent as far as it is there without a question: by how the server was started, or by the call itself where nobody can be
     * asked. Else the command asks.
     */
    private Calls.Words consented(Calls.Words words, Asked client, boolean byCall) {
        return words.flag("--YES", calls.leave().capital())
                .flag("--yes", calls.leave().yes() || byCall && !client.canAsk());
    }

    private static String without(Calls.Ended ended, Path file) {
        String told = (ended.out() + (ended.err().isBlank() ? "" : "\n" + ended.err())).strip();
        return told.lines()
                .filter(l -> !l.contains(file.toString()))
                .collect(java.util.stream.Collectors.joining("\n"));
    }

    private static Map<String, Object> facts(int exit) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("exit", exit);
        return facts;
    }

    private static CallToolResult text(Calls.Ended ended) {
        return result(ended.exit() != 0, (ended.out() + "\n" + ended.err()).strip(), facts(ended.exit()));
    }

    /** @param findings whether an exit code of trouble is an answer, too */
    private static CallToolResult json(Calls.Ended ended, boolean findings) {
        Map<String, Object> facts = facts(ended.exit());
        boolean well = ended.exit() == 0
                || findings && ended.exit() == BLOCKED && !ended.out().isBlank();
        try {
            if (!ended.out().isBlank()) {
                facts.put("result", JSON.readValue(ended.out(), Object.class));
            }
        } catch (JacksonException e) {
            facts.put("said", ended.out());
        }
        String errors = well ? "" : ended.err().strip();
        return result(!well, (ended.out() + "\n" + errors).strip(), facts);
    }

    private static CallToolResult error(String text) {
        return result(true, text, facts(USAGE));
    }

    private static CallToolResult result(boolean error, String text, Map<String, Object> facts) {
        return CallToolResult.builder()
                .addTextContent(text.isEmpty() ? "Nothing was said." : text)
                .structuredContent(facts)
                .isError(error)
                .build();
    }

    private SyncToolSpecification tool(
            String name,
            Kind kind,
            String description,
            Schema schema,
            BiFunction<Arguments, Asked, CallToolResult> work) {
        McpSchema.Tool tool = McpSchema.Tool.builder(name, schema.written())
                .description(description)
                .annotations(McpSchema.ToolAnnotations.builder()
                        .readOnlyHint(kind == Kind.LOOKS)
                        .destructiveHint(kind == Kind.CHANGES)
                        .openWorldHint(kind == Kind.CHANGES)
                        .build())
                .build();
        return SyncToolSpecification.builder()
                .tool(tool)
                .callHandler((exchange, request) -> called(exchange, request, work))
                .build();
    }

    private CallToolResult called(
            McpSyncServerExchange exchange,
            McpSchema.CallToolRequest request,
            BiFunction<Arguments, Asked, CallToolResult> work) {
        try {
            return work.apply(new Arguments(calls, request.arguments()), new Asked(exchange, request.progressToken()));
        } catch (IllegalArgumentException e) {
            return error(calls.safe(String.valueOf(e.getMessage())));
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("slipway-plan", ".json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ChangePlan> read(Path file) {
        try {
            String text = Files.readString(file);
            return text.isBlank() ? Optional.empty() : Optional.of(ChangePlan.read(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
