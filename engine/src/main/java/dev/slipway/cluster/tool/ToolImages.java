package dev.slipway.cluster.tool;

import dev.slipway.cluster.ImageStore;
import dev.slipway.cluster.Runner;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.process.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Sends images by a provider's own command. It takes a file with all blobs. */
record ToolImages(String provider, List<String> before, List<String> after, Runner runner) implements ImageStore {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Override
    public Set<String> held() {
        return Set.of();
    }

    @Override
    public void load(ArchiveSource archive) throws InterruptedException {
        Path file = null;
        try {
            file = Files.createTempFile("slipway-", ".tar");
            try (OutputStream out = Files.newOutputStream(file)) {
                archive.writeTo(out);
            }
            List<String> words = new ArrayList<>(before);
            words.add(file.toString());
            words.addAll(after);
            Command.Result result =
                    runner.run(Command.of(words.toArray(String[]::new)).within(LIMIT));
            if (!result.ok()) {
                throw failure(String.join(" ", words) + " ended with exit code " + result.exit(), result.tail(6));
            }
        } catch (IOException e) {
            throw failure(String.valueOf(e), List.of());
        } finally {
            delete(file);
        }
    }

    private SlipwayFailure failure(String why, List<String> lines) {
        return new SlipwayFailure(new Failure(
                "SLIP-415",
                "The images could not be loaded into " + provider + ".",
                why,
                lines,
                "see that the cluster runs and its disk has room, then run the command again",
                "what runs on the cluster is as it was"));
    }

    private static void delete(@org.jspecify.annotations.Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A file in the temporary folder that stays does no harm.
        }
    }
}
