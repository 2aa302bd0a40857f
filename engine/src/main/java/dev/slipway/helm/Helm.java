package dev.slipway.helm;

import dev.slipway.compile.Programs;
import dev.slipway.gate.Workspace;
import dev.slipway.process.Command;
import dev.slipway.process.SearchPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Helm: the one on the PATH, or one that Slipway compiles. Its caches stay in Slipway's home. */
public final class Helm {
    /** The oldest minor version of Helm 3 that is taken from the PATH (early 2024). */
    private static final int LEAST_MINOR_OF_3 = 14;

    private static final Pattern VERSION = Pattern.compile("v?([0-9]+)\\.([0-9]+)(\\.[0-9]+)?.*");

    private final Workspace workspace;
    private final Programs programs;
    private @Nullable Program program;

    public Helm(Workspace workspace, Programs programs) {
        this.workspace = workspace;
        this.programs = programs;
    }

    /**
     * The Helm that is used.
     *
     * @param version such as {@code v4.3.1}
     * @param choice why this one was taken, for people
     */
    public record Program(Path file, String version, String choice) {
        /** Whether it installs by server-side apply. The API server then refuses unknown fields by itself. */
        public boolean appliesOnServer() {
            Matcher matcher = VERSION.matcher(version);
            return matcher.matches() && Integer.parseInt(matcher.group(1)) > 3;
        }
    }

    /** A Helm command, ready to run; {@code helm} itself is left out of the words. */
    public Command command(String... words) throws InterruptedException {
        return of(program().file(), words);
    }

    /**
     * Finds Helm, and compiles it where the machine has none that is new enough.
     *
     * @throws dev.slipway.gate.SlipwayFailure where it cannot be compiled
     */
    public synchronized Program program() throws InterruptedException {
        Program found = program;
        if (found == null) {
            found = find();
            program = found;
        }
        return found;
    }

    private Program find() throws InterruptedException {
        String reason = "compiled: there is none on the PATH";
        Optional<Path> installed = SearchPath.of(workspace.env()).find("helm");
        if (installed.isPresent()) {
            String version = version(installed.get());
            if (supported(version)) {
                return new Program(installed.get(), version, "found on the PATH");
            }
            reason = "compiled: %s is %s, and 3.%d or newer is needed"
                    .formatted(installed.get(), version.isEmpty() ? "not working" : version, LEAST_MINOR_OF_3);
        }
        Path own = programs.get(Programs.Program.HELM);
        return new Program(own, version(own), reason);
    }

    /** Whether Slipway's charts and commands work with this version of Helm. */
    static boolean supported(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return false;
        }
        int major = Integer.parseInt(matcher.group(1));
        return major > 3 || major == 3 && Integer.parseInt(matcher.group(2)) >= LEAST_MINOR_OF_3;
    }

    private String version(Path helm) throws InterruptedException {
        Command.Result result =
                of(helm, "version", "--template", "{{.Version}}").run();
        return result.ok() ? result.text().strip() : "";
    }

    private Command of(Path helm, String... words) {
        List<String> all = new ArrayList<>();
        all.add(helm.toString());
        all.addAll(List.of(words));
        Path home = workspace.home().resolve("helm");
        return Command.of(all.toArray(String[]::new))
                .within(Duration.ofMinutes(10))
                .with(Map.of(
                        // Helm ends before its garbage fills the memory.
                        "GOGC", "400",
                        "HELM_CACHE_HOME", home.resolve("cache").toString(),
                        "HELM_CONFIG_HOME", home.resolve("config").toString(),
                        "HELM_DATA_HOME", home.resolve("data").toString()));
    }
}
