package dev.slipway.supply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.registry.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerLoginTest {
    @TempDir
    Path dir;

    private DockerLogin.Lookup find(String host) throws InterruptedException {
        return new DockerLogin(Map.of("HOME", dir.toString(), "PATH", dir + ":/usr/bin:/bin")).find(host);
    }

    private void config(String json) throws IOException {
        Files.writeString(Files.createDirectories(dir.resolve(".docker")).resolve("config.json"), json);
    }

    private void helper(String name, String script) throws IOException {
        Path file = Files.writeString(dir.resolve("docker-credential-" + name), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String pair(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatDockerHasWrittenIsRead() throws Exception {
        config("""
                {"auths":{"reg.example.com:5000":{"auth":"%s"},"https://index.docker.io/v1/":{"auth":"%s"},
                "acr.example.com":{"auth":"AAAA","identitytoken":"refresh"}}}
                """.formatted(pair("me:a:b"), pair("hub:word")));
        assertThat(find("reg.example.com:5000").credentials()).contains(new Credentials("me", "a:b"));
        assertThat(find("docker.io").credentials()).contains(new Credentials("hub", "word"));
        assertThat(find("acr.example.com").credentials()).contains(new Credentials(Credentials.TOKEN, "refresh"));
        assertThat(find("other.example.com")).isEqualTo(DockerLogin.Lookup.NOTHING);
    }

    @Test
    void aHelperIsAskedForItsRegistry() throws Exception {
        config("{\"credHelpers\":{\"reg.example.com\":\"test\"},\"credsStore\":\"empty\"}");
        helper("test", "read host; echo '{\"ServerURL\":\"'$host'\",\"Username\":\"me\",\"Secret\":\"for '$host'\"}'");
        helper("empty", "echo 'credentials not found in native keychain'; exit 1");
        assertThat(find("reg.example.com").credentials()).contains(new Credentials("me", "for reg.example.com"));
        assertThat(find("other.example.com")).isEqualTo(DockerLogin.Lookup.NOTHING);
    }

    @Test
    void aHelperThatFailsIsTold() throws Exception {
        config("{\"credsStore\":\"broken\"}");
        assertThat(find("reg.example.com").trouble()).contains("docker-credential-broken", "not on the PATH");
        helper("broken", "echo 'no session bus' >&2; exit 3");
        assertThat(find("reg.example.com").trouble()).contains("ended with 3", "no session bus");
    }

    @Test
    void aFileThatIsNoneIsTold() throws Exception {
        config("{");
        assertThat(find("reg.example.com").trouble()).contains("config.json", "not JSON");
    }

    @Test
    void podmansLoginServes() throws Exception {
        Path file = dir.resolve(".config/containers/auth.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"auths\":{\"quay.io\":{\"auth\":\"" + pair("me:x") + "\"}}}");
        assertThat(find("quay.io").credentials()).contains(new Credentials("me", "x"));
    }
}
