package dev.slipway.toolchain;

import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Version ranges of {@code engines} in package.json (node-semver), without pre-releases. */
final class NodeRange {
    static final Comparator<String> ORDER = (a, b) -> Arrays.compare(numbers(a), numbers(b));

    private static final Pattern COMPARATOR =
            Pattern.compile("(\\^|~|>=|<=|>|<|=)?v?(\\d+|[xX*])(?:\\.(\\d+|[xX*]))?(?:\\.(\\d+|[xX*]))?(?:[-+].*)?");

    private NodeRange() {}

    /** Whether a version is in the range. A range that cannot be read contains all versions. */
    static boolean contains(String range, String version) {
        int[] at = numbers(version);
        for (String part : range.split("\\|\\|", -1)) {
            String plain = part.strip()
                    .replaceAll("\\s+-\\s+", " <=")
                    .replaceAll("(\\^|~|>=|<=|>|<|=)\\s+", "$1")
                    .replaceFirst("^(\\d\\S*)(?= <=)", ">=$1");
            boolean all = true;
            for (String comparator : plain.split("\\s+")) {
                all &= comparator.isEmpty() || holds(comparator, at);
            }
            if (all) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(String comparator, int[] at) {
        Matcher matcher = COMPARATOR.matcher(comparator);
        if (!matcher.matches()) {
            return true;
        }
        String sign = matcher.group(1) == null ? "" : matcher.group(1);
        int given = 0;
        int[] low = new int[3];
        for (int i = 0; i < 3; i++) {
            String number = matcher.group(i + 2);
            if (number == null || !Character.isDigit(number.charAt(0))) {
                break;
            }
            low[i] = Integer.parseInt(number);
            given++;
        }
        if (given == 0) {
            return true;
        }
        int above = Arrays.compare(at, low);
        return switch (sign) {
            case ">=" -> above >= 0;
            case ">" -> given == 3 ? above > 0 : Arrays.compare(at, next(low, given - 1)) >= 0;
            case "<" -> above < 0;
            case "<=" -> given == 3 ? above <= 0 : Arrays.compare(at, next(low, given - 1)) < 0;
            case "^" -> above >= 0 && Arrays.compare(at, next(low, first(low, given))) < 0;
            case "~" -> above >= 0 && Arrays.compare(at, next(low, Math.min(1, given - 1))) < 0;
            default -> above >= 0 && Arrays.compare(at, next(low, given - 1)) < 0;
        };
    }

    /** The part that a caret keeps: the first that is not 0. */
    private static int first(int[] low, int given) {
        for (int i = 0; i < given; i++) {
            if (low[i] != 0) {
                return i;
            }
        }
        return given - 1;
    }

    private static int[] next(int[] low, int place) {
        int[] next = new int[3];
        System.arraycopy(low, 0, next, 0, place + 1);
        next[place]++;
        return next;
    }

    private static int[] numbers(String version) {
        int[] numbers = new int[3];
        String[] parts = version.replaceFirst("^v", "").split("[.+-]");
        for (int i = 0; i < Math.min(3, parts.length); i++) {
            numbers[i] = parts[i].matches("\\d{1,9}") ? Integer.parseInt(parts[i]) : 0;
        }
        return numbers;
    }
}
