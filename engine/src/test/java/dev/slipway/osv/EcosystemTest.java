package dev.slipway.osv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each ecosystem compares versions in its own way: the first is older than the second, by that ecosystem's own documents. */
class EcosystemTest {
    @ParameterizedTest
    @CsvSource({
        "MAVEN, 1.0-alpha-1, 1.0-beta-1",
        "MAVEN, 1.0-rc1, 1.0",
        "MAVEN, 1.0, 1.0-sp1",
        "MAVEN, 2.9.10.8, 2.10.0",
        "MAVEN, 3.2.0.Final, 3.10.0.Final",
        "NPM, 1.0.0-alpha.1, 1.0.0",
        "NPM, 1.0.0-alpha.9, 1.0.0-alpha.10",
        "NPM, 4.17.9, 4.17.21",
        "PYPI, 1.0.dev1, 1.0a1",
        "PYPI, 1.0a1, 1.0rc1",
        "PYPI, 1.0rc1, 1.0",
        "PYPI, 1.0, 1.0.post1",
        "PYPI, 2024.1, 1!1.0",
        "PYPI, 3.9, 3.10",
        "GO, 1.22.9, 1.22.10",
        "GO, v0.0.0-20200101000000-aaaaaaaaaaaa, v0.0.0-20210101000000-bbbbbbbbbbbb",
        "GO, 0.17.0-rc.1, 0.17.0",
        "CRATES, 0.9.9, 0.10.0",
        "CRATES, 1.0.0-rc.1, 1.0.0",
        "RUBYGEMS, 3.0.0.rc1, 3.0.0",
        "RUBYGEMS, 1.9.9, 1.10.0",
        "RUBYGEMS, 2.2.6.2, 2.2.6.3",
        "RUBYGEMS, 1.0.0.beta2, 1.0.0.beta10",
        "PACKAGIST, v5.4.9, 5.4.10",
        "PACKAGIST, 6.0.0-beta1, 6.0.0-RC1",
        "PACKAGIST, 6.0.0-RC1, 6.0.0",
    })
    void ordersVersionsAsItsOwnToolsDo(Ecosystem ecosystem, String older, String newer) {
        assertThat(ecosystem.compare(older, newer))
                .as("%s < %s", older, newer)
                .satisfies(o -> assertThat(o.orElseThrow()).isNegative());
        assertThat(ecosystem.compare(newer, older))
                .satisfies(o -> assertThat(o.orElseThrow()).isPositive());
        assertThat(ecosystem.compare(older, older)).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "MAVEN, 1.0, 1.0.0",
        "PYPI, 1.0, 1.0.0",
        "RUBYGEMS, 1.0, 1.0.0",
        "NPM, 1.2.3+a, 1.2.3+b",
        "GO, v1.2.3, 1.2.3"
    })
    void knowsWhichVersionsAreOne(Ecosystem ecosystem, String one, String other) {
        assertThat(ecosystem.compare(one, other)).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        // introduced, fixed, introduced, fixed; then the version
        "1.0.0, false, ''",
        "2.0.0, true, 2.1.5",
        "2.1.4, true, 2.1.5",
        "2.1.5, false, ''",
        "3.0.0-rc.1, false, ''",
        "3.0.0, true, 3.0.2",
        "3.0.2, false, ''"
    })
    void followsTheEventsOfARangeInAnyOrder(String version, boolean affected, String fixed) {
        Advisory advisory = new Advisory(
                "GHSA-x",
                List.of(),
                "",
                Severity.HIGH,
                7.5,
                "2026-01-01T00:00:00Z",
                false,
                List.of(new Advisory.Affected(
                        Ecosystem.NPM,
                        "a",
                        List.of(List.of(
                                new Advisory.Event(Advisory.Event.Kind.FIXED, "3.0.2"),
                                new Advisory.Event(Advisory.Event.Kind.INTRODUCED, "3.0.0"),
                                new Advisory.Event(Advisory.Event.Kind.FIXED, "2.1.5"),
                                new Advisory.Event(Advisory.Event.Kind.INTRODUCED, "2.0.0"))),
                        List.of())));
        Coordinates of = new Coordinates(Ecosystem.NPM, "a", version);

        assertThat(advisory.affects(of)).isEqualTo(affected);
        if (affected) {
            assertThat(advisory.fix(of)).contains(fixed);
        }
    }

    @Test
    void comparesInSeveralThreadsAtOnce() {
        assertThat(IntStream.range(0, 2000)
                        .parallel()
                        .map(i -> Ecosystem.values()[i % 5]
                                .compare("1." + i + ".0", "1." + (i + 1) + ".0")
                                .orElse(0)))
                .allMatch(order -> order < 0);
    }
}
