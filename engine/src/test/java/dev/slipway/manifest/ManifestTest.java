package dev.slipway.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The readers of the ecosystem's files, by what such files may have in them. */
class ManifestTest {
    @Test
    void instructionsOfADockerfileMayGoOnOverLinesAndComments() {
        String text = """
                # syntax=docker/dockerfile:1
                FROM --platform=linux/amd64 docker.io/library/postgres:17 AS base
                COPY --chown=999:999 \\
                    # the tables
                    one.sql two.sql \\
                    /docker-entrypoint-initdb.d/
                # CMD ["left", "out"]
                cmd ["server", \\
                     "--name", "two words"]
                """;
        assertThat(DockerfileText.images(text)).containsExactly("docker.io/library/postgres:17");
        assertThat(DockerfileText.of(text).get(1))
                .extracting(DockerfileText.Instruction::line, DockerfileText.Instruction::words)
                .containsExactly(3, List.of("one.sql", "two.sql", "/docker-entrypoint-initdb.d/"));
        assertThat(DockerfileText.start(text)).contains("server --name two words");
        assertThat(DockerfileText.start("FROM scratch\nCMD python main.py \\\n  --loop\n"))
                .contains("python main.py  --loop");
    }

    @Test
    void variablesOfAFileMayBeQuotedExportedAndCommented() {
        assertThat(EnvFile.of("""
                # PORT=1
                export PORT=8080 # of the server
                NAME="two words # no comment"
                KEY='first
                second'
                EMPTY= # nothing
                OPEN="never closed
                LAST=x#y
                """))
                .extracting(v -> v.name() + "=" + v.value() + ":" + v.line())
                .containsExactly(
                        "PORT=8080:2",
                        "NAME=two words # no comment:3",
                        "KEY=first\nsecond:4",
                        "EMPTY=:6",
                        "OPEN=\"never closed:7",
                        "LAST=x#y:8");
    }

    @Test
    void settingsKeepTheirLinesAndDocuments() {
        assertThat(SettingsFile.yaml("""
                server:
                  port: 8080 # of the server
                origins: [a, "b"]
                version: @project.version@
                ---
                server: {port: 9090}
                """))
                .extracting(document -> document.stream()
                        .map(s -> s.key() + "=" + s.value() + ":" + s.line())
                        .toList())
                .containsExactly(
                        List.of(
                                "server.port=8080:2",
                                "origins[0]=a:3",
                                "origins[1]=b:3",
                                "version=@project.version@:4"),
                        List.of("server.port=9090:6"));
        assertThat(SettingsFile.properties("a=one\\\n  two\n! no\n#---\nb : \\u00e9\n"))
                .extracting(document -> document.stream()
                        .map(s -> s.key() + "=" + s.value() + ":" + s.line())
                        .toList())
                .containsExactly(List.of("a=onetwo:1"), List.of("b=é:5"));
    }
}
