package dev.slipway.facts;

import dev.slipway.osv.Coordinates;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A third party's code in an image.
 *
 * @param ecosystem type of its package URL: {@code deb}, {@code golang}, {@code maven}, {@code npm},
 *     {@code pypi}, {@code cargo}, {@code gem}, {@code composer}, {@code generic}
 * @param group Maven's group, npm's scope, the path of a Go module without its last part; empty for others
 * @param licences as its own metadata writes them; empty where it says nothing
 * @param from path in the image or file of the source that shows it
 * @param needs the packages that it asks for itself, named as {@link #title()} does; empty where it does not say
 */
public record Library(
        String ecosystem,
        String group,
        String name,
        String version,
        List<String> licences,
        String from,
        List<String> needs) {
    public Library {
        licences = List.copyOf(licences);
        needs = List.copyOf(needs);
    }

    public Library(String ecosystem, String group, String name, String version, List<String> licences, String from) {
        this(ecosystem, group, name, version, licences, from, List.of());
    }

    Library needing(List<String> others) {
        return new Library(ecosystem, group, name, version, licences, from, others);
    }

    /** Its name as people of its ecosystem write it, without the version. */
    public String title() {
        return title(ecosystem, group, name);
    }

    static String title(String ecosystem, String group, String name) {
        String plain = ecosystem.equals("pypi") ? name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-") : name;
        return group.isEmpty() ? plain : group + (ecosystem.equals("maven") ? ":" : "/") + plain;
    }

    /** What OSV calls it; empty where OSV has no data on its kind. */
    public Optional<Coordinates> coordinates() {
        return Coordinates.of(ecosystem, group, name, version);
    }

    /** Package URL (https://github.com/package-url/purl-spec). */
    public String purl() {
        String namespace = group.isEmpty() ? "" : encode(group).replace("%2F", "/") + "/";
        String plain = ecosystem.equals("pypi") ? name.toLowerCase(Locale.ROOT).replace('_', '-') : name;
        return "pkg:" + ecosystem + "/" + namespace + encode(plain) + "@" + encode(version);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~");
    }
}
