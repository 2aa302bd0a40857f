package dev.slipway.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Entry;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class GoBuildInfoTest {
    @Test
    void aProgramThatNoArrayCanHoldIsNotRead() throws Exception {
        Entry huge = Entry.file("/model.bin", 0755, 0, 0, 3L << 30, () -> new InputStream() {
            private int at;

            @Override
            public int read() {
                if (at > 4) {
                    throw new AssertionError("its content is read");
                }
                return new byte[] {0x7f, 'E', 'L', 'F', 0}[at++];
            }
        });

        assertThat(GoBuildInfo.in(huge)).isEmpty();
    }
}
