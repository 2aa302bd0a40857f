package dev.slipway.todo.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.todo.agent.ModelAgent;
import dev.slipway.todo.agent.ModelFailed;
import dev.slipway.todo.agent.Said;
import dev.slipway.todo.interpret.Interpretation;
import dev.slipway.todo.interpret.Interpreter;
import dev.slipway.todo.interpret.Pending;
import dev.slipway.todo.interpret.Utterance;
import dev.slipway.todo.problem.Problem;
import dev.slipway.todo.problem.Refusal;
import dev.slipway.todo.tasks.Source;
import dev.slipway.todo.tasks.Task;
import dev.slipway.todo.tasks.TaskQuery;
import dev.slipway.todo.tasks.Tasks;
import dev.slipway.todo.tools.ToolCall;
import dev.slipway.todo.tools.ToolJson;
import dev.slipway.todo.tools.ToolResult;
import dev.slipway.todo.tools.Toolbox;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Answers messages. By rules, a message, its tools and its answer are one transaction: a pod killed in the middle leaves
 * nothing behind. The same request sent again (Idempotency-Key) is answered once.
 */
@Singleton
final class Chat {
    /** How many tasks the interpreter sees: the open ones first. */
    private static final TaskQuery IN_VIEW = new TaskQuery(
            TaskQuery.Status.ALL, null, null, List.of(), null, null, false, false, null, null, TaskQuery.MOST, 0);

    private static final int LONGEST_TITLE = 60;
    /** How many messages before this one a model is shown. */
    private static final int HISTORY = 20;
    /** After which a message without an answer is taken up by whoever is asked again. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String RULES = "interpreter";
    private static final Logger LOG = Logger.getLogger(Chat.class);

    private final Jdbi database;
    private final Conversations conversations;
    private final Tasks tasks;
    private final Toolbox toolbox;
    private final ToolJson json;
    private final Interpreter interpreter;
    private final ModelAgent agent;
    private final Clock clock;

    Chat(
            Jdbi database,
            Conversations conversations,
            Tasks tasks,
            Toolbox toolbox,
            ToolJson json,
            Interpreter interpreter,
            ModelAgent agent,
            Clock clock) {
        this.database = database;
        this.conversations = conversations;
        this.tasks = tasks;
        this.toolbox = toolbox;
        this.json = json;
        this.interpreter = interpreter;
        this.agent = agent;
        this.clock = clock;
    }

    /** @param conversation null starts one; @param requestKey the client's name for this request */
    record Ask(
            String user,
            ZoneId zone,
            @Nullable Long conversation,
            String message,
            @Nullable String requestKey) {}

    Answer answer(Ask ask) {
        return agent.present()
                ? byModel(ask)
                : database.inTransaction(handle -> earlier(handle, ask)
                        .orElseGet(() -> byRules(handle, ask, open(handle, ask, Optional.empty()), phrases -> "")));
    }

    /** A message that has its place in its conversation and waits for its answer. */
    private record Opened(long conversation, long question, Memory memory) {}

    /** @param working how long the answer may take, when it does not come in this transaction */
    private Opened open(Handle handle, Ask ask, Optional<Duration> working) {
        long conversation = ask.conversation() == null
                ? conversations.create(handle, ask.user(), title(ask.message()))
                : ask.conversation();
        Conversations.Locked locked = conversations
                .lock(handle, ask.user(), conversation)
                .orElseThrow(() -> Problem.notFound("There is no conversation " + conversation)
                        .refuse());
        long question = conversations
                .addQuestion(handle, ask.user(), conversation, ask.message(), ask.requestKey(), working)
                // The same request came in twice at once, and the other one was first.
                .orElseThrow(Chat::inProgress);
        return new Opened(conversation, question, Memory.read(locked.pending(), json, ask.zone()));
    }

    private Utterance utterance(Handle handle, Ask ask, Opened opened) {
        return new Utterance(
                ask.message(),
                language(handle, ask, opened),
                ask.zone(),
                clock.instant(),
                inView(handle, ask.user()),
                opened.memory().mentioned(),
                opened.memory().pending());
    }

    /** @param note said before the answer */
    private Answer byRules(Handle handle, Ask ask, Opened opened, Function<Phrases, String> note) {
        Interpretation meaning = interpreter.interpret(utterance(handle, ask, opened));
        List<ToolCall> calls = switch (meaning) {
            case Interpretation.Calls known -> known.calls();
            case Interpretation.Question asked -> asked.calls();
            case Interpretation.Tell ignored -> List.of();
            case Interpretation.Say ignored -> List.of();
        };
        ArrayNode toolCalls = JsonNodeFactory.instance.arrayNode();
        List<ToolResult> results = new ArrayList<>();
        for (ToolCall call : calls) {
            ToolResult result =
                    toolbox.run(handle, ask.user(), ask.zone(), soonestFirst(call), Source.chat(opened.question()));
            results.add(result);
            toolCalls.add(called(call, json.result(result), ask.zone()));
        }
        Phrases phrases = Phrases.in(meaning.language(), ask.zone(), clock.instant());
        String done = phrases.tell(results);
        String text = switch (meaning) {
            case Interpretation.Calls known ->
                known.unclear().isEmpty() ? done : done + "\n" + phrases.unclear(known.unclear());
            case Interpretation.Question asked -> done.isEmpty() ? asked.text() : done + "\n" + asked.text();
            case Interpretation.Tell tell -> phrases.tell(tell.fact());
            case Interpretation.Say say -> say.text();
        };
        Optional<Pending> pending =
                meaning instanceof Interpretation.Question asked ? Optional.of(asked.pending()) : Optional.empty();
        List<Long> mentioned = meaning instanceof Interpretation.Tell tell
                ? tell.fact().tasks().stream().map(Task::id).toList()
                : mentioned(results);
        Memory memory = new Memory(pending, mentioned);
        return close(handle, ask, opened, note.apply(phrases) + text, toolCalls, RULES, memory);
    }

    /**
     * A model takes its time: no transaction stays open for it. Each tool call is committed together with the record of it, so
     * that after a crash the same request is not done twice.
     */
    private Answer byModel(Ask ask) {
        Optional<Answer> before =
                database.inTransaction(handle -> earlier(handle, ask).or(() -> takeUp(handle, ask)));
        if (before.isPresent()) {
            return before.get();
        }
        Opened opened = database.inTransaction(handle -> open(handle, ask, Optional.of(PATIENCE)));
        Optional<Answer> decided = database.inTransaction(handle -> decided(handle, ask, opened));
        if (decided.isPresent()) {
            return decided.get();
        }
        List<Said> history = database.withHandle(handle ->
                conversations.messages(handle, ask.user(), opened.conversation(), opened.question(), HISTORY).stream()
                        .map(message -> new Said(message.role().equals("user"), message.content()))
                        .toList());
        ArrayNode toolCalls = JsonNodeFactory.instance.arrayNode();
        List<ToolResult> results = new ArrayList<>();
        Deletions deletions = new Deletions();
        try {
            String text = agent.answer(history, ask.message(), ask.zone(), (name, arguments) -> {
                ToolCall call = json.read(name, ToolJson.given(arguments), ask.zone());
                return database.inTransaction(handle -> {
                    Optional<Task> deleted = toDelete(handle, ask.user(), call, deletions);
                    if (deleted.isPresent()) {
                        deletions.hold(deleted.get());
                        return json.result(new ToolResult.Deleted(deleted.get()));
                    }
                    return done(handle, ask, opened, call, deletions, toolCalls, results);
                });
            });
            return database.inTransaction(handle -> {
                if (deletions.tooMany()) {
                    return asked(handle, ask, opened, deletions, toolCalls, results);
                }
                deletions.calls().forEach(call -> done(handle, ask, opened, call, new Deletions(), toolCalls, results));
                return close(
                        handle,
                        ask,
                        opened,
                        text,
                        toolCalls,
                        agent.name(),
                        new Memory(Optional.empty(), mentioned(results)));
            });
        } catch (ModelFailed e) {
            LOG.warnf("The language model failed: %s", e.getMessage());
            if (results.isEmpty()) {
                return database.inTransaction(handle -> byRules(handle, ask, opened, Phrases::withoutModel));
            }
            Phrases phrases = database.withHandle(handle -> phrases(handle, ask, opened));
            String text = phrases.stopped() + phrases.tell(results);
            Memory memory = new Memory(Optional.empty(), mentioned(results));
            return database.inTransaction(handle -> close(handle, ask, opened, text, toolCalls, RULES, memory));
        }
    }

    /** A yes or no to what was asked before more than a few tasks were deleted is no matter for the model. */
    private Optional<Answer> decided(Handle handle, Ask ask, Opened opened) {
        return opened.memory().pending().isPresent() && interpreter.answers(utterance(handle, ask, opened))
                ? Optional.of(byRules(handle, ask, opened, phrases -> ""))
                : Optional.empty();
    }

    /** The task that this call deletes, where there is one and it is not deleted already. */
    private Optional<Task> toDelete(Handle handle, String user, ToolCall call, Deletions deletions) {
        return call instanceof ToolCall.DeleteTask delete && !deletions.concerns(call)
                ? tasks.find(handle, user, delete.taskId())
                : Optional.empty();
    }

    private JsonNode done(
            Handle handle,
            Ask ask,
            Opened opened,
            ToolCall call,
            Deletions deletions,
            ArrayNode toolCalls,
            List<ToolResult> results) {
        ToolResult result = deletions.concerns(call)
                ? new ToolResult.Missing(call.task().orElseThrow())
                : deletions.without(toolbox.run(handle, ask.user(), ask.zone(), call, Source.chat(opened.question())));
        JsonNode told = json.result(result);
        toolCalls.add(called(call, told, ask.zone()));
        results.add(result);
        conversations.record(handle, opened.question(), toolCalls);
        return told;
    }

    /** Instead of the model's words, which speak of deletions that did not happen. */
    private Answer asked(
            Handle handle, Ask ask, Opened opened, Deletions deletions, ArrayNode toolCalls, List<ToolResult> results) {
        Locale language = language(handle, ask, opened);
        Interpretation.Question question = Interpreter.reallyDelete(language, deletions.tasks());
        String done = phrases(handle, ask, opened)
                .tell(results.stream()
                        .filter(result -> !(result instanceof ToolResult.Listed))
                        .toList());
        String text = done.isEmpty() ? question.text() : done + "\n" + question.text();
        Memory memory = new Memory(
                Optional.of(question.pending()),
                deletions.tasks().stream().map(Task::id).toList());
        return close(handle, ask, opened, text, toolCalls, RULES, memory);
    }

    /** A request that came in before and has no answer: its replica is at work on it, or was killed. */
    private Optional<Answer> takeUp(Handle handle, Ask ask) {
        if (ask.requestKey() == null) {
            return Optional.empty();
        }
        Optional<Conversations.Unanswered> left = conversations.unanswered(handle, ask.user(), ask.requestKey());
        if (left.isPresent() && left.get().working()) {
            throw inProgress();
        }
        return left.map(found -> {
            Conversations.Locked locked =
                    conversations.lock(handle, ask.user(), found.conversation()).orElseThrow(Chat::inProgress);
            Opened opened =
                    new Opened(found.conversation(), found.question(), Memory.read(locked.pending(), json, ask.zone()));
            if (found.toolCalls().isEmpty()) {
                return byRules(handle, ask, opened, Phrases::withoutModel);
            }
            List<String> names = new ArrayList<>();
            found.toolCalls()
                    .forEach(call -> names.add(call.path("name").asText().replace('_', ' ') + ": "
                            + call.path("result").path("title").asText()));
            String text = phrases(handle, ask, opened).interrupted(names);
            return close(handle, ask, opened, text, found.toolCalls(), RULES, new Memory(Optional.empty(), List.of()));
        });
    }

    private Phrases phrases(Handle handle, Ask ask, Opened opened) {
        return Phrases.in(language(handle, ask, opened), ask.zone(), clock.instant());
    }

    /** A message of no words ("2") is in the language of the answer before it. */
    private Locale language(Handle handle, Ask ask, Opened opened) {
        Locale none = Locale.ROOT;
        Locale own = Interpreter.language(ask.message(), none);
        return own.equals(none)
                ? conversations.messages(handle, ask.user(), opened.conversation(), opened.question(), 1).stream()
                        .findFirst()
                        .map(before -> Interpreter.language(before.content(), Locale.ENGLISH))
                        .orElse(Locale.ENGLISH)
                : own;
    }

    private Answer close(
            Handle handle, Ask ask, Opened opened, String text, ArrayNode toolCalls, String engine, Memory memory) {
        long message = conversations.addAnswer(
                handle, ask.user(), opened.conversation(), opened.question(), text, toolCalls, engine);
        conversations.touch(handle, opened.conversation(), memory.write(json, ask.zone()));
        return new Answer(opened.conversation(), message, text, toolCalls, Choice.of(memory.pending(), text), engine);
    }

    private ObjectNode called(ToolCall call, JsonNode result, ZoneId zone) {
        ObjectNode told = JsonNodeFactory.instance.objectNode().put("name", call.name());
        told.set("arguments", json.arguments(call, zone));
        told.set("result", result);
        return told;
    }

    private static Refusal inProgress() {
        return Problem.of(409, "in-progress", "In progress", "This message is being answered already")
                .refuse();
    }

    private Optional<Answer> earlier(Handle handle, Ask ask) {
        return ask.requestKey() == null
                ? Optional.empty()
                : conversations
                        .earlier(handle, ask.user(), ask.requestKey())
                        .flatMap(before -> before.answer()
                                .map(answer -> new Answer(
                                        before.conversation(),
                                        answer.id(),
                                        answer.content(),
                                        answer.toolCalls(),
                                        List.of(),
                                        answer.engine() == null ? RULES : answer.engine())));
    }

    private List<Task> inView(Handle handle, String user) {
        return tasks.list(handle, user, IN_VIEW).tasks().stream()
                .sorted((a, b) -> Boolean.compare(a.completed(), b.completed()))
                .toList();
    }

    /** Who asks what is due reads it in the order of when it is due. */
    private static ToolCall soonestFirst(ToolCall call) {
        return call instanceof ToolCall.ListTasks list
                        && list.filter().sort() == null
                        && (list.filter().overdue()
                                || list.filter().dueFrom() != null
                                || list.filter().dueBefore() != null)
                ? new ToolCall.ListTasks(list.filter().sortedBy(TaskQuery.Sort.DUE_DATE))
                : call;
    }

    private static List<Long> mentioned(List<ToolResult> results) {
        return results.stream()
                .flatMap(result -> switch (result) {
                    case ToolResult.Added added -> Stream.of(added.task());
                    case ToolResult.Listed listed -> listed.tasks().stream();
                    case ToolResult.Completed done -> Stream.of(done.task());
                    case ToolResult.Updated updated -> Stream.of(updated.task());
                    case ToolResult.Deleted ignored -> Stream.<Task>of();
                    case ToolResult.Undone ignored -> Stream.<Task>of();
                    case ToolResult.Missing ignored -> Stream.<Task>of();
                    case ToolResult.Refused ignored -> Stream.<Task>of();
                })
                .map(Task::id)
                .toList();
    }

    private static String title(String message) {
        String line = message.strip().lines().findFirst().orElse("");
        return line.codePointCount(0, line.length()) <= LONGEST_TITLE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_TITLE)) + "…";
    }
}
