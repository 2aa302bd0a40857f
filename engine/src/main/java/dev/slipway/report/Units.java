package dev.slipway.report;

import java.time.Duration;
import java.util.Locale;

/** Quantities as people read them. */
final class Units {
    private Units() {}

    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        String[] units = {"kB", "MB", "GB", "TB"};
        double value = bytes / 1000.0;
        int unit = 0;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return number(value) + " " + units[unit];
    }

    /** Memory, in the binary units that Kubernetes uses. */
    static String memory(long bytes) {
        double mebi = bytes / 1048576.0;
        return mebi >= 1024 ? number(mebi / 1024) + " GiB" : number(mebi) + " MiB";
    }

    static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return number(millis / 1000.0) + " s";
        }
        return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }

    static String millis(double millis) {
        return millis >= 1000 ? number(millis / 1000) + " s" : number(millis) + " ms";
    }

    /** Three significant digits at most, no exponent, no trailing zeros. */
    static String number(double value) {
        String format = Math.abs(value) >= 99.95 ? "%.0f" : Math.abs(value) >= 9.995 ? "%.1f" : "%.2f";
        String text = String.format(Locale.ROOT, format, value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
}
