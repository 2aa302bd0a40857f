package dev.slipway.diagnose;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Cause.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Groups causes into findings, one for each root, together with what follows from it. Pure. */
final class Grouping {
    private Grouping() {}

    static List<RootCause> of(String namespace, List<Cause> causes) {
        Map<String, List<Cause>> roots = new LinkedHashMap<>();
        causes.stream()
                .filter(c -> c.weight() != Weight.FOLLOWS)
                .forEach(c ->
                        roots.computeIfAbsent(c.root(), r -> new ArrayList<>()).add(c));
        List<Cause> left = new ArrayList<>();
        Map<String, List<Cause>> follows = new LinkedHashMap<>();
        for (Cause cause : causes) {
            if (cause.weight() == Weight.FOLLOWS) {
                roots.entrySet().stream()
                        .filter(root -> root.getValue().stream()
                                .anyMatch(c -> c.service().equals(cause.service()) && c.weight() != Weight.RISKS))
                        .findFirst()
                        .ifPresentOrElse(
                                root -> follows.computeIfAbsent(root.getKey(), r -> new ArrayList<>())
                                        .add(cause),
                                () -> left.add(cause));
            }
        }
        left.forEach(
                c -> roots.computeIfAbsent(c.root(), r -> new ArrayList<>()).add(c));
        List<RootCause> findings = new ArrayList<>();
        roots.forEach((root, same) -> findings.add(new RootCause(
                namespace,
                same.stream().min(ORDER).orElseThrow(),
                same.stream().map(Cause::object).distinct().toList(),
                follows.getOrDefault(root, List.of()))));
        return findings;
    }

    private static final Comparator<Cause> ORDER =
            Comparator.comparing(Cause::weight).thenComparing(c -> !c.permanent());

    /**
     * Orders findings: what blocks comes first, then what cannot mend itself, then what most objects show. Others keep
     * their order.
     */
    static final Comparator<RootCause> BLOCKING = Comparator.comparing((RootCause f) -> !f.blocks())
            .thenComparing(f -> f.cause().weight())
            .thenComparing(f -> !f.cause().permanent())
            .thenComparing(f -> -f.objects().size());
}
