package dev.slipway.facts;

import dev.slipway.gate.Version;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The same list as {@link CycloneDx}, as SPDX 2.3 (ISO/IEC 5962). The same image gives the same bytes. */
final class Spdx {
    private static final String UNKNOWN = "NOASSERTION";
    private static final String IMAGE = "SPDXRef-image";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Spdx() {}

    /** @param created the image's own date: the document has no other time */
    static byte[] of(Bill bill, Instant created) {
        Map<String, Map<String, Object>> packages = new TreeMap<>();
        bill.debian()
                .forEach(one -> packages.put(
                        one.purl(), entry(one.of().name(), one.of().version(), one.purl(), one.licences())));
        for (Library library : bill.libraries()) {
            packages.putIfAbsent(
                    library.purl(), entry(library.title(), library.version(), library.purl(), library.licences()));
        }
        Needs needs = new Needs(bill.libraries());
        List<Object> relations = new ArrayList<>();
        relations.add(relation("SPDXRef-DOCUMENT", "DESCRIBES", IMAGE));
        packages.keySet().forEach(purl -> relations.add(relation(IMAGE, "CONTAINS", id(purl))));
        for (Library library : bill.libraries()) {
            needs.purls(library).stream()
                    .map(purl -> relation(id(library.purl()), "DEPENDS_ON", id(purl)))
                    .filter(one -> !relations.contains(one))
                    .forEach(relations::add);
        }
        List<Object> all = new ArrayList<>();
        Map<String, Object> image = new LinkedHashMap<>();
        image.put("SPDXID", IMAGE);
        image.put("name", bill.service());
        image.put("versionInfo", bill.image());
        image.put("downloadLocation", UNKNOWN);
        image.put("filesAnalyzed", false);
        image.put("primaryPackagePurpose", "CONTAINER");
        all.add(image);
        all.addAll(packages.values());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("spdxVersion", "SPDX-2.3");
        document.put("dataLicense", "CC0-1.0");
        document.put("SPDXID", "SPDXRef-DOCUMENT");
        document.put("name", bill.service());
        document.put("documentNamespace", "https://slipway.dev/spdx/" + bill.service() + "/" + bill.image());
        document.put(
                "creationInfo",
                Map.of(
                        "created",
                        created.truncatedTo(ChronoUnit.SECONDS).toString(),
                        "creators",
                        List.of("Tool: slipway-" + Version.TEXT)));
        document.put("packages", all);
        document.put("relationships", relations);
        return (JSON.writeValueAsString(document) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> entry(String name, String version, String purl, List<String> licences) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("SPDXID", id(purl));
        entry.put("name", name);
        entry.put("versionInfo", version);
        entry.put("downloadLocation", UNKNOWN);
        entry.put("filesAnalyzed", false);
        entry.put("licenseConcluded", UNKNOWN);
        if (!licences.isEmpty()) {
            // SPDX takes only names of its own list as a licence; what the package says is told as it stands.
            entry.put("licenseComments", String.join("; ", licences));
        }
        entry.put(
                "externalRefs",
                List.of(Map.of(
                        "referenceCategory", "PACKAGE-MANAGER", "referenceType", "purl", "referenceLocator", purl)));
        return entry;
    }

    private static Map<String, Object> relation(String from, String type, String to) {
        Map<String, Object> relation = new LinkedHashMap<>();
        relation.put("spdxElementId", from);
        relation.put("relationshipType", type);
        relation.put("relatedSpdxElement", to);
        return relation;
    }

    /** An ID has letters, digits, dots and hyphens only. */
    private static String id(String purl) {
        return "SPDXRef-package-" + DigestUtils.sha256Hex(purl).substring(0, 20);
    }
}
