package dev.slipway.validate;

import dev.slipway.process.Command;
import dev.slipway.process.SearchPath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.io.file.PathUtils;

/** A headless browser of the Chromium family, with a profile of its own that ends with it. */
final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of(
            "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge");
    private static final Path MAC = Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    private final Path profile;
    private final Thread process;
    private final DevTools tools;

    private Chromium(Path profile, Thread process, DevTools tools) {
        this.profile = profile;
        this.process = process;
        this.tools = tools;
    }

    /** {@code CHROME} if it is set, else the first one on the {@code PATH}. */
    static Optional<Path> find(Map<String, String> env) {
        String chosen = env.getOrDefault("CHROME", "");
        if (!chosen.isBlank()) {
            return Optional.of(Path.of(chosen)).filter(Files::isExecutable);
        }
        SearchPath path = SearchPath.of(env);
        return NAMES.stream()
                .flatMap(path::all)
                .findFirst()
                .or(() -> Optional.of(MAC).filter(Files::isExecutable));
    }

    static Chromium start(Path executable) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory("slipway-browser");
        List<String> words = new ArrayList<>(List.of(
                executable.toString(),
                "--headless=new",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "--window-size=1280,800",
                "--hide-scrollbars",
                "--no-first-run",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-extensions",
                // The browser asks nobody but the application.
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync"));
        if ("root".equals(System.getProperty("user.name"))) {
            // Chromium's sandbox refuses to work for root.
            words.add("--no-sandbox");
        }
        words.add("about:blank");
        CompletableFuture<Command.Result> ended = new CompletableFuture<>();
        Thread process = Thread.ofVirtual().start(() -> {
            try {
                ended.complete(Command.of(words.toArray(String[]::new))
                        .within(Duration.ofMinutes(30))
                        .run());
            } catch (InterruptedException e) {
                ended.completeExceptionally(e);
            }
        });
        try {
            return new Chromium(profile, process, new DevTools(address(profile, ended)));
        } catch (IOException | InterruptedException e) {
            end(process, profile);
            throw e;
        }
    }

    /** The browser writes port and path to a file of its profile as soon as it listens. */
    private static URI address(Path profile, CompletableFuture<Command.Result> ended)
            throws IOException, InterruptedException {
        Path file = profile.resolve("DevToolsActivePort");
        for (int i = 0; i < 600; i++) {
            if (ended.isDone()) {
                throw new IOException("the browser ended at once: "
                        + String.join(" ", ended.join().tail(3)));
            }
            List<String> lines = Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() >= 2) {
                return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
            }
            Thread.sleep(50);
        }
        throw new IOException("the browser did not listen within 30 s");
    }

    /** A page with cookies of its own. */
    Tab open() throws IOException, InterruptedException {
        String context = tools.call(null, "Target.createBrowserContext", Map.of())
                .path("browserContextId")
                .asString("");
        String target = tools.call(
                        null, "Target.createTarget", Map.of("url", "about:blank", "browserContextId", context))
                .path("targetId")
                .asString("");
        String session = tools.call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asString("");
        return new Tab(tools, session);
    }

    @Override
    public void close() {
        try {
            tools.call(null, "Browser.close", Map.of());
        } catch (IOException e) {
            // The browser may close before it answers.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tools.close();
        end(process, profile);
    }

    private static void end(Thread process, Path profile) {
        process.interrupt();
        try {
            process.join(Duration.ofSeconds(5));
            PathUtils.deleteDirectory(profile);
        } catch (IOException e) {
            // A last process of the browser may still hold a file of its temporary profile.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
