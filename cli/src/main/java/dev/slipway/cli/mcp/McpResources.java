package dev.slipway.cli.mcp;

import dev.slipway.gate.Workspace;
import dev.slipway.run.EarlierRuns;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What can be read: the last report, what another run would do, how it stands, what containers print. */
final class McpResources {
    private static final String JSON = "application/json";
    private static final String LOGS = "slipway://logs/";
    private static final Calls.Client NOBODY = new Calls.Client() {
        @Override
        public void progress(String line) {
            // A resource is read as a whole.
        }

        @Override
        public String ask(String shown, String question) {
            return "";
        }
    };

    private final Calls calls;

    McpResources(Calls calls) {
        this.calls = calls;
    }

    List<SyncResourceSpecification> all() {
        return List.of(
                resource(
                        "slipway://report",
                        "report",
                        "The last run's report, with every check and its evidence.",
                        JSON),
                resource("slipway://plan", "plan", "What up would do now, phase by phase, and why.", JSON),
                resource("slipway://status", "status", "Last results, workloads, addresses, causes of trouble.", JSON),
                resource("slipway://logs", "logs", "What all containers of the application print.", "text/plain"));
    }

    List<SyncResourceTemplateSpecification> templates() {
        return List.of(new SyncResourceTemplateSpecification(
                McpSchema.ResourceTemplate.builder(LOGS + "{service}", "logs of a service")
                        .description("What the containers of one service print.")
                        .mimeType("text/plain")
                        .build(),
                (exchange, request) ->
                        told(request.uri(), "text/plain", logs(request.uri().substring(LOGS.length())))));
    }

    private SyncResourceSpecification resource(String uri, String name, String description, String type) {
        return new SyncResourceSpecification(
                McpSchema.Resource.builder(uri, name)
                        .description(description)
                        .mimeType(type)
                        .build(),
                (exchange, request) -> told(uri, type, text(name)));
    }

    private String text(String name) {
        String folder = calls.folder("").toString();
        return switch (name) {
            case "report" -> report();
            case "logs" -> logs("");
            default ->
                shown(calls.look(
                        new Calls.Words(name).option("-o", "json").plain(folder).all(), NOBODY));
        };
    }

    private String report() {
        try {
            Path folder = calls.folder("");
            List<Path> pages = new EarlierRuns(Workspace.of(folder, Map.of()).work()).reports();
            if (pages.isEmpty()) {
                return "{\"none\": \"No run has left a report here yet.\"}";
            }
            return calls.safe(Files.readString(pages.getFirst().resolveSibling("report.json")));
        } catch (IOException e) {
            return "{\"none\": \"The last report cannot be read.\"}";
        }
    }

    private String logs(String service) {
        return shown(calls.look(
                new Calls.Words("logs")
                        .option("--service", service)
                        .plain(calls.folder("").toString())
                        .all(),
                NOBODY));
    }

    private static String shown(Calls.Ended ended) {
        return ended.out().isBlank() ? ended.err() : ended.out();
    }

    private static McpSchema.ReadResourceResult told(String uri, String type, String text) {
        return new McpSchema.ReadResourceResult(List.of(new McpSchema.TextResourceContents(uri, type, text)));
    }
}
