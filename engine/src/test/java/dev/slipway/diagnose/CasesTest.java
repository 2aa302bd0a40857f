package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.evidence.Snapshot;
import dev.slipway.diagnose.evidence.SnapshotReader;
import dev.slipway.explain.Explanations;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Each cause with a case that shows it, and a twin that looks alike and is well. */
class CasesTest {
    private static final List<String> GROUPS =
            List.of("start", "crash", "scheduling", "controllers", "network", "storage", "platform");

    private static List<JsonNode> cases() throws IOException {
        List<JsonNode> cases = new ArrayList<>();
        for (String group : GROUPS) {
            RecordedCluster.yaml("cases/" + group).forEach(cases::add);
        }
        return cases;
    }

    private static List<RootCause> findings(JsonNode items) {
        Snapshot snapshot = RecordedCluster.whole(Shorthand.expand(items));
        return Diagnoser.findings(new SnapshotReader.Survey(snapshot, List.of(snapshot), List.of()));
    }

    @TestFactory
    Stream<DynamicTest> theCauseIsNamed() throws IOException {
        return cases().stream()
                .map(c -> DynamicTest.dynamicTest(c.path("name").asString(""), () -> {
                    List<RootCause> findings = findings(c.path("fault"));

                    assertThat(findings)
                            .extracting(f -> f.cause().id())
                            .containsExactly(c.path("id").asString(""));
                    RootCause finding = findings.getFirst();
                    assertThat(finding.cause().why() + " "
                                    + finding.cause().fix().words())
                            .contains(c.path("why").asString(""));
                    assertThat(finding.cause().fix().getClass().getSimpleName())
                            .isEqualTo(c.path("fix").asString("Advice"));
                    assertThat(finding.cause().fix().words()).isNotBlank();
                    assertThat(finding.cause().evidence()).isNotEmpty();
                    assertThat(Explanations.find(finding.cause().id())).isPresent();
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatIsWellIsNotNamed() throws IOException {
        return cases().stream()
                .map(c -> DynamicTest.dynamicTest(c.path("name").asString(""), () -> {
                    assertThat(c.path("twin")).as("a twin that is well").isNotEmpty();
                    assertThat(findings(c.path("twin")))
                            .extracting(f -> f.cause().id() + " " + f.cause().summary())
                            .isEmpty();
                }));
    }

    @Test
    void noFixTakesAProbeALimitOrAPolicyAway() throws IOException {
        for (JsonNode c : cases()) {
            for (RootCause finding : findings(c.path("fault"))) {
                switch (finding.cause().fix()) {
                    case Fix.SetField f -> assertThat(f.value()).isNotNull();
                    case Fix.SetContainer f ->
                        assertThat(f.path()).doesNotContain("Probe").doesNotContain("resources");
                    case Fix.Delete f -> assertThat(f.of().kind()).isEqualTo("Pod");
                    case Fix.SetResources f ->
                        assertThat(f.requests().size() + f.limits().size()).isPositive();
                    case Fix.PatchProbe f -> assertThat(f.fields()).isNotEmpty();
                    case Fix.Advice ignored -> {}
                    case Fix.SetImage ignored -> {}
                    case Fix.SetEnv ignored -> {}
                    case Fix.Create ignored -> {}
                    case Fix.Scale ignored -> {}
                    case Fix.Restart ignored -> {}
                }
            }
        }
    }

    @Test
    void everyCauseHasACase() throws IOException {
        Set<String> shown = new TreeSet<>();
        cases().forEach(c -> shown.add(c.path("id").asString("")));
        Set<String> known = new TreeSet<>();
        Explanations.all().stream()
                .map(e -> e.id())
                .filter(id -> id.startsWith("SLIP-6"))
                .forEach(known::add);
        assertThat(shown).containsAll(known);
    }
}
