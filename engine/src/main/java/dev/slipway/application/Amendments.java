package dev.slipway.application;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a person says, or an earlier try has shown, about how a service is built and started.
 *
 * @param packages further Debian packages for its image
 * @param buildPackages further Debian packages for its build
 * @param dependencies further packages of its language
 * @param release of its language, such as {@code 3.13}; empty if the stack decides
 * @param start command line that starts it, for a shell; empty if the stack decides
 * @param volumes absolute folders in its image that it writes to and whose content stays
 * @param files absolute files beside its code that it writes and whose content stays: each is a link to a file in a volume
 * @param single whether only one pod of it may run, because it keeps state in its memory
 * @param way which of the ways to start it that its source suggests is taken: 0 for the most probable
 */
public record Amendments(
        List<String> packages,
        List<String> buildPackages,
        List<String> dependencies,
        Optional<String> release,
        Optional<String> start,
        List<String> volumes,
        List<String> files,
        boolean single,
        int way) {
    /** No amendments. */
    public static final Amendments NONE = new Amendments(
            List.of(), List.of(), List.of(), Optional.empty(), Optional.empty(), List.of(), List.of(), false, 0);

    public Amendments {
        packages = sorted(packages);
        buildPackages = sorted(buildPackages);
        dependencies = List.copyOf(dependencies);
        volumes = sorted(volumes);
        files = sorted(files);
        if (way < 0) {
            throw new IllegalArgumentException("no such way: " + way);
        }
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().distinct().sorted().toList();
    }

    /** These amendments with the others below them: a value here wins, lists are joined. */
    public Amendments over(Amendments others) {
        return new Amendments(
                joined(others.packages, packages),
                joined(others.buildPackages, buildPackages),
                joined(others.dependencies, dependencies),
                release.or(others::release),
                start.or(others::start),
                joined(others.volumes, volumes),
                joined(others.files, files),
                single || others.single,
                Math.max(way, others.way));
    }

    /** The same with another folder whose content stays. */
    public Amendments keeping(String folder) {
        return new Amendments(
                packages,
                buildPackages,
                dependencies,
                release,
                start,
                joined(volumes, List.of(folder)),
                files,
                single,
                way);
    }

    /** The same, limited to one pod. */
    public Amendments alone() {
        return new Amendments(packages, buildPackages, dependencies, release, start, volumes, files, true, way);
    }

    /** The same with Debian packages for its build. */
    public Amendments building(List<String> debian) {
        return new Amendments(packages, debian, dependencies, release, start, volumes, files, single, way);
    }

    /** The same by another of the ways that its source suggests. */
    public Amendments by(int number) {
        return new Amendments(packages, buildPackages, dependencies, release, start, volumes, files, single, number);
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }
}
