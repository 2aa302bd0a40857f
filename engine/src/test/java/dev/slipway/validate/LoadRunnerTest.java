package dev.slipway.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.gate.Check;
import dev.slipway.validate.scenario.LoadPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoadRunnerTest {
    /** Time that passes only by being waited for, and always by a little more than was asked. */
    private static final class Fake implements LoadRunner.Ticker {
        private final AtomicLong now = new AtomicLong(1_000_000_000L);
        private final long oversleep;

        Fake(long oversleep) {
            this.oversleep = oversleep;
        }

        @Override
        public long nanos() {
            return now.get();
        }

        @Override
        public void sleepUntil(long nanos) {
            now.accumulateAndGet(nanos + oversleep, Math::max);
        }
    }

    private final AtomicLong sent = new AtomicLong();

    @Test
    void everyRequestOfTheRateIsSentAndCountedAfterAWarmUpThatIsNot() throws Exception {
        Verdict.Load load = run(new Fake(0), plan(50, 4), true);

        assertThat(sent).hasValue(2 * 50 + 4 * 50);
        assertThat(load.requests()).isEqualTo(200);
        assertThat(load.errors()).isZero();
        assertThat(load.valid()).isTrue();
        assertThat(load.histogram().values().stream().mapToLong(n -> n).sum()).isEqualTo(200);
        assertThat(load.perSecond().stream().mapToLong(n -> n).sum()).isEqualTo(200);
        assertThat(load.percentiles()).containsKeys("50", "95", "99", "97.5");
    }

    @Test
    void whatFailsIsCountedAndHeldAgainstWhatMayFail() throws Exception {
        LoadPlan plan = plan(10, 2);
        Verdict.Load load = run(new Fake(0), plan, false);

        assertThat(load.errors()).isEqualTo(20);
        Check check = judge(plan, load);
        assertThat(check.status()).isEqualTo(Check.Status.FAIL);
        assertThat(check.fix()).contains("20 requests failed, at most 2 may");
    }

    @Test
    void aGeneratorThatCannotKeepTheRateGivesNoFigures() throws Exception {
        LoadPlan plan = plan(10, 2);
        Verdict.Load load = run(new Fake(80_000_000L), plan, true);

        assertThat(load.valid()).isFalse();
        Check check = judge(plan, load);
        assertThat(check.status()).isEqualTo(Check.Status.NO_DATA);
        assertThat(check.evidence()).contains("could not keep the rate itself");
    }

    private static Check judge(LoadPlan plan, Verdict.Load load) throws InterruptedException {
        return LoadChecks.tried(plan, () -> load).check();
    }

    @Test
    void whatIsLateOnceIsTriedOnceMoreAndBothAreTold() throws Exception {
        LoadPlan plan = plan(10, 2);
        List<Double> figures = new ArrayList<>(List.of(250.0, 12.0));
        LoadChecks.Result tried = LoadChecks.tried(
                plan,
                () -> new Verdict.Load(
                        "t",
                        10,
                        20,
                        0,
                        Map.of("97.5", figures.removeFirst()),
                        plan.objectives(),
                        Map.of(),
                        List.of(),
                        true));

        assertThat(tried.check().status()).isEqualTo(Check.Status.PASS);
        assertThat(tried.check().evidence())
                .contains("p97.5 12 ms (at most 200)")
                .contains("just before it p97.5 was 250 ms");
        assertThat(tried.load().percentiles()).containsEntry("97.5", 12.0);
    }

    @Test
    void whatFailsIsNotTriedAgain() throws Exception {
        LoadPlan plan = plan(10, 2);
        AtomicLong runs = new AtomicLong();
        Check check = LoadChecks.tried(plan, () -> {
                    runs.incrementAndGet();
                    return run(new Fake(0), plan, false);
                })
                .check();

        assertThat(check.status()).isEqualTo(Check.Status.FAIL);
        assertThat(runs).hasValue(1);
    }

    @Test
    void anObjectiveThatIsMissedIsNamed() throws Exception {
        LoadPlan plan = plan(10, 2);
        Map<String, Double> slow = Map.of("50", 1.0, "97.5", 250.0);
        Verdict.Load load = new Verdict.Load("t", 10, 20, 0, slow, plan.objectives(), Map.of(), List.of(), true);

        Check check = judge(plan, load);

        assertThat(check.status()).isEqualTo(Check.Status.FAIL);
        assertThat(check.evidence()).contains("p97.5 250 ms (at most 200)");
        assertThat(check.fix()).contains("p97.5");
    }

    private Verdict.Load run(LoadRunner.Ticker ticker, LoadPlan plan, boolean succeeds) throws InterruptedException {
        return new LoadRunner(ticker).run(plan, "target", () -> {
            sent.incrementAndGet();
            return succeeds;
        });
    }

    private static LoadPlan plan(double rate, int seconds) {
        return new LoadPlan(
                "List", "", "GET", "/", Map.of(), Optional.empty(), rate, seconds, Map.of("97.5", 200.0), 0.1);
    }
}
