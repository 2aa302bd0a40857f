package dev.slipway.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.evidence.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {
    @TempDir
    Path dir;

    @Test
    void logsAndVariablesOfPodsAreForTheirOwnerOnly() throws Exception {
        Instant now = Instant.parse("2026-12-01T08:00:00Z");
        Snapshot snapshot = new Snapshot(
                "shop",
                now,
                now,
                Map.of(),
                Set.of(),
                List.of(new Snapshot.Log(
                        "shop", "api-1", "api", List.of("DATABASE_URL=postgres://shop:word@db/shop"))));

        String kept = new Evidence(dir).keep(snapshot, now);

        try (Stream<Path> files = Files.list(Path.of(kept))) {
            assertThat(files.toList())
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
        assertThat(Files.readString(Path.of(kept, "api-1.api.log")))
                .isEqualTo("DATABASE_URL=postgres://shop:word@db/shop\n");
    }
}
