package dev.slipway.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {
    @Test
    void aNoteAndMissingDataLeaveItOpenAFailureClosesIt() {
        Check note = Check.note("G1.a", List.of("G1"), "a", "seen", "");
        Check noData = Check.noData("G1.b", List.of("G1"), "b", "nothing to ask", "");
        Check fail = Check.fail("G1.c", List.of("G1"), "c", "seen", "mend it");
        assertThat(new Gate("G1", List.of(note, noData)).open()).isTrue();
        assertThat(new Gate("G1", List.of(note, fail)).open()).isFalse();
    }

    @Test
    void aCheckWithoutEvidenceCannotExist() {
        assertThatThrownBy(() -> Check.pass("G1.a", List.of("G1"), "a", " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("G1.a");
    }

    @Test
    void theExitCodeIsThePhasesDecade() {
        assertThat(new Failure("SLIP-412", "s", "w", "f").exitCode()).isEqualTo(40);
        assertThat(new Failure("SLIP-101", "s", "w", "f").exitCode()).isEqualTo(10);
        assertThat(new Failure("SLIP-901", "s", "w", "f").exitCode()).isEqualTo(75);
    }
}
