package dev.slipway.facts;

import dev.slipway.build.Built;
import dev.slipway.debian.Package;
import dev.slipway.debian.RootFilesystem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All packages of an image, as a scan needs them.
 *
 * @param service whose image it is
 * @param image digest of its manifest
 * @param release Debian's release of the base; empty where it has no Debian packages
 * @param origin where the Debian packages are known from, for people
 */
public record Bill(
        String service,
        String image,
        String release,
        String origin,
        List<RootFilesystem.Installed> debian,
        List<Library> libraries) {
    private static final Pattern PURL = Pattern.compile("pkg:([a-z]+)/(?:(.+)/)?([^/]+)@([^?#]+)(?:\\?([^#]*))?");

    public Bill {
        debian = List.copyOf(debian);
        libraries = List.copyOf(libraries);
    }

    static Bill of(Built built, List<Library> libraries) {
        return new Bill(
                built.name(),
                built.digest(),
                built.job().plan().suite(),
                "resolved " + built.base().resolvedAt() + " with indexes of "
                        + new TreeMap<>(built.base().indexDates()),
                built.base().packages(),
                libraries);
    }

    /**
     * What a CycloneDX document lists. Packages without a package URL are left out.
     *
     * @throws tools.jackson.core.JacksonException where it is no JSON
     */
    public static Bill read(byte[] sbom) {
        JsonNode document = JsonMapper.shared().readTree(sbom);
        Map<String, List<String>> needs = new HashMap<>();
        for (JsonNode one : document.path("dependencies")) {
            List<String> on = new ArrayList<>();
            one.path("dependsOn").forEach(ref -> on.add(ref.asString("")));
            needs.put(one.path("ref").asString(""), on);
        }
        List<RootFilesystem.Installed> debian = new ArrayList<>();
        List<Library> libraries = new ArrayList<>();
        String release = "";
        for (JsonNode component : document.path("components")) {
            String purl = component.path("purl").asString("");
            Matcher parts = PURL.matcher(purl);
            if (!parts.matches()) {
                continue;
            }
            Map<String, String> qualifiers = qualifiers(parts.group(5));
            if (parts.group(1).equals("deb")) {
                release = qualifiers.getOrDefault("distro", release);
                debian.add(new RootFilesystem.Installed(deb(parts, qualifiers), List.of(), purl));
                continue;
            }
            List<String> others = new ArrayList<>();
            for (String ref : needs.getOrDefault(component.path("bom-ref").asString(purl), List.of())) {
                Matcher other = PURL.matcher(ref);
                if (other.matches()) {
                    others.add(Library.title(other.group(1), decoded(other.group(2)), decoded(other.group(3))));
                }
            }
            libraries.add(new Library(
                    parts.group(1),
                    decoded(parts.group(2)),
                    decoded(parts.group(3)),
                    decoded(parts.group(4)),
                    List.of(),
                    from(component),
                    others));
        }
        JsonNode image = document.path("metadata").path("component");
        return new Bill(
                image.path("name").asString(""),
                image.path("version").asString(""),
                release,
                "of the SBOM",
                debian,
                libraries);
    }

    private static Package deb(Matcher parts, Map<String, String> qualifiers) {
        String name = decoded(parts.group(3));
        String version = decoded(parts.group(4));
        return new Package(
                name,
                version,
                qualifiers.getOrDefault("arch", ""),
                qualifiers.getOrDefault("upstream", name),
                version,
                "",
                0,
                "");
    }

    private static String from(JsonNode component) {
        for (JsonNode property : component.path("properties")) {
            if (property.path("name").asString("").equals(CycloneDx.FROM)) {
                return property.path("value").asString("");
            }
        }
        return "";
    }

    private static Map<String, String> qualifiers(@Nullable String text) {
        if (text == null) {
            return Collections.emptyMap();
        }
        Map<String, String> all = new HashMap<>();
        for (String one : text.split("&")) {
            int equals = one.indexOf('=');
            if (equals > 0) {
                all.put(one.substring(0, equals), decoded(one.substring(equals + 1)));
            }
        }
        return all;
    }

    private static String decoded(@Nullable String text) {
        return text == null ? "" : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
