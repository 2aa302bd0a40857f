package dev.slipway.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The browser as a process of this machine, and pages that stand in a person's way. */
class ChromiumTest {
    private static final Map<String, String> PAGES = Map.of(
            "/alert", "<body><p>hello</p><script>alert('Failed to fetch'); document.title = 'after'</script></body>",
            "/asking",
                    "<body><button onclick=\"document.body.innerText = confirm('Sure?') ? 'deleted' : 'kept'\">"
                            + "Delete</button></body>",
            "/leaving",
                    "<body><p>stay</p><input aria-label=Title><script>onbeforeunload = e => e.preventDefault()"
                            + "</script></body>",
            "/printing", "<body><p>printed</p><script>print()</script></body>",
            "/plain", "<body><p>plain</p></body>");

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] page =
                    PAGES.getOrDefault(exchange.getRequestURI().getPath(), "").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length == 0 ? -1 : page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static Chromium browser() throws Exception {
        return Chromium.start(Chromium.find(System.getenv()).orElseThrow());
    }

    @Test
    void dialogsAreAnsweredAndTold() throws Exception {
        try (Chromium browser = browser()) {
            Tab tab = browser.open();
            tab.open(url("/alert"));
            tab.expectText("hello");
            assertThatThrownBy(() -> tab.expectText("saved")).hasMessageContaining("it said: Failed to fetch");

            Tab asking = browser.open();
            asking.open(url("/asking"));
            asking.click("text=Delete");
            asking.expectText("deleted");

            Tab leaving = browser.open();
            leaving.open(url("/leaving"));
            leaving.fill("label=Title", "x");
            leaving.open(url("/plain"));
            leaving.expectText("plain");

            Tab printing = browser.open();
            printing.open(url("/printing"));
            printing.expectText("printed");
        }
    }

    @Test
    void nothingOfItIsLeftAndNobodyCouldTalkToIt() throws Exception {
        List<String> before = temporary();
        try (Chromium browser = browser()) {
            browser.open().open(url("/plain"));
            List<ProcessHandle> processes = processes();
            assertThat(processes).isNotEmpty();
            assertThat(processes).noneMatch(p -> line(p).contains("--remote-debugging-port"));
            if (System.getProperty("user.name").equals("root")) {
                assertThat(processes).allMatch(p -> uid(p).equals("65532"));
            }
        }
        assertThat(processes()).isEmpty();
        assertThat(temporary()).isEqualTo(before);
    }

    /** Starts a browser and waits to be killed. */
    static final class Holder {
        public static void main(String[] words) throws Exception {
            try (Chromium browser = browser()) {
                browser.open().open(words[0]);
                System.out.println("open");
                Thread.sleep(Duration.ofMinutes(5));
            }
        }
    }

    @Test
    void itEndsWithThisProgramAlsoWhenThatIsKilled() throws Exception {
        List<String> before = temporary();
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        url("/plain"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(holder.inputReader().readLine()).isEqualTo("open");
        List<ProcessHandle> browsers = holder.descendants()
                .filter(p -> line(p).contains("--user-data-dir"))
                .toList();
        assertThat(browsers).isNotEmpty();

        holder.destroyForcibly().waitFor();

        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while ((browsers.stream().anyMatch(ProcessHandle::isAlive)
                        || !temporary().equals(before))
                && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(browsers).noneMatch(ProcessHandle::isAlive);
        assertThat(temporary()).isEqualTo(before);
    }

    @Test
    void aProgramThatIsNoBrowserIsToldWithItsWords() {
        assertThatThrownBy(() -> Chromium.start(Path.of("/bin/false")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the browser has ended");
    }

    /** Of this process alone: others may run browsers beside it. */
    private static List<ProcessHandle> processes() {
        return ProcessHandle.current()
                .descendants()
                .filter(p -> line(p).contains("--user-data-dir") && !line(p).contains("sh -c") && p.isAlive())
                .toList();
    }

    private static String line(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    private static String uid(ProcessHandle process) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(l -> l.startsWith("Uid:"))
                    .map(l -> l.split("\\s+")[1])
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "65532"; // Ended meanwhile.
        }
    }

    /** Of profiles alone, each of which has all that its browser writes: other programs' browsers leave other files. */
    private static List<String> temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("slipway-browser"))
                    .sorted()
                    .toList();
        }
    }
}
