package dev.slipway.osv;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * One published vulnerability.
 *
 * @param id such as {@code GHSA-29mw-wpgm-hmr9}
 * @param aliases other databases' names of it, such as {@code CVE-2020-28500}
 * @param score CVSS base score, 0 to 10; -1 where it has none
 * @param modified as the database writes the instant
 * @param withdrawn whether its author took it back
 */
public record Advisory(
        String id,
        List<String> aliases,
        String summary,
        Severity severity,
        double score,
        String modified,
        boolean withdrawn,
        List<Affected> affected) {
    public Advisory {
        aliases = List.copyOf(aliases);
        affected = List.copyOf(affected);
    }

    /** A package and the versions of it that have the vulnerability. @param versions listed one by one */
    public record Affected(Ecosystem ecosystem, String name, List<List<Event>> ranges, List<String> versions) {
        public Affected {
            name = ecosystem.normalized(name);
            ranges = ranges.stream().map(List::copyOf).toList();
            versions = List.copyOf(versions);
        }

        boolean names(Coordinates of) {
            return ecosystem == of.ecosystem() && name.equals(of.name());
        }

        private boolean has(String version) {
            return versions.stream().map(ecosystem::normalizedVersion).anyMatch(version::equals)
                    || ranges.stream().anyMatch(range -> in(range, version));
        }

        /** The evaluation of the OSV schema: the last event that is not after the version decides. */
        private boolean in(List<Event> range, String version) {
            boolean affected = false;
            String latest = "";
            for (Event event : range) {
                int order =
                        event.kind() == Event.Kind.INTRODUCED && event.version().equals("0")
                                ? 1
                                : compare(version, event.version());
                boolean applies = event.kind() == Event.Kind.LAST_AFFECTED ? order > 0 : order >= 0;
                boolean newer = latest.isEmpty() || latest.equals("0") || compare(event.version(), latest) >= 0;
                if (applies && newer) {
                    affected = event.kind() == Event.Kind.INTRODUCED;
                    latest = event.version();
                }
            }
            return affected;
        }

        /** A version that cannot be compared counts as an older one: no vulnerability is passed over for it. */
        private int compare(String one, String other) {
            OptionalInt order = ecosystem.compare(one, other);
            return order.isPresent() ? order.getAsInt() : one.equals(other) ? 0 : -1;
        }

        /** The lowest fixed version above the given one. */
        private Optional<String> fix(String version) {
            return ranges.stream()
                    .flatMap(List::stream)
                    .filter(event -> event.kind() == Event.Kind.FIXED)
                    .map(Event::version)
                    .filter(fixed -> compare(fixed, version) > 0)
                    .min(this::compare);
        }
    }

    /** A change in a range of versions. */
    public record Event(Kind kind, String version) {
        /** What begins or ends with the version. */
        public enum Kind {
            INTRODUCED,
            FIXED,
            LAST_AFFECTED
        }
    }

    private Stream<Affected> of(Coordinates of) {
        return affected.stream().filter(one -> one.names(of));
    }

    boolean affects(Coordinates of) {
        return !withdrawn && of(of).anyMatch(one -> one.has(of.version()));
    }

    /** The version of the package's own order that mends it; empty where none is published. */
    Optional<String> fix(Coordinates of) {
        // A database may give each line of releases an entry of its own.
        Optional<String> inLine = of(of).filter(one -> one.has(of.version()))
                .flatMap(one -> one.fix(of.version()).stream())
                .findFirst();
        return inLine.or(() -> of(of).map(one -> one.fix(of.version()))
                .flatMap(Optional::stream)
                .findFirst());
    }

    /** Whether it is known by this name in any database. */
    boolean called(String name) {
        return id.equals(name) || aliases.contains(name);
    }

    boolean same(Advisory other) {
        return called(other.id()) || other.aliases().stream().anyMatch(this::called);
    }
}
