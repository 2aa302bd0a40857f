package dev.slipway.debian;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One relation to a package (Debian policy 7.1), such as {@code libc6 (>= 2.36)}. */
record Dependency(String name, Optional<Bound> bound) {
    private static final Pattern FORM = Pattern.compile(
            "([a-zA-Z0-9][a-zA-Z0-9+.-]*)(?::[a-z0-9-]+)?\\s*(?:\\(\\s*(<<|<=|=|>=|>>|<|>)\\s*([^)]+)\\))?.*");

    record Bound(String relation, Version version) {}

    /** Reads a field such as Depends. All of the outer list are needed, and any one of each inner list. */
    static List<List<Dependency>> field(String text) {
        List<List<Dependency>> all = new ArrayList<>();
        for (String group : text.split(",")) {
            if (!group.isBlank()) {
                all.add(Arrays.stream(group.split("\\|")).map(Dependency::of).toList());
            }
        }
        return all;
    }

    static Dependency of(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new DebianException("not a package relation: '" + text.strip() + "'");
        }
        return new Dependency(
                matcher.group(1),
                Optional.ofNullable(matcher.group(2))
                        .map(relation ->
                                new Bound(relation, Version.of(matcher.group(3).strip()))));
    }

    boolean allows(Version version) {
        return bound.map(b -> version.is(b.relation(), b.version())).orElse(true);
    }

    /** A provided name has a version only if its provider gives it one (Debian policy 7.5). */
    boolean allowsProvided(Dependency provided) {
        return bound.isEmpty() || provided.bound().map(b -> allows(b.version())).orElse(false);
    }

    @Override
    public String toString() {
        return name
                + bound.map(b -> " (" + b.relation() + " " + b.version() + ")").orElse("");
    }
}
