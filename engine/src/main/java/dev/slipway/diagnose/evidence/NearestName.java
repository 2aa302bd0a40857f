package dev.slipway.diagnose.evidence;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that a person most likely meant. */
public final class NearestName {
    private NearestName() {}

    /**
     * The nearest of the names, if one is near: at most a third of its letters differ, or one name ends with the other.
     */
    public static Optional<String> of(String name, Collection<String> names) {
        return names.stream()
                .filter(n -> !n.equals(name))
                .filter(n -> near(name, n))
                .min(Comparator.comparingInt((String n) -> distance(name, n)).thenComparing(n -> n));
    }

    private static boolean near(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        return distance(a, b) <= Math.max(1, Math.max(a.length(), b.length()) / 3)
                || (shorter >= 3 && (a.startsWith(b) || b.startsWith(a) || a.endsWith(b) || b.endsWith(a)));
    }

    /** A part of a sentence: {@code ; the nearest is NAME}, or the list of names that there are. */
    public static String phrase(String name, Collection<String> names) {
        return of(name, names)
                .map(n -> "; the nearest is " + n)
                .orElse(
                        names.isEmpty()
                                ? "; there is none"
                                : "; there " + (names.size() == 1 ? "is " : "are ")
                                        + String.join(
                                                ", ",
                                                names.stream().sorted().limit(8).toList()));
    }

    /** Distance in letters by optimal string alignment (Damerau 1964, restricted). */
    public static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1)) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
