package dev.slipway.chart;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells by a variable's name and value whether it is for few eyes. */
final class Secrecy {
    private static final Pattern NAME = Pattern.compile("(.*_)?(PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIALS?|APIKEY"
            + "|(API|SECRET|ACCESS|PRIVATE|SIGNING|ENCRYPTION|MASTER)_?KEY)");
    private static final Pattern VALUE = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"
            + "|\\b[a-z][a-z0-9+.-]*://[^/\\s:@]+:[^/\\s:@]+@"
            + "|\\bAKIA[0-9A-Z]{16}\\b|\\bsk-[A-Za-z0-9_-]{20,}|\\bgh[pousr]_[A-Za-z0-9]{30,}"
            + "|\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.");

    private Secrecy() {}

    /** Whether a variable of this name, with a value or still without, belongs into a Secret. */
    static boolean needed(String name, String value) {
        return value.isBlank() ? named(name) : broken(name, value);
    }

    /** Whether this value must not stand where everybody may read it. */
    static boolean broken(String name, String value) {
        boolean plain = value.isBlank()
                || value.contains("$(")
                || List.of("true", "false").contains(value.toLowerCase(Locale.ROOT))
                || value.matches("[0-9.]+|/[^ ]*");
        return named(name) && !plain || VALUE.matcher(value).find();
    }

    private static boolean named(String name) {
        return NAME.matcher(name.toUpperCase(Locale.ROOT)).matches();
    }
}
