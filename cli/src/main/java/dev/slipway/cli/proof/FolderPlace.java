package dev.slipway.cli.proof;

import dev.slipway.cli.change.Talk;
import dev.slipway.gate.Workspace;
import dev.slipway.wiring.Sources;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The folder of the application that a command is about. */
final class FolderPlace {
    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "the application's folder (default: this one)")
    private Path folder = Path.of(".");

    Workspace workspace(Talk console) {
        return Sources.root(Workspace.of(folder, console.env()));
    }
}
