package dev.slipway.debian;

import java.util.List;
import java.util.Map;

/** A package of an index with its relations. These are parsed on demand, because an index has 70,000 packages. */
record Candidate(
        Package of,
        Version version,
        String depends,
        String preDepends,
        String provides,
        String conflicts,
        String breaks,
        String priority) {

    static final List<String> FIELDS = List.of(
            "package",
            "version",
            "architecture",
            "source",
            "filename",
            "size",
            "sha256",
            "depends",
            "pre-depends",
            "provides",
            "conflicts",
            "breaks",
            "priority");

    /** @param base URL of the mirror, ending in a slash */
    static Candidate of(Map<String, String> fields, String base) {
        String name = need(fields, "package");
        String version = need(fields, "version");
        String source = fields.getOrDefault("source", name);
        int open = source.indexOf(" (");
        Package of = new Package(
                name,
                version,
                need(fields, "architecture"),
                open < 0 ? source : source.substring(0, open),
                open < 0 ? version : source.substring(open + 2, source.length() - 1),
                base + need(fields, "filename"),
                Long.parseLong(need(fields, "size")),
                need(fields, "sha256"));
        return new Candidate(
                of,
                Version.of(version),
                fields.getOrDefault("depends", ""),
                fields.getOrDefault("pre-depends", ""),
                fields.getOrDefault("provides", ""),
                fields.getOrDefault("conflicts", ""),
                fields.getOrDefault("breaks", ""),
                fields.getOrDefault("priority", "optional"));
    }

    private static String need(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new DebianException("a package of the index has no " + name + ": " + fields);
        }
        return value;
    }

    List<List<Dependency>> needs() {
        return Dependency.field(preDepends.isEmpty() ? depends : preDepends + ", " + depends);
    }

    boolean satisfies(Dependency wanted) {
        if (of.name().equals(wanted.name()) && wanted.allows(version)) {
            return true;
        }
        return provides.contains(wanted.name())
                && Dependency.field(provides).stream()
                        .flatMap(List::stream)
                        .anyMatch(p -> p.name().equals(wanted.name()) && wanted.allowsProvided(p));
    }

    /** Whether this package declares that it cannot be beside the other. */
    boolean refuses(Candidate other) {
        String refused = conflicts.isEmpty() ? breaks : conflicts + ", " + breaks;
        return !of.name().equals(other.of.name())
                && !refused.isEmpty()
                && Dependency.field(refused).stream().flatMap(List::stream).anyMatch(other::satisfies);
    }

    int rank() {
        return switch (priority) {
            case "required" -> 0;
            case "important" -> 1;
            case "standard" -> 2;
            case "optional" -> 3;
            default -> 4;
        };
    }
}
