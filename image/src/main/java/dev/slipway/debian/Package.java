package dev.slipway.debian;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A binary package of the archive, exactly one build of it.
 *
 * @param architecture {@code amd64}, {@code arm64} or {@code all}
 * @param source name of its source package; {@code sourceVersion} is the version of that
 * @param url of its .deb
 * @param size bytes of the .deb; {@code sha256} its digest in hexadecimal
 */
public record Package(
        String name,
        String version,
        String architecture,
        String source,
        String sourceVersion,
        String url,
        long size,
        String sha256) {

    /** Package URL (purl-spec, type {@code deb}), by which scanners and SBOMs know it. */
    public String purl(String suite) {
        return "pkg:deb/debian/" + encode(name) + "@" + encode(version) + "?arch=" + architecture + "&distro="
                + encode(suite) + (source.equals(name) ? "" : "&upstream=" + encode(source));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%7E", "~");
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
