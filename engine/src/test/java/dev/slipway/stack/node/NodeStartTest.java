package dev.slipway.stack.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.stack.node.runtime.NodeRuntime;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a program loads first, under the real Node.js. */
class NodeStartTest {
    @TempDir
    Path folder;

    /** The service's own port is any free one. */
    private String node(String program) throws Exception {
        Path start = Files.writeString(folder.resolve("start.mjs"), NodeRuntime.START.content());
        Path file = Files.writeString(folder.resolve("program.mjs"), program);
        ProcessBuilder builder =
                new ProcessBuilder("node", "--import", start.toString(), file.toString()).redirectErrorStream(true);
        builder.environment().put("PORT", "0");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "0, '127.0.0.1'                      | true",
                "'0', 'localhost', 511               | true",
                "{ port: 0, host: 'localhost' }      | true",
                "{ port: '0', host: '127.0.0.1' }    | true",
                "0                                   | true",
                "null, '127.0.0.1'                   | false",
                "{ host: '127.0.0.1', port: null }   | false",
            })
    void aServerOnItsOwnPortIsReachedFromOutside(String arguments, boolean open) throws Exception {
        String said = node("""
            import http from "node:http";
            const server = http.createServer();
            server.listen(%s).on("listening", () => {
              console.log(server.address().address);
              server.close();
            });
            """.formatted(arguments));
        assertThat(said)
                .satisfies(address ->
                        assertThat(address.startsWith("127.")).as(address).isNotEqualTo(open));
    }

    @Test
    void aSignalToEndIsHeard() throws Exception {
        assertThat(node("process.kill(process.pid, 'SIGTERM'); setTimeout(() => console.log('went on'), 30_000)"))
                .isEmpty();
    }

    @Test
    void anotherPortOfTheProgramIsReachedByAPathOfItsOwn() throws Exception {
        assertThat(node("""
            import http from "node:http";
            import net from "node:net";
            const other = http.createServer((q, r) => r.end("other " + q.url));
            other.on("upgrade", (q, s) => s.end("HTTP/1.1 101 Switching Protocols\\r\\n\\r\\nupgraded " + q.url));
            await new Promise(done => other.listen(0, done));
            const first = http.createServer((q, r) => r.end("first " + q.url));
            await new Promise(done => first.listen(0, done));
            process.env.PORT = String(first.address().port);
            const way = "/.slipway/port/" + other.address().port;
            const ask = async path => (await fetch("http://127.0.0.1:" + process.env.PORT + path)).text();
            console.log(await ask("/a"), "|", await ask(way + "/b?c"), "|", await ask("/.slipway/port/1/x"));
            const socket = net.connect(process.env.PORT, "127.0.0.1", () =>
              socket.write("GET " + way + " HTTP/1.1\\r\\nHost: a\\r\\nConnection: Upgrade\\r\\nUpgrade: websocket\\r\\n\\r\\n"));
            first.on("upgrade", () => {});
            let said = "";
            for await (const part of socket) said += part;
            console.log(said.split("\\r\\n\\r\\n")[1]);
            process.exit(0);
            """)).isEqualTo("first /a | other /b?c | nothing listens on port 1\n\nupgraded /");
    }
}
