package dev.slipway.osv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A published vulnerability that a package has. Several databases' advisories on the same one are one weakness.
 *
 * @param id the name that people look it up by
 * @param aliases its other names
 * @param score CVSS base score, 0 to 10; -1 where it has none
 * @param fixed the lowest version that has none of it; empty where none is published
 */
public record Weakness(
        String id,
        List<String> aliases,
        String summary,
        Severity severity,
        double score,
        Coordinates of,
        Optional<String> fixed) {
    public Weakness {
        aliases = List.copyOf(aliases);
    }

    /** The weaknesses of a package, the worst first. */
    public static List<Weakness> of(Coordinates of, List<Advisory> advisories) {
        List<List<Advisory>> groups = new ArrayList<>();
        for (Advisory advisory : advisories) {
            List<Advisory> joined = new ArrayList<>(List.of(advisory));
            groups.removeIf(group -> group.stream().anyMatch(one -> one.same(advisory)) && joined.addAll(group));
            groups.add(joined);
        }
        return groups.stream()
                .map(group -> joined(of, group))
                .sorted(Comparator.comparing(Weakness::severity)
                        .thenComparing(Weakness::score)
                        .reversed()
                        .thenComparing(Weakness::id))
                .toList();
    }

    private static Weakness joined(Coordinates of, List<Advisory> group) {
        Set<String> names = new LinkedHashSet<>();
        group.stream().map(Advisory::id).sorted().forEach(names::add);
        group.stream().flatMap(one -> one.aliases().stream()).sorted().forEach(names::add);
        Advisory worst = group.stream()
                .max(Comparator.comparing(Advisory::severity).thenComparing(Advisory::score))
                .orElseThrow();
        String id = names.stream()
                .filter(name -> name.startsWith("GHSA-"))
                .findFirst()
                .orElse(names.iterator().next());
        names.remove(id);
        Optional<String> fixed = group.stream()
                .map(one -> one.fix(of))
                .flatMap(Optional::stream)
                .max((a, b) -> of.ecosystem().compare(a, b).orElse(0));
        String summary = group.stream()
                .map(Advisory::summary)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
        return new Weakness(id, List.copyOf(names), summary, worst.severity(), worst.score(), of, fixed);
    }

    public boolean called(String name) {
        return id.equals(name) || aliases.contains(name);
    }

    /** Its names, with the CVE if it has one. */
    public String title() {
        return id
                + aliases.stream()
                        .filter(name -> name.startsWith("CVE-"))
                        .findFirst()
                        .map(cve -> " (" + cve + ")")
                        .orElse("");
    }

    public String rating() {
        return severity.word() + (score >= 0 ? String.format(Locale.ROOT, " %.1f", score) : "");
    }

    public String remedy() {
        return fixed.map(version -> "fixed in " + version).orElse("no fixed version is published");
    }
}
