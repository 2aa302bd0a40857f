package dev.slipway.debian;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** All available packages, the newest of each name over all sources. */
final class PackageIndex {
    private final Map<String, Candidate> byName = new HashMap<>();
    private final Map<String, List<Candidate>> providers = new HashMap<>();

    PackageIndex(Iterable<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            byName.merge(candidate.of().name(), candidate, (a, b) -> a.version().compareTo(b.version()) >= 0 ? a : b);
        }
        for (Candidate candidate : byName.values()) {
            for (List<Dependency> provided : Dependency.field(candidate.provides())) {
                providers
                        .computeIfAbsent(provided.getFirst().name(), name -> new ArrayList<>())
                        .add(candidate);
            }
        }
        Comparator<Candidate> order = Comparator.comparingInt(Candidate::rank)
                .thenComparing(candidate -> candidate.of().name());
        providers.values().forEach(list -> list.sort(order));
    }

    Optional<Candidate> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The versions of packages whose whole name matches. */
    Map<String, String> versions(Pattern name) {
        Map<String, String> versions = new TreeMap<>();
        byName.forEach((known, candidate) -> {
            if (name.matcher(known).matches()) {
                versions.put(known, candidate.version().text());
            }
        });
        return versions;
    }

    /**
     * The packages that satisfy a relation: the package itself first, then those that provide it, the most usual first.
     */
    List<Candidate> satisfying(Dependency wanted) {
        List<Candidate> found = new ArrayList<>();
        named(wanted.name()).filter(c -> c.satisfies(wanted)).ifPresent(found::add);
        for (Candidate provider : providers.getOrDefault(wanted.name(), List.of())) {
            if (provider.satisfies(wanted) && !found.contains(provider)) {
                found.add(provider);
            }
        }
        return found;
    }

    /** Names that are similar to {@code name}, for an error message. */
    List<String> similar(String name) {
        return byName.keySet().stream()
                .filter(n -> n.startsWith(name) || name.startsWith(n) && n.length() > 3)
                .sorted()
                .limit(5)
                .toList();
    }
}
