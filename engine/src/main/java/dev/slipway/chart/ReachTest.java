package dev.slipway.chart;

import dev.slipway.application.Health;
import dev.slipway.application.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pod of {@code helm test}, which asks every service from inside the cluster. It runs in an image of the release
 * that has a program for this, so that no other image is pulled.
 */
final class ReachTest {
    private ReachTest() {}

    /** Empty where no image of the application can open a connection by a script. */
    static Optional<String> of(Model model) {
        return model.parts().stream()
                .sorted((a, b) -> Boolean.compare(a.store(), b.store()))
                .flatMap(part -> tool(part).stream().map(tool -> render(model, part, tool)))
                .findFirst();
    }

    private enum Tool {
        /** The test in a store's image. The image has a shell and the store's client, and can ask this store only. */
        SHELL,
        NODE,
        PYTHON
    }

    private static Optional<Tool> tool(Part part) {
        if (part.store()) {
            return Optional.of(Tool.SHELL);
        }
        String program = part.image().entrypoint().isEmpty()
                ? ""
                : part.image().entrypoint().getFirst().replaceFirst(".*/", "");
        if (program.equals("node")) {
            return Optional.of(Tool.NODE);
        }
        return program.startsWith("python") ? Optional.of(Tool.PYTHON) : Optional.empty();
    }

    private static String render(Model model, Part part, Tool tool) {
        List<String> command = switch (tool) {
            case SHELL -> List.of("/bin/sh", "-c");
            case NODE -> List.of(part.image().entrypoint().getFirst(), "--input-type=module", "-e");
            case PYTHON -> List.of(part.image().entrypoint().getFirst(), "-c");
        };
        return Template.fill(
                "test.yaml",
                Map.of(
                        "app", model.name(),
                        "service", part.name(),
                        "user", String.valueOf(part.user()),
                        "command",
                                command.stream()
                                        .map(w -> "- " + ValuesYaml.scalar(w) + "\n")
                                        .collect(Collectors.joining()),
                        "script", script(model, part, tool)));
    }

    private static String script(Model model, Part part, Tool tool) {
        List<String> urls = model.parts().stream()
                .filter(p -> p.port() > 0 && !p.store() && p.service().protocol() == Protocol.HTTP)
                .map(p -> "http://%s:%d%s".formatted(p.name(), p.port(), path(p)))
                .toList();
        List<List<Object>> stores = model.parts().stream()
                .filter(p -> p.store() || p.port() > 0 && p.service().protocol() != Protocol.HTTP)
                .map(p -> List.<Object>of(p.name(), p.port()))
                .toList();
        Map<String, String> words = Map.of(
                "urls", JsonMapper.shared().writeValueAsString(urls),
                "stores", stores.isEmpty() ? "" : JsonMapper.shared().writeValueAsString(stores),
                "asks", part.store() ? part.keeping().waits(part.name(), part.port()) : "");
        return switch (tool) {
            case SHELL -> Template.fill("reach.sh", words);
            case NODE -> Template.fill("reach.js", words);
            case PYTHON -> Template.fill("reach.py", words);
        };
    }

    private static String path(Part part) {
        Health health = part.service().health();
        return Stream.of(
                        health.ready(),
                        health.live(),
                        health.started(),
                        part.service().base() + "/")
                .filter(p -> !p.isBlank())
                .findFirst()
                .orElseThrow();
    }
}
