package dev.slipway.application;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Decides from a variable's name and value whether it is a secret. */
public final class Secrecy {
    private static final Pattern NAME = Pattern.compile(
            "(.*_)?(PASS|PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|SALT|PEPPER|APIKEY|SECRET_KEY_BASE"
                    + "|(API|APP|AUTH|SECRET|ACCESS|PRIVATE|SIGNING|ENCRYPTION|MASTER|JWT|SESSION|COOKIE|HMAC)_?KEY)");
    private static final Pattern VALUE = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"
            + "|\\b[a-z][a-z0-9+.-]*://[^/\\s:@]*:[^/\\s@]+@"
            + "|\\bAKIA[0-9A-Z]{16}\\b|\\bsk-[A-Za-z0-9_-]{20,}|\\bgh[pousr]_[A-Za-z0-9]{30,}"
            + "|\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.");

    private static final List<String> FLAGS = List.of("true", "false");

    private Secrecy() {}

    /** Whether the chart has to keep this plain variable in a Secret. The variable need not have a value yet. */
    public static boolean needed(EnvVar variable) {
        if (!variable.literal()) {
            return false;
        }
        String value = variable.text();
        // A password that a person gives may be a number or look like a path.
        boolean byName = value.isBlank() || variable.given() && !FLAGS.contains(value.toLowerCase(Locale.ROOT));
        return byName && named(variable.name()) || broken(variable.name(), value);
    }

    /** Whether the value is a secret in plain text. */
    public static boolean broken(String name, String value) {
        boolean plain = value.isBlank()
                || value.contains("$(")
                || FLAGS.contains(value.toLowerCase(Locale.ROOT))
                || value.matches("[0-9.]+|/[^ ]*");
        // The pod fills in $(NAME) from a Secret, so the text does not contain it.
        String written = value.replaceAll("\\$\\(\\w+\\)", "");
        return named(name) && !plain || VALUE.matcher(written).find();
    }

    private static boolean named(String name) {
        return NAME.matcher(name.toUpperCase(Locale.ROOT)).matches();
    }
}
