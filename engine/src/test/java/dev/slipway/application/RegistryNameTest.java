package dev.slipway.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryNameTest {
    @ParameterizedTest
    @CsvSource({
        "ghcr.io/me,ghcr.io/me/shop-web,ghcr.io",
        "ghcr.io/me/,ghcr.io/me/shop-web,ghcr.io",
        "https://registry.example.com:5000/a/b,registry.example.com:5000/a/b/shop-web,registry.example.com:5000",
        "http://10.0.0.7:5000,10.0.0.7:5000/shop-web,http://10.0.0.7:5000",
        "localhost/x,localhost/x/shop-web,localhost",
        "docker.io/me,docker.io/me/shop-web,registry-1.docker.io"
    })
    void eachServiceHasARepositoryBelowIt(String text, String image, String server) {
        RegistryName name = RegistryName.parse(text);
        assertThat(name.image("shop", "web")).isEqualTo(image);
        assertThat(name.server()).isEqualTo(server);
    }

    @ParameterizedTest
    @CsvSource({
        "me/app,docker.io/ACCOUNT",
        "'',docker.io/ACCOUNT",
        "ghcr.io/Me,write me",
        "ghcr.io/me:latest,no tag",
        "ghcr.io/a//b,no path",
        "ghcr.io:port/a,no host"
    })
    void whatIsNoNameIsToldWithWhatToWrite(String text, String told) {
        assertThatThrownBy(() -> RegistryName.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told);
    }
}
