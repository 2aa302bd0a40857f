package dev.slipway.todo.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ArrayNode;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Conversations in the database: nothing of them is held here, so that any replica goes on with any of them. */
@Singleton
final class Conversations {
    private final ObjectMapper mapper;

    Conversations(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Conversation(long id, String title, Instant createdAt, Instant updatedAt) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Message(
            long id,
            String role,
            String content,

            @Schema(type = SchemaType.ARRAY, implementation = Answer.CalledTool.class)
            JsonNode toolCalls,

            List<Choice> choices,
            @Schema(nullable = true) @Nullable String engine,
            Instant createdAt) {
        Message {
            choices = List.copyOf(choices);
        }

        Message asking(List<Choice> answers) {
            return new Message(id, role, content, toolCalls, answers, engine, createdAt);
        }
    }

    /** @param pending the question that waits for an answer, as JSON */
    record Locked(long id, Optional<JsonNode> pending) {}

    List<Conversation> list(Handle handle, String user, int limit) {
        return handle.createQuery("""
                        select id, title, created_at, updated_at from conversations where user_id = :user
                        order by updated_at desc limit :limit""")
                .bind("user", user)
                .bind("limit", limit)
                .map((row, context) -> new Conversation(
                        row.getLong("id"),
                        row.getString("title"),
                        instant(row, "created_at"),
                        instant(row, "updated_at")))
                .list();
    }

    /** What is kept for the next message: the open question, and what was spoken of. */
    Optional<JsonNode> pending(Handle handle, String user, long id) {
        return handle.createQuery("select pending from conversations where user_id = :user and id = :id")
                .bind("user", user)
                .bind("id", id)
                .map((row, context) ->
                        Optional.ofNullable(row.getString("pending")).map(this::parse))
                .one();
    }

    boolean exists(Handle handle, String user, long id) {
        return handle.createQuery("select exists (select from conversations where user_id = :user and id = :id)")
                .bind("user", user)
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    /** The newest messages before {@code before}, oldest first. */
    List<Message> messages(Handle handle, String user, long conversation, long before, int limit) {
        return handle.createQuery("""
                        select * from (select id, role, content, case role when 'user' then '[]' else tool_calls end as tool_calls, engine,
                          created_at from messages
                          where user_id = :user and conversation_id = :conversation and id < :before
                          order by id desc limit :limit) newest order by id""")
                .bind("user", user)
                .bind("conversation", conversation)
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> message(row))
                .list();
    }

    long create(Handle handle, String user, String title) {
        return handle.createQuery("insert into conversations (user_id, title) values (:user, :title) returning id")
                .bind("user", user)
                .bind("title", title)
                .mapTo(Long.class)
                .one();
    }

    /** Locked until the transaction ends: two messages to one conversation are answered one after the other. */
    Optional<Locked> lock(Handle handle, String user, long id) {
        return handle.createQuery("select id, pending from conversations where user_id = :user and id = :id for update")
                .bind("user", user)
                .bind("id", id)
                .map((row, context) -> new Locked(
                        row.getLong("id"),
                        Optional.ofNullable(row.getString("pending")).map(this::parse)))
                .findOne();
    }

    /** @return the message's id; empty when this request was taken before */
    Optional<Long> addQuestion(
            Handle handle,
            String user,
            long conversation,
            String text,
            @Nullable String requestKey,
            Optional<Duration> working) {
        return handle.createQuery("""
                        insert into messages (conversation_id, user_id, role, content, request_key, working_until)
                        values (:conversation, :user, 'user', :text, :key,
                                clock_timestamp() + make_interval(secs => cast(:working as double precision)))
                        on conflict (user_id, request_key) where request_key is not null do nothing returning id""")
                .bind("conversation", conversation)
                .bind("user", user)
                .bind("text", text)
                .bind("key", requestKey)
                .bind("working", working.map(Duration::toSeconds).orElse(null))
                .mapTo(Long.class)
                .findOne();
    }

    long addAnswer(
            Handle handle,
            String user,
            long conversation,
            long question,
            String text,
            JsonNode toolCalls,
            String engine) {
        return handle.createQuery("""
                        insert into messages (conversation_id, user_id, role, content, tool_calls, engine, answers)
                        values (:conversation, :user, 'assistant', :text, cast(:calls as jsonb), :engine, :question)
                        returning id""")
                .bind("conversation", conversation)
                .bind("user", user)
                .bind("text", text)
                .bind("calls", toolCalls.toString())
                .bind("engine", engine)
                .bind("question", question)
                .mapTo(Long.class)
                .one();
    }

    void touch(Handle handle, long conversation, Optional<JsonNode> pending) {
        handle.createUpdate(
                        "update conversations set pending = cast(:pending as jsonb), updated_at = clock_timestamp() where id = :id")
                .bind("pending", pending.map(JsonNode::toString).orElse(null))
                .bind("id", conversation)
                .execute();
    }

    /** A request that was taken before: where, and its answer where there is one. */
    record Earlier(long question, long conversation, Optional<Message> answer) {}

    Optional<Earlier> earlier(Handle handle, String user, String requestKey) {
        return handle.createQuery("""
                        select q.id as question, q.conversation_id, a.id, a.role, a.content, a.tool_calls, a.engine, a.created_at
                        from messages q left join messages a on a.answers = q.id
                        where q.user_id = :user and q.request_key = :key""")
                .bind("user", user)
                .bind("key", requestKey)
                .map((row, context) -> {
                    long question = row.getLong("question");
                    long conversation = row.getLong("conversation_id");
                    return new Earlier(
                            question,
                            conversation,
                            row.getString("role") == null ? Optional.empty() : Optional.of(message(row)));
                })
                .findOne();
    }

    /** Keeps what the tools have done for a message that has no answer yet, with the message. */
    void record(Handle handle, long question, JsonNode toolCalls) {
        handle.createUpdate("update messages set tool_calls = cast(:calls as jsonb) where id = :question")
                .bind("calls", toolCalls.toString())
                .bind("question", question)
                .execute();
    }

    /** @param working a replica may still be at it */
    record Unanswered(long question, long conversation, ArrayNode toolCalls, boolean working) {}

    Optional<Unanswered> unanswered(Handle handle, String user, String requestKey) {
        return handle.createQuery("""
                        select id, conversation_id, tool_calls, coalesce(working_until > clock_timestamp(), false) as working
                        from messages where user_id = :user and request_key = :key for update""")
                .bind("user", user)
                .bind("key", requestKey)
                .map((row, context) -> new Unanswered(
                        row.getLong("id"),
                        row.getLong("conversation_id"),
                        (ArrayNode) parse(row.getString("tool_calls")),
                        row.getBoolean("working")))
                .findOne();
    }

    boolean delete(Handle handle, String user, long id) {
        return handle.createUpdate("delete from conversations where user_id = :user and id = :id")
                        .bind("user", user)
                        .bind("id", id)
                        .execute()
                > 0;
    }

    private Message message(ResultSet row) throws SQLException {
        return new Message(
                row.getLong("id"),
                row.getString("role"),
                row.getString("content"),
                parse(row.getString("tool_calls")),
                List.of(),
                row.getString("engine"),
                instant(row, "created_at"));
    }

    private JsonNode parse(String json) {
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database gave JSON that is none", e);
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
