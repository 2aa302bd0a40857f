package dev.slipway.room;

import dev.slipway.toolchain.Fitting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The environment of a step: a HOME that is made for it and removed with it, the caches that all rooms share, and the
 * variables that lead tools to both. Only steps that fetch get what belongs to the network.
 */
final class Surroundings {
    private static final String HOME = "/home/nonroot";
    /** Port of the proxy in a room; {@code inside.sh} has the same number. */
    static final int PROXY_PORT = 3128;

    private static final String PROXY = "http://127.0.0.1:" + PROXY_PORT;
    private static final String CACHE = "/cache";
    /** The folder for what is made from an application's own code. */
    private static final String OWN = CACHE + "/own";

    private static final String PATH = "/usr/local/bin:/usr/bin:/usr/sbin";

    /** Caches below {@code /cache} that a tool finds by a variable. */
    private static final Map<String, String> BY_VARIABLE = Map.ofEntries(
            Map.entry("npm_config_cache", "npm"),
            Map.entry("npm_config_store_dir", "pnpm"),
            Map.entry("pnpm_config_store_dir", "pnpm"),
            Map.entry("YARN_CACHE_FOLDER", "yarn"),
            Map.entry("YARN_GLOBAL_FOLDER", "yarn-global"),
            Map.entry("BUN_INSTALL_CACHE_DIR", "bun"),
            Map.entry("DENO_DIR", "deno"),
            Map.entry("COREPACK_HOME", "corepack"),
            Map.entry("PIP_CACHE_DIR", "pip"),
            Map.entry("UV_CACHE_DIR", "uv"),
            Map.entry("UV_PYTHON_INSTALL_DIR", "uv-python"),
            Map.entry("GOMODCACHE", "go-mod"),
            Map.entry("BUNDLE_USER_CACHE", "bundle"),
            Map.entry("COMPOSER_CACHE_DIR", "composer"),
            Map.entry("HEX_HOME", "hex"));

    /** Caches that lie below HOME, beside a tool's settings. */
    private static final Map<String, String> BELOW_HOME = Map.of(
            ".m2/repository", "maven",
            ".m2/wrapper", "maven-wrapper",
            ".cargo/registry", "cargo-registry",
            ".cargo/git", "cargo-git",
            ".gradle/caches", "gradle",
            ".gradle/wrapper", "gradle-wrapper");

    /** Tells tools that there is no network, which they would otherwise find out slowly. */
    private static final Map<String, String> OFFLINE = Map.of(
            "npm_config_offline", "true",
            "UV_OFFLINE", "1",
            "GOPROXY", "off",
            "CARGO_NET_OFFLINE", "true",
            "MAVEN_ARGS", "--offline");

    /** Makes Maven lock what it writes, because two may run at once. Maven's script reads this file. */
    private static final String MAVENRC = """
            MAVEN_OPTS="$MAVEN_OPTS -Daether.syncContext.named.factory=file-lock \
            -Daether.syncContext.named.nameMapper=file-gav"
            """;

    private final Path shared;
    private final Path own;
    private final Registries registries;
    private final Trust trust;

    /**
     * @param shared folder of the caches that all applications share; steps that do not fetch do not change it
     * @param own folder of the caches of this application alone
     */
    Surroundings(Path shared, Path own, Registries registries, Trust trust) {
        this.shared = shared;
        this.own = own;
        this.registries = registries;
        this.trust = trust;
    }

    /** {@code host:port} of the registries that the person's settings name. */
    Set<String> named() {
        return registries.named();
    }

    /** Lines that {@code inside.sh} reads, one for each mount: from, to and how. */
    List<String> mounts(Path run, Step step) throws IOException {
        for (String name : BY_VARIABLE.values()) {
            Files.createDirectories(shared.resolve(name));
        }
        Path home = Files.createDirectories(run.resolve("home"));
        Map<String, String> files = new TreeMap<>(Map.of(".mavenrc", MAVENRC));
        if (step.fetches()) {
            files.putAll(registries.files());
            files.merge(".m2/settings.xml", settings(), (own, ours) -> own.replace("@proxies@", proxies()));
            files.put(".gradle/gradle.properties", javaProxies());
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = home.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling("").normalize());
            Files.writeString(path, file.getValue());
        }
        for (Map.Entry<String, String> cache : BELOW_HOME.entrySet()) {
            Files.createDirectories(shared.resolve(cache.getValue()));
            Path link = home.resolve(cache.getKey());
            Files.createDirectories(link.resolveSibling("").normalize());
            Files.createSymbolicLink(link, Path.of(CACHE, cache.getValue()));
        }
        Files.createDirectories(shared.resolve("own"));
        return List.of(
                home + "\t" + HOME + "\town",
                shared + "\t" + CACHE + "\t" + (step.fetches() ? "rw" : "kept"),
                Files.createDirectories(own) + "\t" + OWN + "\trw",
                trust.pem() + "\t" + Trust.PEM + "\tro",
                trust.store() + "\t" + Trust.STORE + "\tro");
    }

    /** Folders of this machine to which a step can write for good. */
    List<Path> written() {
        return List.of(shared, own);
    }

    Map<String, String> env(Fitting fitting, Step step) {
        TreeMap<String, String> env = new TreeMap<>();
        List<String> path = new ArrayList<>(fitting.path());
        path.add(PATH);
        env.put("PATH", String.join(":", path));
        env.put("HOME", HOME);
        env.put("USER", "nonroot");
        env.put("LOGNAME", "nonroot");
        env.put("SHELL", "/bin/sh");
        env.put("LANG", "C.UTF-8");
        env.put("TMPDIR", "/tmp");
        env.put("TERM", "dumb");
        env.put("NO_COLOR", "1");
        BY_VARIABLE.forEach((variable, name) -> env.put(variable, CACHE + "/" + name));
        env.put("GOCACHE", OWN + "/go-build");
        env.put("XDG_CACHE_HOME", OWN + "/other");
        env.put("UV_LINK_MODE", "copy");
        env.put("UV_PYTHON_PREFERENCE", "system");
        env.put("npm_config_update_notifier", "false");
        env.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
        env.put("GOFLAGS", "-buildvcs=false");
        for (String variable : List.of(
                "SSL_CERT_FILE",
                "NODE_EXTRA_CA_CERTS",
                "REQUESTS_CA_BUNDLE",
                "CURL_CA_BUNDLE",
                "PIP_CERT",
                "GIT_SSL_CAINFO",
                "CARGO_HTTP_CAINFO",
                "DENO_CERT",
                "COMPOSER_CAFILE")) {
            env.put(variable, Trust.PEM);
        }
        env.putAll(fitting.env());
        if (!step.fetches()) {
            env.putAll(OFFLINE);
        } else {
            env.putAll(registries.env());
            // Yarn from its second release on reads its own variables alone.
            for (String variable : List.of(
                    "http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "YARN_HTTP_PROXY", "YARN_HTTPS_PROXY")) {
                env.put(variable, PROXY);
            }
            env.put("no_proxy", "localhost,127.0.0.1,::1");
            env.put("NO_PROXY", "localhost,127.0.0.1,::1");
            // npm's own pauses between two tries take up to a minute.
            env.put("npm_config_fetch_retry_mintimeout", "1000");
            env.put("npm_config_fetch_retry_maxtimeout", "5000");
        }
        env.putAll(step.env());
        return env;
    }

    private static String settings() {
        return "<settings>\n" + proxies() + "</settings>\n";
    }

    private static String proxies() {
        StringBuilder proxies = new StringBuilder("<proxies>\n");
        for (String protocol : List.of("http", "https")) {
            proxies.append("<proxy><id>")
                    .append(protocol)
                    .append("</id><active>true</active><protocol>")
                    .append(protocol)
                    .append("</protocol><host>127.0.0.1</host><port>3128</port>")
                    .append("<nonProxyHosts>localhost|127.*</nonProxyHosts></proxy>\n");
        }
        return proxies.append("</proxies>\n").toString();
    }

    private static String javaProxies() {
        StringBuilder properties = new StringBuilder();
        for (String protocol : List.of("http", "https")) {
            properties.append("systemProp.").append(protocol).append(".proxyHost=127.0.0.1\n");
            properties.append("systemProp.").append(protocol).append(".proxyPort=3128\n");
        }
        return properties.toString();
    }
}
