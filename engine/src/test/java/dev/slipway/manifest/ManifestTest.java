package dev.slipway.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
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
    void settingsOfNginxSayWhichPathsGoOn() {
        assertThat(NginxFile.of("""
                upstream users { least_conn; server users-api:8080; server users-api:8081; }
                server {
                    # location /old { proxy_pass http://old; }
                    location / { root /usr/share/nginx/html; try_files $uri /index.html; }
                    location /api/cart/ { if ($x) { return 404; } proxy_pass http://${CART_HOST}:8080/; }
                    location /api/users { proxy_pass http://users; proxy_set_header Host $host; }
                    location ^~ /v2/ { rewrite ^/v2/(.*)$ /$1 break; proxy_pass http://api:3000; }
                    location ~ ^/socket/(.*)$ { proxy_pass http://live:4000; }
                    location ~ \\.php$ { proxy_pass http://127.0.0.1; }
                }
                """, Map.of("CART_HOST", "cart")))
                .containsExactly(
                        new NginxFile.Forward("/api/cart", "cart", ""),
                        new NginxFile.Forward("/api/users", "users-api", "/api/users"),
                        new NginxFile.Forward("/v2", "api", ""),
                        new NginxFile.Forward("/socket", "live", "/socket"));
        assertThat(DockerfileText.env("FROM nginx\nENV A=one \\\n    B=\"two\"\n"))
                .isEqualTo(Map.of("A", "one", "B", "two"));
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
