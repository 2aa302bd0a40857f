package dev.slipway.cli.proof;

import dev.slipway.gate.Workspace;
import dev.slipway.wiring.Sources;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** The folder of the application that a command is about. */
public final class FolderPlace {
    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "the application's folder (default: this one)")
    private Path folder = Path.of(".");

    /** Its folders; slipway.yaml may place the application below the given one. */
    public Workspace workspace(Map<String, String> env) {
        return Sources.root(Workspace.of(folder, env));
    }
}
