package dev.slipway.facts;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A third party's code in an image.
 *
 * @param ecosystem type of its package URL: {@code deb}, {@code golang}, {@code maven}, {@code npm},
 *     {@code pypi}, {@code generic}
 * @param group Maven's group, npm's scope, the path of a Go module without its last part; empty for others
 * @param licences as its own metadata writes them; empty where it says nothing
 * @param from path in the image or file of the source that shows it
 */
public record Library(String ecosystem, String group, String name, String version, List<String> licences, String from) {
    public Library {
        licences = List.copyOf(licences);
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
