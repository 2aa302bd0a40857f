package dev.slipway.build;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Chooses the lines of a failed tool that are shown. Lines that say what is wrong come first, then the last ones. A
 * line with a place in the source comes before a line without one.
 */
final class ErrorLines {
    private static final int SHOWN = 10;
    private static final String LEFT_OUT = "...";
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");

    /** Lines that Maven and the JVM add to every failure. */
    private static final Pattern NOISE = Pattern.compile(
            "\\[ERROR](?: (?:->|To see|Re-run|For more|After correcting|\\[Help).*)?|WARNING: .*(?:sun\\.misc\\.Unsafe|deprecated method|maintainers of class).*");

    /** @param after number of the following lines that belong to it */
    private record Sign(Pattern line, int after) {
        static Sign of(String line, int after) {
            return new Sign(Pattern.compile(line), after);
        }

        boolean is(String text) {
            return line.matcher(text).matches();
        }
    }

    private static final List<Sign> PLACED = List.of(
            // Maven
            Sign.of("\\[ERROR] .+\\.(?:java|kt):\\[\\d+,\\d+].*", 0),
            Sign.of("\\s+(?:symbol|location): .+", 0),
            // javac by Gradle, kotlinc
            Sign.of(".+\\.java:\\d+: error: .+", 2),
            Sign.of("e: .+\\.kts?:\\d+.*", 0),
            // tsc; Next.js names the file in a line of its own
            Sign.of(".+\\.[cm]?[jt]sx?(?:\\(\\d+,\\d+\\)|:\\d+:\\d+)(?: -|:) error .+", 0),
            Sign.of("\\./\\S+\\.[cm]?[jt]sx?(?::\\d+:\\d+)?", 1),
            // Go, esbuild, Rollup
            Sign.of("\\S+\\.go:\\d+:\\d+: .+", 0),
            Sign.of("(?:✘|X) \\[ERROR] .+", 3),
            Sign.of("error during build:", 3));

    private static final List<Sign> PLAIN = List.of(
            Sign.of("\\* What went wrong:", 3),
            Sign.of("\\[ERROR] .+", 0),
            Sign.of("\\s*× .+", 3),
            Sign.of("(?i)\\s*(?:fatal )?\\w*error: .+", 1),
            Sign.of("npm (?:ERR!|error) (?!A complete log).+", 0),
            Sign.of("go: (?!downloading|finding|added|upgraded).+", 0));

    private ErrorLines() {}

    /** @param folder in which the tool ran: its paths are shown as those of the source */
    static List<String> shown(List<String> out, List<String> err, String folder) {
        List<String> lines = new ArrayList<>(withoutColours(out, folder));
        List<String> errors = withoutColours(err, folder);
        lines.addAll(errors);
        if (lines.size() <= 2 * SHOWN) {
            return lines;
        }
        List<String> telling = telling(lines, PLACED);
        if (telling.isEmpty()) {
            telling = telling(lines, PLAIN);
        }
        // An unknown tool names the cause in its first lines, before its usage, or in its last lines.
        Set<String> shown = new LinkedHashSet<>(telling.isEmpty() ? errors : telling);
        List<String> all = new ArrayList<>(shown.stream().limit(SHOWN).toList());
        List<String> last = lines.subList(lines.size() - SHOWN, lines.size()).stream()
                .filter(line -> !all.contains(line))
                .toList();
        if (!all.isEmpty() && !last.isEmpty()) {
            all.add(LEFT_OUT);
        }
        all.addAll(last);
        return all;
    }

    private static List<String> withoutColours(List<String> lines, String folder) {
        return lines.stream()
                .map(line -> COLOUR.matcher(line)
                        .replaceAll("")
                        .replace(folder + "/", "")
                        .stripTrailing())
                .filter(line -> !line.isEmpty() && !NOISE.matcher(line).matches())
                .toList();
    }

    private static List<String> telling(List<String> lines, List<Sign> signs) {
        List<String> telling = new ArrayList<>();
        int wanted = 0;
        for (String line : lines) {
            int after = signs.stream()
                    .filter(sign -> sign.is(line))
                    .mapToInt(Sign::after)
                    .findFirst()
                    .orElse(-1);
            if (after >= 0 || wanted > 0) {
                telling.add(line);
            }
            wanted = after >= 0 ? after : wanted - 1;
        }
        return telling;
    }
}
