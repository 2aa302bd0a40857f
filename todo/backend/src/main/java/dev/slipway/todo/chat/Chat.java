package dev.slipway.todo.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.todo.interpret.Interpretation;
import dev.slipway.todo.interpret.Interpreter;
import dev.slipway.todo.interpret.Pending;
import dev.slipway.todo.interpret.Utterance;
import dev.slipway.todo.problem.Problem;
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
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * One message, its tools and its answer in one transaction: a pod killed in the middle leaves nothing behind, and the same
 * request sent again (Idempotency-Key) is answered once.
 */
@Singleton
final class Chat {
    /** How many tasks the interpreter sees: the open ones first. */
    private static final TaskQuery IN_VIEW = new TaskQuery(
            TaskQuery.Status.ALL, null, null, List.of(), null, null, false, null, null, TaskQuery.MOST, 0);

    private static final int LONGEST_TITLE = 60;

    private final Jdbi database;
    private final Conversations conversations;
    private final Tasks tasks;
    private final Toolbox toolbox;
    private final ToolJson json;
    private final Interpreter interpreter;
    private final Clock clock;

    Chat(
            Jdbi database,
            Conversations conversations,
            Tasks tasks,
            Toolbox toolbox,
            ToolJson json,
            Interpreter interpreter,
            Clock clock) {
        this.database = database;
        this.conversations = conversations;
        this.tasks = tasks;
        this.toolbox = toolbox;
        this.json = json;
        this.interpreter = interpreter;
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
        return database.inTransaction(handle -> earlier(handle, ask).orElseGet(() -> answer(handle, ask)));
    }

    private Answer answer(Handle handle, Ask ask) {
        long conversation = ask.conversation() == null
                ? conversations.create(handle, ask.user(), title(ask.message()))
                : ask.conversation();
        Conversations.Locked locked = conversations
                .lock(handle, ask.user(), conversation)
                .orElseThrow(() -> Problem.notFound("There is no conversation " + conversation)
                        .refuse());
        Optional<Long> question =
                conversations.addQuestion(handle, ask.user(), conversation, ask.message(), ask.requestKey());
        if (question.isEmpty()) {
            // The same request came in twice at once; the other one was first, and has been committed.
            return earlier(handle, ask)
                    .orElseThrow(() -> Problem.of(
                                    409, "in-progress", "In progress", "This message is being answered already")
                            .refuse());
        }
        Memory memory = Memory.read(locked.pending(), json, ask.zone());
        Interpretation meaning = interpreter.interpret(new Utterance(
                ask.message(),
                ask.zone(),
                clock.instant(),
                inView(handle, ask.user()),
                memory.mentioned(),
                memory.pending()));
        return carryOut(handle, ask, conversation, question.get(), meaning);
    }

    private Answer carryOut(Handle handle, Ask ask, long conversation, long question, Interpretation meaning) {
        List<ToolCall> calls = switch (meaning) {
            case Interpretation.Calls known -> known.calls();
            case Interpretation.Question asked -> asked.calls();
            case Interpretation.Say ignored -> List.of();
        };
        ArrayNode toolCalls = JsonNodeFactory.instance.arrayNode();
        List<ToolResult> results = new ArrayList<>();
        for (ToolCall call : calls) {
            ToolResult result = toolbox.run(handle, ask.user(), ask.zone(), call, Source.chat(question));
            results.add(result);
            toolCalls
                    .addObject()
                    .put("name", call.name())
                    .<ObjectNode>set("arguments", json.arguments(call, ask.zone()))
                    .set("result", json.result(result));
        }
        String done = new Phrases(ask.zone(), clock.instant()).tell(results);
        String text = switch (meaning) {
            case Interpretation.Calls known ->
                known.unclear().isEmpty()
                        ? done
                        : done + "\nI did not understand: " + String.join("; ", known.unclear()) + ".";
            case Interpretation.Question asked -> done.isEmpty() ? asked.text() : done + "\n" + asked.text();
            case Interpretation.Say say -> say.text();
        };
        Optional<Pending> pending =
                meaning instanceof Interpretation.Question asked ? Optional.of(asked.pending()) : Optional.empty();
        long message =
                conversations.addAnswer(handle, ask.user(), conversation, question, text, toolCalls, "interpreter");
        conversations.touch(handle, conversation, new Memory(pending, mentioned(results)).write(json, ask.zone()));
        return new Answer(conversation, message, text, toolCalls, "interpreter");
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
                                        answer.engine() == null ? "interpreter" : answer.engine())));
    }

    private List<Task> inView(Handle handle, String user) {
        return tasks.list(handle, user, IN_VIEW).tasks().stream()
                .sorted((a, b) -> Boolean.compare(a.completed(), b.completed()))
                .toList();
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
