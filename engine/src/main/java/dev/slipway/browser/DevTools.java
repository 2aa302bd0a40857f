package dev.slipway.browser;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Chrome DevTools Protocol over two pipes ({@code --remote-debugging-pipe}): calls with answers, and events. Each message
 * ends with a zero byte.
 */
final class DevTools implements AutoCloseable {
    private static final long ANSWER_SECONDS = 30;

    private final Map<Long, PendingCall> waiting = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong ids = new AtomicLong();
    private final OutputStream to;
    private volatile @Nullable IOException ended;

    /** @param session empty for the browser itself */
    private record PendingCall(String session, CompletableFuture<JsonNode> answer) {}

    DevTools(InputStream from, OutputStream to) {
        this.to = to;
        Thread.ofPlatform().daemon().name("browser").start(() -> read(new BufferedInputStream(from)));
    }

    /** Adds a listener for every event. It runs on the reader's thread and must not {@link #call}. */
    void onEvent(Consumer<JsonNode> listener) {
        listeners.add(listener);
    }

    /** @param session of a target, or null for the browser itself */
    JsonNode call(@Nullable String session, String method, Map<String, ?> params)
            throws IOException, InterruptedException {
        long id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, new PendingCall(Objects.requireNonNullElse(session, ""), answer));
        try {
            send(id, session, method, params);
            IOException end = ended;
            if (end != null) {
                throw new IOException(method + ": " + end.getMessage(), end);
            }
            JsonNode reply = await(answer, method);
            if (reply.has("error")) {
                throw new IOException(
                        method + ": " + reply.path("error").path("message").asString(""));
            }
            return reply.path("result");
        } finally {
            waiting.remove(id);
        }
    }

    /** Sends a message whose answer nobody waits for. */
    void tell(String session, String method, Map<String, ?> params) {
        try {
            send(ids.incrementAndGet(), session, method, params);
        } catch (IOException e) {
            // Callers that wait learn that there is no answer.
        }
    }

    private void send(long id, @Nullable String session, String method, Map<String, ?> params) throws IOException {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", id);
        message.put("method", method);
        message.put("params", params);
        if (session != null) {
            message.put("sessionId", session);
        }
        byte[] text = JsonMapper.shared().writeValueAsBytes(message);
        synchronized (to) {
            to.write(text);
            to.write(0);
            to.flush();
        }
    }

    private static JsonNode await(CompletableFuture<JsonNode> future, String what)
            throws IOException, InterruptedException {
        try {
            return future.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    what + ": " + Objects.requireNonNullElse(e.getCause(), e).getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException(what + ": the browser gave no answer in " + ANSWER_SECONDS + " s", e);
        }
    }

    private void read(InputStream from) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try (from) {
            for (int next = from.read(); next >= 0; next = from.read()) {
                if (next > 0) {
                    message.write(next);
                    continue;
                }
                received(message.toString(StandardCharsets.UTF_8));
                message.reset();
            }
            end(new IOException("the browser has ended"));
        } catch (IOException e) {
            end(e);
        }
    }

    private void received(String text) {
        JsonNode message;
        try {
            message = JsonMapper.shared().readTree(text);
        } catch (JacksonException e) {
            // Jackson cannot read an event of this size. The later events must still be read.
            return;
        }
        if (message.has("id")) {
            PendingCall call = waiting.get(message.path("id").asLong());
            if (call != null) {
                call.answer().complete(message);
            }
            return;
        }
        String method = message.path("method").asString("");
        if (method.equals("Inspector.targetCrashed") || method.equals("Inspector.detached")) {
            // A crashed page does not answer what it was asked.
            fail(message.path("sessionId").asString(""), new IOException("the page has crashed"));
        }
        listeners.forEach(listener -> listener.accept(message));
    }

    private void end(IOException why) {
        ended = why;
        waiting.values().forEach(call -> call.answer().completeExceptionally(why));
    }

    private void fail(String session, IOException why) {
        waiting.values().stream()
                .filter(call -> call.session().equals(session))
                .forEach(call -> call.answer().completeExceptionally(why));
    }

    @Override
    public void close() {
        try {
            to.close();
        } catch (IOException e) {
            // The browser has closed its end first.
        }
    }
}
