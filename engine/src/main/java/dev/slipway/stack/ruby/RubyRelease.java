package dev.slipway.stack.ruby;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A release of Ruby in Debian, and the suite that has it. */
record RubyRelease(String number, String suite) {
    /** The releases; the first is the usual one. */
    static final List<RubyRelease> ALL = List.of(new RubyRelease("3.3", "trixie"), new RubyRelease("3.1", "bookworm"));

    private static final Pattern NUMBER = Pattern.compile("(\\d)\\.(\\d+)");

    /**
     * The releases, those nearest to the requested version first.
     *
     * @param asked such as {@code 3.2.2}; empty for none
     */
    static List<RubyRelease> by(String asked) {
        Matcher matcher = NUMBER.matcher(asked);
        if (!matcher.find()) {
            return ALL;
        }
        int wanted = number(matcher);
        return ALL.stream()
                .sorted(Comparator.comparingInt((RubyRelease release) -> release.apart(wanted)))
                .toList();
    }

    static Optional<RubyRelease> of(String number) {
        return ALL.stream()
                .filter(release -> number.equals(release.number) || number.startsWith(release.number + "."))
                .findFirst();
    }

    /** The distance to another release. An older one than requested may lack functions that the code calls. */
    private int apart(int wanted) {
        Matcher own = NUMBER.matcher(number);
        int mine = own.find() ? number(own) : 0;
        return mine >= wanted ? mine - wanted : (wanted - mine) * 2;
    }

    private static int number(Matcher matcher) {
        return Integer.parseInt(matcher.group(1)) * 100 + Integer.parseInt(matcher.group(2));
    }

    static String shown() {
        return ALL.stream().map(RubyRelease::number).collect(Collectors.joining(", "));
    }
}
