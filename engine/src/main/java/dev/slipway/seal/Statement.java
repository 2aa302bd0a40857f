package dev.slipway.seal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A statement about an image (https://in-toto.io/Statement/v1). @param predicate an object of the predicate's own form */
public record Statement(String predicateType, Object predicate) {
    /** SLSA's provenance: how and of what an image was built. */
    public static final String PROVENANCE = "https://slsa.dev/provenance/v1";

    public static final String CYCLONEDX = "https://cyclonedx.org/bom";
    public static final String SPDX = "https://spdx.dev/Document";

    /** A statement whose predicate is a JSON document. */
    public static Statement of(String predicateType, byte[] json) {
        return new Statement(predicateType, JsonMapper.shared().readTree(json));
    }

    byte[] about(String name, String digest) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("_type", "https://in-toto.io/Statement/v1");
        statement.put(
                "subject",
                List.of(Map.of("name", name, "digest", Map.of("sha256", digest.substring("sha256:".length())))));
        statement.put("predicateType", predicateType);
        statement.put("predicate", predicate);
        return JsonMapper.shared().writeValueAsBytes(statement);
    }

    static boolean isAbout(JsonNode statement, String digest) {
        for (JsonNode subject : statement.path("subject")) {
            if (("sha256:" + subject.path("digest").path("sha256").asString("")).equals(digest)) {
                return true;
            }
        }
        return false;
    }
}
