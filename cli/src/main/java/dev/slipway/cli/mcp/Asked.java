package dev.slipway.cli.mcp;

import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The client of one call: its person is asked by elicitation, where it has that. */
final class Asked implements Calls.Client {
    private static final String ANSWER = "answer";

    private final McpSyncServerExchange exchange;
    private final @Nullable Object token;
    private final AtomicInteger steps = new AtomicInteger();

    /** @param token under which the client wants progress; null where it does not */
    Asked(McpSyncServerExchange exchange, @Nullable Object token) {
        this.exchange = exchange;
        this.token = token;
    }

    boolean canAsk() {
        McpSchema.ClientCapabilities has = exchange.getClientCapabilities();
        // One that only opens pages (mode url) cannot show a plan.
        return has != null
                && has.elicitation() != null
                && (has.elicitation().form() != null || has.elicitation().url() == null);
    }

    @Override
    public void progress(String line) {
        if (token != null && !line.isBlank()) {
            exchange.progressNotification(
                    new McpSchema.ProgressNotification(token, (double) steps.incrementAndGet(), null, line.strip()));
        }
    }

    @Override
    public String ask(String shown, String question) {
        if (!canAsk()) {
            return "";
        }
        boolean capital = question.contains("YES in capital letters");
        Map<String, Object> answer = capital
                ? Map.of("type", "string", "title", "Consent", "description", "YES in capital letters")
                : Map.of("type", "string", "title", "Consent", "enum", List.of("no", "yes"));
        try {
            McpSchema.ElicitResult result = exchange.createElicitation(McpSchema.ElicitRequest.builder(
                            (shown.strip() + "\n\n" + question.strip()).strip(),
                            Map.of("type", "object", "properties", Map.of(ANSWER, answer), "required", List.of(ANSWER)))
                    .build());
            return result.action() == McpSchema.ElicitResult.Action.ACCEPT && result.content() != null
                    ? String.valueOf(result.content().getOrDefault(ANSWER, ""))
                    : "";
        } catch (McpError | IllegalStateException e) {
            return "";
        }
    }
}
