package dev.slipway.osv;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order of Gem::Version (https://docs.ruby-lang.org/en/master/Gem/Version.html): segments of digits or letters; a
 * segment of letters makes a pre-release, which comes before a number.
 */
final class GemVersion {
    private static final Pattern SEGMENT = Pattern.compile("[0-9]+|[A-Za-z]+");

    private GemVersion() {}

    static int compare(String one, String other) {
        List<String> left = segments(one);
        List<String> right = segments(other);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            String a = i < left.size() ? left.get(i) : "0";
            String b = i < right.size() ? right.get(i) : "0";
            boolean numberA = Character.isDigit(a.charAt(0));
            boolean numberB = Character.isDigit(b.charAt(0));
            int order = numberA != numberB
                    ? (numberA ? 1 : -1)
                    : numberA ? new BigInteger(a).compareTo(new BigInteger(b)) : a.compareTo(b);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Gem::Version reads a hyphen as {@code .pre.}. */
    private static List<String> segments(String version) {
        List<String> segments = new ArrayList<>();
        Matcher found = SEGMENT.matcher(version.replace("-", ".pre."));
        while (found.find()) {
            segments.add(found.group());
        }
        return segments;
    }
}
