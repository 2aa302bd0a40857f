package dev.slipway.debian;

import java.math.BigInteger;

/** A package's version and its order (Debian policy 5.6.12). */
record Version(int epoch, String upstream, String revision, String text) implements Comparable<Version> {
    static Version of(String text) {
        int colon = text.indexOf(':');
        int epoch = 0;
        if (colon > 0) {
            try {
                epoch = Integer.parseInt(text.substring(0, colon));
            } catch (NumberFormatException e) {
                throw new DebianException("not a Debian version: " + text, e);
            }
        }
        String rest = text.substring(colon + 1);
        int dash = rest.lastIndexOf('-');
        return dash < 0
                ? new Version(epoch, rest, "", text)
                : new Version(epoch, rest.substring(0, dash), rest.substring(dash + 1), text);
    }

    @Override
    public int compareTo(Version other) {
        int order = Integer.compare(epoch, other.epoch);
        if (order == 0) {
            order = compare(upstream, other.upstream);
        }
        return order != 0 ? order : compare(revision, other.revision);
    }

    /** Whether this version has the {@code relation} ({@code <<}, {@code <=}, {@code =}, ...) to another. */
    boolean is(String relation, Version other) {
        int order = compareTo(other);
        return switch (relation) {
            case "<<" -> order < 0;
            case "<=", "<" -> order <= 0;
            case "=" -> order == 0;
            case ">=", ">" -> order >= 0;
            case ">>" -> order > 0;
            default -> throw new DebianException("not a version relation: " + relation);
        };
    }

    /** Compares runs of non-digits and of digits in turn, the former letter by letter, the latter as numbers. */
    private static int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() || j < b.length()) {
            while (isNonDigit(a, i) || isNonDigit(b, j)) {
                int order = Integer.compare(weight(a, i), weight(b, j));
                if (order != 0) {
                    return order;
                }
                i++;
                j++;
            }
            int digitsA = i;
            int digitsB = j;
            while (i < a.length() && isDigit(a.charAt(i))) {
                i++;
            }
            while (j < b.length() && isDigit(b.charAt(j))) {
                j++;
            }
            int order = number(a.substring(digitsA, i)).compareTo(number(b.substring(digitsB, j)));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static boolean isNonDigit(String text, int at) {
        return at < text.length() && !isDigit(text.charAt(at));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Order of a character. A tilde sorts before everything, even the end; letters sort before all other characters.
     */
    private static int weight(String text, int at) {
        if (at >= text.length() || isDigit(text.charAt(at))) {
            return 0;
        }
        char c = text.charAt(at);
        if (c == '~') {
            return -1;
        }
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? c : c + 256;
    }

    private static BigInteger number(String digits) {
        return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
    }

    @Override
    public String toString() {
        return text;
    }
}
