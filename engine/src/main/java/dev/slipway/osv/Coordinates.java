package dev.slipway.osv;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A package in one version, named as OSV names it. @param name of Maven {@code group:artifact}, of Go the module's path */
public record Coordinates(Ecosystem ecosystem, String name, String version) {
    public Coordinates {
        name = ecosystem.normalized(name);
        version = ecosystem.normalizedVersion(version);
    }

    /**
     * The package of a type of package URLs; empty where OSV has no data on that type.
     *
     * @param group as in a package URL; may be empty
     */
    public static Optional<Coordinates> of(String type, String group, String name, String version) {
        return Ecosystem.ofPurl(type)
                .map(ecosystem -> new Coordinates(
                        ecosystem,
                        group.isEmpty() ? name : group + (ecosystem == Ecosystem.MAVEN ? ":" : "/") + name,
                        version));
    }

    /** Type and name as in a package URL, such as {@code maven/org.apache/commons} or {@code npm/@scope/name}. */
    public String purlName() {
        return ecosystem.purlType() + "/" + (ecosystem == Ecosystem.MAVEN ? name.replace(':', '/') : name);
    }

    /** Type and name of a package URL, with {@code @} and the version where it has one; empty for any other text. */
    static Optional<String> purlName(String purl) {
        return purl.startsWith("pkg:")
                ? Optional.of(URLDecoder.decode(
                        purl.substring("pkg:".length())
                                .replaceFirst("[?#].*", "")
                                .replace("+", "%2B"),
                        StandardCharsets.UTF_8))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
