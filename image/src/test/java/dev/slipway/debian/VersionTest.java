package dev.slipway.debian;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest {
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "1.0, <<, 1.1",
        "1.9, <<, 1.10",
        "1.0~rc1, <<, 1.0",
        "1.0~~, <<, 1.0~",
        "1.0~, <<, 1.0",
        "1.0, <<, 1.0a",
        "1.0a, <<, 1.0+b1",
        "2:1.0, >>, 1:9.9",
        "1:0.1, >>, 9.9",
        "1.0-1, <<, 1.0-1.1",
        "1.0-1, <<, 1.0-1+b1",
        "1.0-1~deb13u1, <<, 1.0-1",
        "1.2-3-1, >>, 1.2-2-9",
        "0:1.0, =, 1.0",
        "1.0-0, =, 1.0",
        "1.00, =, 1.0",
        "20250520T000000Z, <<, 99999999999999999999",
        "2.43-7, >=, 2.43",
        "2.1.9+ds1-5, >>, 2.1.9-5",
    })
    void comparesAsDebianPolicySays(String a, String relation, String b) {
        assertThat(Version.of(a).is(relation, Version.of(b))).isTrue();
        String opposite = switch (relation) {
            case "<<" -> ">>";
            case ">>" -> "<<";
            case ">=" -> "<=";
            default -> "=";
        };
        assertThat(Version.of(b).is(opposite, Version.of(a))).isTrue();
    }
}
