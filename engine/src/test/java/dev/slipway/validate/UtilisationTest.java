package dev.slipway.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.application.Health;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.gate.Check;
import java.util.List;
import org.junit.jupiter.api.Test;

class UtilisationTest {
    private static final long MEBI = 1 << 20;
    private static final Service BACKEND = new Service(
            "backend", Role.BACKEND, "test", "", "", 8000, List.of(), List.of(), Health.NONE, List.of(), List.of());

    @Test
    void requestsThatFitPass() {
        assertThat(judge(120, 200, 180, 256).status()).isEqualTo(Check.Status.PASS);
    }

    @Test
    void requestsFarAboveTheUseAreToBeLowered() {
        Check check = judge(60, 1000, 150, 1024);

        assertThat(check.status()).isEqualTo(Check.Status.NOTE);
        assertThat(check.evidence()).isEqualTo("at most 60 of 1000 m CPU and 150 of 1024 MiB asked for (limit 2048)");
        assertThat(check.fix()).contains("services.backend.resources.requests: memory: 240Mi, cpu: 96m");
    }

    @Test
    void requestsBelowTheUseAreToBeRaised() {
        assertThat(judge(300, 200, 300, 256).fix()).contains("memory: 384Mi, cpu: 384m");
    }

    @Test
    void aContainerCloseToItsLimitFails() {
        assertThat(judge(10, 100, 1000, 512).status()).isEqualTo(Check.Status.FAIL);
    }

    @Test
    void withoutMetricsNothingIsClaimed() {
        assertThat(Utilisation.judge(BACKEND, List.of()).status()).isEqualTo(Check.Status.NO_DATA);
    }

    private static Check judge(long cpu, long cpuRequest, long memory, long memoryRequest) {
        return Utilisation.judge(
                BACKEND,
                List.of(new Verdict.Use(
                        "backend-1",
                        "backend",
                        cpu,
                        cpuRequest,
                        memory * MEBI,
                        memoryRequest * MEBI,
                        2 * memoryRequest * MEBI)));
    }
}
