package dev.slipway.stack.node.source;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Packages that bring a browser or another program of their own, which they fetch from hosts that no registry is. */
public final class BrowserPackages {
    /** What drives a browser, and takes Debian's where it is told of it. */
    private static final String DRIVER = "puppeteer";

    /** Debian's package, and the program in it. */
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

    /** Variables by which they are installed without. */
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

    /** Whether a program drives a browser. @param has whether it has a package that is not for developers alone */
    public static boolean in(Predicate<String> has) {
        return has.test(DRIVER) || has.test(DRIVER + "-core");
    }

    /** Variables of such a program: where the browser is, and where that may write. */
    public static Map<String, String> env() {
        return Map.of(
                "PUPPETEER_EXECUTABLE_PATH", "/usr/bin/" + DEBIAN,
                "HOME", "/tmp",
                "XDG_CONFIG_HOME", "/tmp",
                "XDG_CACHE_HOME", "/tmp");
    }
}
