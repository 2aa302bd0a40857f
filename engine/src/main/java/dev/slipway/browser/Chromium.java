package dev.slipway.browser;

import dev.slipway.process.SearchPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.file.PathUtils;

/**
 * A headless browser of the Chromium family, with a profile of its own. It listens to two pipes only, so no other
 * program can talk to it. It ends with the pipes, however this program ends.
 */
public final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of(
            "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge");
    private static final Path MAC = Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    /**
     * The shell outlives the browser and removes its profile. It passes its own input and output to the browser as
     * descriptors 3 and 4, which Java cannot do. Both write their messages to a file.
     */
    private static final String SHELL = """
            profile=$1; shift
            "$@" 3<&0 4>&1 </dev/null >"$profile/said" 2>&1
            code=$?
            exec <&- >&-
            cat "$profile/said" >&2
            rm -rf "$profile"
            exit $code
            """;

    /** The numeric user that owns nothing on a machine, the same as in images. */
    private static final int NOBODY = 65532;

    private static final List<String> SETPRIV = List.of("/usr/bin/setpriv", "/bin/setpriv");
    private static final List<String> KEPT =
            List.of("PATH", "LANG", "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY");

    private final Path profile;
    private final Process process;
    private final DevTools tools;

    private Chromium(Path profile, Process process, DevTools tools) {
        this.profile = profile;
        this.process = process;
        this.tools = tools;
    }

    /** {@code CHROME} if it is set, else the first one on the {@code PATH}. */
    public static Optional<Path> find(Map<String, String> env) {
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

    /**
     * Starts the browser as an ordinary user. If this program is root, it takes a user that owns nothing on this
     * machine. If the machine allows that user no sandbox for pages, the browser runs without one.
     */
    public static Chromium start(Path executable) throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return start(List.of(), executable, List.of());
        }
        String setpriv = SETPRIV.stream()
                .filter(file -> Files.isExecutable(Path.of(file)))
                .findFirst()
                .orElseThrow(() -> new IOException("it is not run as root, and there is no setpriv (util-linux) here"));
        List<String> asNobody = List.of(
                setpriv,
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                "--inh-caps=-all",
                "--bounding-set=-all");
        try {
            return start(asNobody, executable, List.of());
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("sandbox")) {
                throw e;
            }
            return start(asNobody, executable, List.of("--no-sandbox"));
        }
    }

    private static Chromium start(List<String> before, Path executable, List<String> flags)
            throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory("slipway-browser");
        if (!before.isEmpty()) {
            Files.setAttribute(profile, "unix:uid", NOBODY);
            Files.setAttribute(profile, "unix:gid", NOBODY);
        }
        List<String> words = new ArrayList<>(List.of("sh", "-c", SHELL, "sh", profile.toString()));
        words.addAll(before);
        words.add(executable.toString());
        words.addAll(flags);
        words.addAll(List.of(
                "--headless=new",
                "--remote-debugging-pipe",
                "--user-data-dir=" + profile,
                "--window-size=1280,800",
                "--hide-scrollbars",
                "--no-first-run",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-extensions",
                // A hidden page must not be slowed down.
                "--disable-background-timer-throttling",
                "--disable-backgrounding-occluded-windows",
                "--disable-renderer-backgrounding",
                // The browser must ask nobody but the application.
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "about:blank"));
        ProcessBuilder builder = new ProcessBuilder(words);
        Map<String, String> env = new TreeMap<>(builder.environment());
        env.keySet().retainAll(KEPT);
        env.putAll(Map.of("HOME", profile.toString(), "TMPDIR", profile.toString()));
        builder.environment().clear();
        builder.environment().putAll(env);
        Process process = builder.start();
        DevTools tools = new DevTools(process.getInputStream(), process.getOutputStream());
        try {
            tools.call(null, "Browser.getVersion", Map.of());
            return new Chromium(profile, process, tools);
        } catch (IOException e) {
            tools.close();
            throw new IOException(e.getMessage() + "; " + lastOutput(process), e);
        } catch (InterruptedException e) {
            end(process, profile);
            throw e;
        }
    }

    /** The last lines that a browser printed before it ended. */
    private static String lastOutput(Process process) throws IOException, InterruptedException {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
        List<String> lines = process.errorReader().lines().toList();
        return String.join(" ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    /** Opens a page with cookies of its own. */
    public Tab open() throws IOException, InterruptedException {
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

    private static void end(Process process, Path profile) {
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.waitFor(5, TimeUnit.SECONDS);
            }
            if (Files.exists(profile)) {
                PathUtils.deleteDirectory(profile);
            }
        } catch (IOException e) {
            // A process of the browser may still hold a file of its temporary profile.
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }
}
