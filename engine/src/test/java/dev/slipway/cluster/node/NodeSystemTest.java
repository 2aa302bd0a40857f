package dev.slipway.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.debian.DebianException;
import dev.slipway.gate.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node's own software does not stay as it was on the first day. */
class NodeSystemTest {
    @TempDir
    Path home;

    private final List<Progress.Event> events = new ArrayList<>();
    private int made;
    private boolean network = true;

    private String get(Duration later) throws Exception {
        Clock clock = Clock.fixed(Instant.now().plus(later), ZoneOffset.UTC);
        return new NodeSystem(home, events::add, this::make, clock)
                .get()
                .getFileName()
                .toString();
    }

    private String make() {
        if (!network) {
            throw new DebianException("there is no network");
        }
        made++;
        try {
            Files.createDirectories(home.resolve("rootfs/system-" + made + "/usr"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "system-" + made;
    }

    @Test
    void aSystemIsMadeOnceAndAfterTwoWeeksOfTheNewestPackages() throws Exception {
        assertThat(get(Duration.ZERO)).isEqualTo("system-1");
        assertThat(get(Duration.ofDays(13))).isEqualTo("system-1");
        assertThat(get(Duration.ofDays(15))).isEqualTo("system-2");
    }

    @Test
    void anOlderSystemServesWithoutANetworkAndThatIsSaid() throws Exception {
        get(Duration.ZERO);
        network = false;

        assertThat(get(Duration.ofDays(15))).isEqualTo("system-1");
        assertThat(events).anySatisfy(event -> assertThat(event.detail()).contains("newer ones could not be had"));
    }
}
