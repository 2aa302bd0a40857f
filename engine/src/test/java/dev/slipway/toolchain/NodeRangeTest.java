package dev.slipway.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeRangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "^20.17.0 || >=22.9.0; 22.9.0; true",
                "^20.17.0 || >=22.9.0; 22.8.1; false",
                "^20.17.0 || >=22.9.0; 20.99.0; true",
                "^20.17.0 || >=22.9.0; 21.0.0; false",
                ">= 18 < 21; 20.1.0; true",
                ">= 18 < 21; 21.0.0; false",
                "18.x || 20; 18.2.3; true",
                "18.x || 20; 19.0.0; false",
                "~16.13; 16.13.9; true",
                "~16.13; 16.14.0; false",
                "^0.2.3; 0.2.9; true",
                "^0.2.3; 0.3.0; false",
                "14 - 16; 16.20.2; true",
                "14 - 16; 17.0.0; false",
                "*; 3.0.0; true",
                "'what is this'; 3.0.0; true",
                ">18; 18.5.0; false",
                "<=18; 18.5.0; true"
            })
    void rangesAreReadAsNpmReadsThem(String range, String version, boolean contained) {
        assertThat(NodeRange.contains(range, version)).isEqualTo(contained);
    }
}
