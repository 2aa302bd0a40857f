package dev.slipway.compile;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of Go, such as 1.26.8. */
record GoVersion(int major, int minor, int patch) implements Comparable<GoVersion> {
    private static final Pattern FORM = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

    static GoVersion parse(String text) {
        return find(text).orElseThrow(() -> new IllegalArgumentException("not a version of Go: " + text));
    }

    /** The first version in a text such as {@code go version go1.26.8 linux/amd64}. */
    static Optional<GoVersion> find(String text) {
        Matcher m = FORM.matcher(text);
        return m.find()
                ? Optional.of(new GoVersion(
                        Integer.parseInt(m.group(1)),
                        Integer.parseInt(m.group(2)),
                        m.group(3) == null ? 0 : Integer.parseInt(m.group(3))))
                : Optional.empty();
    }

    @Override
    public int compareTo(GoVersion other) {
        return major != other.major
                ? Integer.compare(major, other.major)
                : minor != other.minor ? Integer.compare(minor, other.minor) : Integer.compare(patch, other.patch);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
