package dev.slipway.debian;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The licences that a package's copyright file names. */
final class Licences {
    private static final Pattern COMMON =
            Pattern.compile("/usr/share/common-licenses/([A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9])");
    private static final Pattern FIELD = Pattern.compile("(?m)^License:[ \\t]*(\\S.*)$");

    private Licences() {}

    /**
     * The short names in a machine-readable file (DEP 5); for another file, the common licences that it refers to.
     * Sorted; empty if unknown.
     */
    static List<String> of(String copyright) {
        TreeSet<String> names = new TreeSet<>();
        if (copyright.startsWith("Format:") || copyright.contains("\nFormat:")) {
            Matcher field = FIELD.matcher(copyright);
            while (field.find()) {
                names.add(field.group(1).strip());
            }
        }
        if (names.isEmpty()) {
            Matcher common = COMMON.matcher(copyright);
            while (common.find()) {
                names.add(common.group(1));
            }
        }
        return List.copyOf(names);
    }
}
