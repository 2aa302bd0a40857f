package dev.slipway.todo.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TraceparentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void theCallersPlaceIsRead() {
        assertThat(Traceparent.parse("00-" + TRACE + "-" + SPAN + "-01")).contains(new Traceparent(TRACE, SPAN, true));
        assertThat(Traceparent.parse("00-" + TRACE + "-" + SPAN + "-00")).contains(new Traceparent(TRACE, SPAN, false));
        assertThat(Traceparent.parse("cc-" + TRACE + "-" + SPAN + "-01-more"))
                .as("a later version may say more")
                .contains(new Traceparent(TRACE, SPAN, true));
    }

    @Test
    void whatIsNoPlaceBeginsANewTrace() {
        for (String header : new String[] {
            null,
            "",
            "rubbish",
            "00-" + TRACE + "-" + SPAN,
            "00-" + TRACE + "-" + SPAN + "-01-more",
            "ff-" + TRACE + "-" + SPAN + "-01",
            "00-" + TRACE.toUpperCase(java.util.Locale.ROOT) + "-" + SPAN + "-01",
            "00-" + "0".repeat(32) + "-" + SPAN + "-01",
            "00-" + TRACE + "-" + "0".repeat(16) + "-01",
            "cc-" + TRACE + "-" + SPAN + "-01-" + "x".repeat(5000)
        }) {
            assertThat(Traceparent.parse(header)).as(header).isEmpty();
        }
    }

    @Test
    void newPlacesAreAsTheStandardWantsThem() {
        Random random = new Random(1);
        Traceparent first = Traceparent.begin(random);
        Traceparent below = first.below(random);
        assertThat(below.traceId()).isEqualTo(first.traceId());
        assertThat(below.spanId()).isNotEqualTo(first.spanId());
        assertThat(Traceparent.parse("00-" + below.traceId() + "-" + below.spanId() + "-00"))
                .contains(below);
        assertThat(Traceparent.begin(random)).isNotEqualTo(first);
    }
}
