package dev.slipway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A health path of a source is a text of somebody else's, and a shell of root runs the command that it is in. */
class HttpProbeTest {
    private static String said(String command) throws Exception {
        Process shell = new ProcessBuilder(
                        "sh", "-c", command.replace("busybox ", "").replaceAll("\\| .*", ""))
                .redirectErrorStream(true)
                .start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aPathCannotEndTheQuotesOfTheCommand() {
        ReadinessProbe.HttpProbe probe = new ReadinessProbe.HttpProbe(80, "/a'; touch /tmp/x; echo '", true);

        assertThat(probe.command()).endsWith("'http://127.0.0.1:80/a%27;%20touch%20/tmp/x;%20echo%20%27'");
        assertThat(probe.whole()).contains("'GET /a%%27;%%20touch%%20/tmp/x;%%20echo%%20%%27 HTTP/1.0");
    }

    @Test
    void whatIsAskedForIsThePathAsItIsWritten() throws Exception {
        assertThat(said(new ReadinessProbe.HttpProbe(80, "/health?deep=1&a=%41", true).whole()))
                .startsWith("GET /health?deep=1&a=%41 HTTP/1.0\r\n");
    }
}
