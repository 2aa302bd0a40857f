package dev.slipway.osv;

import java.util.Locale;
import java.util.Optional;

/** How bad a vulnerability is, by the bands of CVSS. The order is from harmless to bad. */
public enum Severity {
    NONE,
    LOW,
    /** Nobody has rated it. */
    UNKNOWN,
    MEDIUM,
    HIGH,
    CRITICAL;

    /** The band of a CVSS base score (CVSS 3.1, section 5; the same in 4.0). @param score 0 to 10 */
    static Severity ofScore(double score) {
        return score >= 9 ? CRITICAL : score >= 7 ? HIGH : score >= 4 ? MEDIUM : score > 0 ? LOW : NONE;
    }

    /** The one of this name; GitHub calls the middle one {@code MODERATE}. */
    public static Optional<Severity> named(String word) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "NONE" -> Optional.of(NONE);
            case "LOW" -> Optional.of(LOW);
            case "MODERATE", "MEDIUM" -> Optional.of(MEDIUM);
            case "HIGH" -> Optional.of(HIGH);
            case "CRITICAL" -> Optional.of(CRITICAL);
            default -> Optional.empty();
        };
    }

    public boolean atLeast(Severity other) {
        return compareTo(other) >= 0;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
