package dev.slipway.stack.php;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A release of PHP in Debian, and the suite that has it. */
record PhpRelease(String number, String suite) {
    /** The releases; the first is the usual one. */
    static final List<PhpRelease> ALL = List.of(new PhpRelease("8.4", "trixie"), new PhpRelease("8.2", "bookworm"));

    private static final Pattern PART =
            Pattern.compile("(\\^|~|>=|<=|>|<|!=|=|)\\s*v?(\\d+)(?:\\.(\\d+|\\*))?[.\\d*]*(?:@\\w+)?");

    /** The releases; those that a constraint of Composer's allows come first. */
    static List<PhpRelease> by(String constraint) {
        return ALL.stream()
                .sorted(Comparator.comparing((PhpRelease release) -> !release.allowed(constraint)))
                .toList();
    }

    /** The release of this number, or the nearest one. */
    static Optional<PhpRelease> of(String number) {
        return ALL.stream()
                .filter(release -> number.equals(release.number) || number.startsWith(release.number + "."))
                .findFirst();
    }

    /** Whether the constraint (getcomposer.org/doc/articles/versions.md) allows it. */
    boolean allowed(String constraint) {
        return constraint.isBlank() || Stream.of(constraint.split("\\|\\|?")).anyMatch(all -> takesAll(all.strip()));
    }

    private boolean takesAll(String all) {
        if (all.equals("*")) {
            return true;
        }
        String range = all.replaceAll("\\s+-\\s+(\\S+)", " <=$1").replaceAll("(\\^|~|>=|<=|>|<|!=|=)\\s+", "$1");
        String first = all.matches(".*\\s-\\s.*") ? ">=" + range : range;
        return Stream.of(first.split("[\\s,]+")).filter(part -> !part.isEmpty()).allMatch(this::takes);
    }

    private boolean takes(String part) {
        var parts = PART.matcher(part);
        if (!parts.matches()) {
            return true;
        }
        int major = Integer.parseInt(parts.group(2));
        boolean whole = parts.group(3) == null || parts.group(3).equals("*");
        int minor = whole ? 0 : Integer.parseInt(parts.group(3));
        int wanted = major * 100 + minor;
        int own = Integer.parseInt(number.substring(0, 1)) * 100 + Integer.parseInt(number.substring(2));
        boolean deep = part.replaceAll("[^.]", "").length() > 1;
        return switch (parts.group(1)) {
            case "^" -> own >= wanted && own / 100 == major;
            // ~8.2.0 stays at 8.2; ~8.2 goes up to 9.
            case "~" -> deep ? own == wanted : own >= wanted && own / 100 == major;
            case ">=" -> own >= wanted;
            case ">" -> deep ? own >= wanted : own > wanted;
            case "<" -> deep ? own <= wanted : own < wanted;
            case "<=" -> own <= wanted;
            case "!=" -> own != wanted;
            default -> whole ? own / 100 == major : own == wanted;
        };
    }

    static String shown() {
        return ALL.stream().map(PhpRelease::number).collect(Collectors.joining(", "));
    }
}
