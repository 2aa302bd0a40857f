package dev.slipway.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Formats text. It uses colours only on a terminal, and only if NO_COLOR is not set (no-color.org). */
record Style(boolean colour) {
    static Style of(boolean terminal, Map<String, String> env) {
        return new Style(terminal && env.getOrDefault("NO_COLOR", "").isEmpty());
    }

    private String paint(String code, String text) {
        return colour ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    String good(String text) {
        return paint("32", text);
    }

    String bad(String text) {
        return paint("31", text);
    }

    String busy(String text) {
        return paint("36", text);
    }

    String faint(String text) {
        return paint("2", text);
    }

    String strong(String text) {
        return paint("1", text);
    }

    /** {@code 0.6 s}, {@code 24 s}, {@code 1 min 52 s}. */
    static String time(Duration duration) {
        double seconds = duration.toMillis() / 1000.0;
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }

    /** A bar of {@code cells} characters, filled by eighths. */
    static String bar(double fraction, int cells) {
        int eighths = (int) Math.round(Math.clamp(fraction, 0, 1) * cells * 8);
        String parts = " ▏▎▍▌▋▊▉";
        StringBuilder bar = new StringBuilder("█".repeat(eighths / 8));
        if (bar.length() < cells) {
            bar.append(parts.charAt(eighths % 8));
        }
        return bar + " ".repeat(cells - bar.length());
    }
}
