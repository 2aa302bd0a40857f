package dev.slipway.debian;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the packages that a request needs, with everything that they depend on. Of alternatives it takes one that is
 * chosen already, else the first in the archive that no chosen package conflicts with. A suite is consistent, so the
 * search never backtracks.
 */
final class Resolver {
    /**
     * Packages that others depend on only because their installation scripts run them. No such script runs here;
     * {@link SystemFiles} writes what they would write. The caller may still name them.
     */
    static final Set<String> FOR_SCRIPTS_ONLY = Set.of(
            "adduser",
            "apparmor",
            "base-passwd",
            "cdebconf",
            "debconf",
            "debconf-2.0",
            "dpkg",
            "init-system-helpers",
            "install-info",
            "login.defs",
            "lsb-base",
            "mawk",
            "awk",
            "passwd",
            "sensible-utils",
            "sysvinit-utils",
            "tar",
            "ucf");

    private final PackageIndex index;
    private final Set<String> omitted;
    private final Map<String, Candidate> chosen = new LinkedHashMap<>();

    Resolver(PackageIndex index, Set<String> omitted) {
        this.index = index;
        this.omitted = omitted;
    }

    /** The packages by name. The error names every package that is missing, each with the chain that asks for it. */
    List<Package> resolve(List<String> names) {
        List<String> problems = new ArrayList<>();
        Deque<Chain> open = new ArrayDeque<>();
        for (String name : names) {
            Dependency wanted = Dependency.of(name);
            List<Candidate> found = index.satisfying(wanted);
            if (found.isEmpty()) {
                List<String> similar = index.similar(wanted.name());
                problems.add("no package " + wanted + (similar.isEmpty() ? "" : " (there is " + similar + ")"));
            } else {
                take(found.getFirst(), Optional.empty(), open);
            }
        }
        while (!open.isEmpty()) {
            follow(open.removeFirst(), open, problems);
        }
        if (!problems.isEmpty()) {
            throw new DebianException("cannot resolve the packages " + String.join(" ", names) + ": "
                    + String.join("; ", problems)
                    + "; name other packages, or add a source that has them to the list of sources");
        }
        return chosen.values().stream()
                .map(Candidate::of)
                .sorted(Comparator.comparing(Package::name))
                .toList();
    }

    private record Chain(Candidate last, Optional<Chain> before) {
        @Override
        public String toString() {
            return before.map(b -> b + " -> ").orElse("") + last.of().name();
        }
    }

    private void take(Candidate candidate, Optional<Chain> before, Deque<Chain> open) {
        if (chosen.putIfAbsent(candidate.of().name(), candidate) == null) {
            open.addLast(new Chain(candidate, before));
        }
    }

    private void follow(Chain chain, Deque<Chain> open, List<String> problems) {
        for (List<Dependency> alternatives : chain.last().needs()) {
            if (alternatives.stream().anyMatch(a -> omitted.contains(a.name()) || isChosen(a))) {
                continue;
            }
            List<Candidate> found = alternatives.stream()
                    .flatMap(a -> index.satisfying(a).stream())
                    .toList();
            Optional<Candidate> pick = found.stream()
                    .filter(c -> chosen.values().stream().noneMatch(o -> o.refuses(c) || c.refuses(o)))
                    .findFirst();
            pick.ifPresentOrElse(
                    candidate -> take(candidate, Optional.of(chain), open),
                    () -> problems.add(problem(chain, alternatives, found)));
        }
    }

    private boolean isChosen(Dependency wanted) {
        Candidate sameName = chosen.get(wanted.name());
        return (sameName != null && sameName.satisfies(wanted))
                || chosen.values().stream().anyMatch(c -> c.satisfies(wanted));
    }

    private String problem(Chain chain, List<Dependency> alternatives, List<Candidate> found) {
        String wanted = alternatives.stream().map(Dependency::toString).collect(Collectors.joining(" | "));
        if (!found.isEmpty()) {
            Candidate candidate = found.getFirst();
            String other = chosen.values().stream()
                    .filter(o -> o.refuses(candidate) || candidate.refuses(o))
                    .map(o -> o.of().name())
                    .findFirst()
                    .orElse("another package");
            return chain + " -> " + wanted + " conflicts with " + other;
        }
        String has = alternatives.stream()
                .flatMap(a -> index.named(a.name()).stream())
                .map(c -> c.of().toString())
                .collect(Collectors.joining(", "));
        return chain + " -> " + wanted + " cannot be satisfied: the archive has "
                + (has.isEmpty() ? "no such package" : has);
    }
}
