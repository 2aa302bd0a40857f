package dev.slipway.cli.proof;

import dev.slipway.cli.change.Talk;
import dev.slipway.containerize.Images;
import dev.slipway.debian.DebianArchive;
import dev.slipway.gate.Workspace;
import dev.slipway.run.EarlierRuns;
import dev.slipway.seal.PublicSealKey;
import dev.slipway.seal.SealKey;
import dev.slipway.supply.SealedImages;
import dev.slipway.wiring.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Checks signatures and attestations: of images in a registry, or of the application's last build.",
        footer = "Exit codes: 0 all hold, 20 one does not.")
public final class VerifyCommand implements Callable<Integer> {
    private static final int REFUSED = 20;

    private final Talk console;

    @Parameters(
            arity = "0..*",
            paramLabel = "IMAGE|FOLDER",
            description = "such as ghcr.io/ACCOUNT/shop-backend:TAG, or an application's folder (default: this one)")
    private List<String> what = new ArrayList<>();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "the public key, in PEM (default: that of your own signing key)")
    private @Nullable Path key;

    public VerifyCommand(Talk console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path file = key != null ? key : SealKey.publicFile(SealKey.place(console.env()));
        if (!Files.exists(file)) {
            console.err().println("There is no public key " + file + "; name one with --key");
            return 2;
        }
        PublicSealKey open = PublicSealKey.read(file);
        List<SealedImages.SealedImage> seen = new ArrayList<>();
        for (String one : what.isEmpty() ? List.of(".") : what) {
            if (!Files.isDirectory(Path.of(one))) {
                seen.add(SealedImages.inRegistry(
                        Workspace.of(Path.of("."), console.env()), one, open, DebianArchive.hostArchitecture()));
                continue;
            }
            Workspace workspace = Sources.root(Workspace.of(Path.of(one), console.env()));
            Optional<Images> images = new EarlierRuns(workspace.work()).images();
            if (images.isEmpty()) {
                console.err()
                        .println("Nothing has been built in " + one + " yet. Images come with: ./slipway containerize");
                return 1;
            }
            seen.addAll(SealedImages.inLayout(images.get(), open));
        }
        seen.forEach(this::print);
        return seen.stream().allMatch(one -> one.problem().isEmpty()) ? 0 : REFUSED;
    }

    private void print(SealedImages.SealedImage image) {
        boolean holds = image.problem().isEmpty();
        console.out()
                .println(console.marked(holds ? Talk.Mark.GOOD : Talk.Mark.BAD, holds ? "✓" : "✗") + " "
                        + image.reference() + "  " + image.digest() + (holds ? "" : ": " + image.problem()));
        image.statements().forEach((type, says) -> console.out().println("    " + type + ": " + says));
    }
}
