package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Java's own connections go where the environment says. */
class ProxyTest {
    private static final List<String> PROPERTIES = List.of(
            "http.proxyHost",
            "http.proxyPort",
            "https.proxyHost",
            "https.proxyPort",
            "http.nonProxyHosts",
            "jdk.http.auth.tunneling.disabledSchemes");

    private final Map<String, String> before = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private HttpServer proxy;
    /** Whether it lets only those through whom it knows. */
    private volatile boolean closed;

    @BeforeEach
    void start() throws Exception {
        for (String property : PROPERTIES) {
            String value = System.clearProperty(property);
            if (value != null) {
                before.put(property, value);
            }
        }
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            String told = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
            asked.add(exchange.getRequestURI() + (told == null ? "" : " " + told));
            if (closed && told == null) {
                exchange.getResponseHeaders().add("Proxy-Authenticate", "Basic realm=\"proxy\"");
                exchange.sendResponseHeaders(407, -1);
                exchange.close();
                return;
            }
            byte[] body = "by proxy".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        proxy.start();
    }

    @AfterEach
    void stop() {
        proxy.stop(0);
        Authenticator.setDefault(null);
        PROPERTIES.forEach(System::clearProperty);
        before.forEach(System::setProperty);
    }

    private String here() {
        return "127.0.0.1:" + proxy.getAddress().getPort();
    }

    private static String get(String url) throws Exception {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void aDownloadGoesThroughTheProxyOfTheEnvironment() throws Exception {
        Proxy.use(Map.of("http_proxy", "http://" + here() + "/"));

        assertThat(get("http://mirror.invalid/InRelease")).isEqualTo("by proxy");
        assertThat(asked).containsExactly("http://mirror.invalid/InRelease");
    }

    @Test
    void nameAndPasswordOfTheAddressOpenTheProxy() throws Exception {
        closed = true;
        Proxy.use(Map.of("http_proxy", "http://lia:p%40ss@" + here()));

        assertThat(get("http://mirror.invalid/x")).isEqualTo("by proxy");
        assertThat(asked).containsExactly("http://mirror.invalid/x", "http://mirror.invalid/x Basic bGlhOnBAc3M=");
    }

    @Test
    void anAddressWithoutASchemeInCapitalsIsUnderstoodToo() throws Exception {
        Proxy.use(Map.of("HTTP_PROXY", here()));

        assertThat(get("http://mirror.invalid/x")).isEqualTo("by proxy");
    }

    @Test
    void thisMachineAndWhatNoProxyNamesAreReachedDirectly() throws Exception {
        Proxy.use(Map.of("http_proxy", "http://proxy.invalid:3128", "no_proxy", ".example.org, intern ,10.0.0.0/8"));

        assertThat(get("http://" + here() + "/direct")).isEqualTo("by proxy");
        assertThat(asked).containsExactly("/direct");
        assertThat(System.getProperty("http.nonProxyHosts"))
                .isEqualTo("localhost|127.*|[::1]|example.org|*.example.org|intern|*.intern");
    }

    @Test
    void whatIsNoAddressAndWhatSomebodySetInJavaStay() {
        System.setProperty("https.proxyHost", "chosen");

        Proxy.use(Map.of("http_proxy", "http://%%%", "https_proxy", "http://other:1"));

        assertThat(System.getProperty("http.proxyHost")).isNull();
        assertThat(System.getProperty("https.proxyHost")).isEqualTo("chosen");
    }
}
