package dev.slipway.deploy;

import dev.slipway.diagnose.evidence.Snapshot;
import dev.slipway.gate.OwnerOnly;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Keeps logs, events and pods of a failed release before it is undone. */
final class Evidence {
    private final Path folder;

    Evidence(Path folder) {
        this.folder = folder;
    }

    /** Writes a folder and returns its path; empty if it could not be written. */
    String keep(Snapshot snapshot, Instant now) {
        Path dir = folder.resolve(now.toString().replaceAll("\\..*|Z", "").replace(':', '-'));
        try {
            Files.createDirectories(dir);
            for (Snapshot.Log log : snapshot.logs()) {
                keep(dir.resolve(log.pod() + "." + log.container() + ".log"), String.join("\n", log.lines()) + "\n");
            }
            List<String> events = snapshot.events().stream().map(Evidence::line).toList();
            keep(dir.resolve("events.txt"), String.join("\n", events) + "\n");
            keep(dir.resolve("pods.yaml"), Serialization.asYaml(snapshot.pods()));
            return dir.toString();
        } catch (IOException e) {
            // Missing evidence must not hide the failure itself.
            return "";
        }
    }

    /** Logs and variables of pods may have secrets, like the ledger beside them. */
    private static void keep(Path file, String text) throws IOException {
        OwnerOnly.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String line(Event event) {
        var object = event.getInvolvedObject();
        return event.getLastTimestamp() + " " + event.getReason() + " "
                + (object == null ? "" : object.getKind() + "/" + object.getName()) + ": " + event.getMessage();
    }
}
