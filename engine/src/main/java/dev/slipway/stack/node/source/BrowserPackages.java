package dev.slipway.stack.node.source;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Packages that bring a browser or another program of their own, which they fetch from hosts other than the registry.
 */
public final class BrowserPackages {
    /** A package that drives a browser. A variable makes it use Debian's. */
    private static final String DRIVER = "puppeteer";

    /** The name of Debian's package and of its program. */
    public static final String DEBIAN = "chromium";

    private static final Map<String, String> FETCHED = Map.of(
            DRIVER,
            "PUPPETEER_SKIP_DOWNLOAD",
            "playwright",
            "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
            "@playwright/test",
            "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
            "electron",
            "ELECTRON_SKIP_BINARY_DOWNLOAD",
            "@sentry/cli",
            "SENTRYCLI_SKIP_DOWNLOAD");

    private BrowserPackages() {}

    /** Variables that keep packages from fetching a browser when they are installed. */
    static Map<String, String> whileInstalling(Predicate<String> has) {
        Map<String, String> env = new TreeMap<>();
        FETCHED.forEach((name, variable) -> {
            if (has.test(name)) {
                env.put(variable, "1");
            }
        });
        if (has.test("cypress")) {
            env.put("CYPRESS_INSTALL_BINARY", "0");
        }
        return env;
    }

    /** Whether a program drives a browser. @param has whether it has a package outside the development packages */
    public static boolean in(Predicate<String> has) {
        return has.test(DRIVER) || has.test(DRIVER + "-core");
    }

    /** Variables of such a program: where the browser is, and where the browser may write. */
    public static Map<String, String> env() {
        return Map.of(
                "PUPPETEER_EXECUTABLE_PATH", "/usr/bin/" + DEBIAN,
                "HOME", "/tmp",
                "XDG_CONFIG_HOME", "/tmp",
                "XDG_CACHE_HOME", "/tmp");
    }
}
