package dev.slipway.facts;

import dev.slipway.osv.Advisory;
import dev.slipway.osv.Coordinates;
import dev.slipway.osv.Ecosystem;
import dev.slipway.osv.OsvSource;
import dev.slipway.osv.Policy;
import dev.slipway.osv.Weakness;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Looks up an image's libraries in OSV's data, and judges by a policy what was found. */
public final class OsvScanner implements Scanner {
    private final OsvSource source;
    private final Policy policy;
    private final Duration oldest;
    private final Clock clock;

    /** @param oldest older data may lack a vulnerability of today */
    public OsvScanner(OsvSource source, Policy policy, Duration oldest, Clock clock) {
        this.source = source;
        this.policy = policy;
        this.oldest = oldest;
        this.clock = clock;
    }

    @Override
    public Result scan(Bill bill) throws IOException, InterruptedException {
        Map<String, List<Library>> kinds =
                new TreeMap<>(bill.libraries().stream().collect(Collectors.groupingBy(Library::ecosystem)));
        List<Coordinates> all = bill.libraries().stream()
                .map(Library::coordinates)
                .flatMap(Optional::stream)
                .toList();
        OsvSource.Lookup lookup = source.find(all);
        Needs needs = new Needs(bill.libraries());
        List<Answer> answers = new ArrayList<>();
        List<Found> found = new ArrayList<>();
        kinds.forEach((kind, libraries) -> {
            List<Found> here = found(libraries, lookup, needs);
            found.addAll(here);
            answers.add(answer(kind, libraries, here, lookup));
        });
        return new Result(answers, found);
    }

    private List<Found> found(List<Library> libraries, OsvSource.Lookup lookup, Needs needs) {
        // A library in several places is one thing to mend.
        Map<Coordinates, Library> once = new LinkedHashMap<>();
        libraries.forEach(one -> one.coordinates().ifPresent(of -> once.putIfAbsent(of, one)));
        List<Found> found = new ArrayList<>();
        once.forEach((of, library) -> {
            List<Advisory> advisories = lookup.found().getOrDefault(of, List.of());
            for (Weakness weakness : Weakness.of(of, advisories)) {
                found.add(new Found(policy.judge(weakness), library, needs.way(library)));
            }
        });
        found.sort(Comparator.comparing((Found one) -> one.judged().tooBad())
                .thenComparing(one -> one.judged().weakness().severity())
                .thenComparing(one -> one.judged().weakness().score())
                .reversed());
        return found;
    }

    private Answer answer(String kind, List<Library> libraries, List<Found> found, OsvSource.Lookup lookup) {
        String count = libraries.size() + " packages";
        Optional<Ecosystem> known = Ecosystem.ofPurl(kind);
        if (known.isEmpty()) {
            return new Answer.NoData(kind, count + ", and OSV has no data on their kind");
        }
        Optional<Instant> date = Optional.ofNullable(lookup.dates().get(known.get()));
        String evidence = count + ", looked up in " + lookup.source()
                + date.map(d -> ", data of " + d.truncatedTo(ChronoUnit.SECONDS))
                        .orElse("");
        List<Found> bad = found.stream().filter(one -> one.judged().tooBad()).toList();
        if (!bad.isEmpty()) {
            return new Answer.Vulnerable(kind, evidence, lines(bad), remedy(bad));
        }
        Optional<String> missing = Optional.ofNullable(lookup.missing().get(known.get()));
        boolean old = date.isEmpty() || date.get().isBefore(clock.instant().minus(oldest));
        if (missing.isPresent() || old) {
            String why = missing.orElse("the data is older than " + oldest.toDays() + " days");
            return new Answer.NoData(
                    kind,
                    evidence + ": " + why + (found.isEmpty() ? "" : "; known is " + String.join("; ", lines(found))));
        }
        return found.isEmpty() ? new Answer.Clean(kind, evidence) : new Answer.Tolerated(kind, evidence, lines(found));
    }

    private static List<String> lines(List<Found> found) {
        return found.stream().map(Found::line).toList();
    }

    /** The version of each package that has none of its weaknesses. */
    private static String remedy(List<Found> bad) {
        Map<String, String> newer = new LinkedHashMap<>();
        for (Found one : bad) {
            Weakness weakness = one.judged().weakness();
            weakness.fixed()
                    .ifPresent(version -> newer.merge(
                            one.library().title(),
                            version,
                            (a, b) -> weakness.of().ecosystem().newer(a, b)));
        }
        String updates = newer.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(", "));
        return (updates.isEmpty() ? "" : "update in your lock file: " + updates + "; or ")
                + "accept it below scan.waivers in slipway.yaml, with a reason and an end";
    }
}
