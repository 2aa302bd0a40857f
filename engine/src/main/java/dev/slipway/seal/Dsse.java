package dev.slipway.seal;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signed envelopes (https://github.com/secure-systems-lab/dsse, 1.0). */
final class Dsse {
    static final String IN_TOTO = "application/vnd.in-toto+json";

    private Dsse() {}

    static byte[] envelope(byte[] statement, SealKey key) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("payloadType", IN_TOTO);
        envelope.put("payload", Base64.getEncoder().encodeToString(statement));
        envelope.put("signatures", List.of(Map.of("sig", key.sign(encoded(IN_TOTO, statement)))));
        return JsonMapper.shared().writeValueAsBytes(envelope);
    }

    /** The statement in an envelope, if the key has signed it. */
    static Optional<byte[]> open(byte[] envelope, PublicSealKey key) {
        try {
            JsonNode json = JsonMapper.shared().readTree(envelope);
            byte[] statement = Base64.getDecoder().decode(json.path("payload").asString(""));
            String type = json.path("payloadType").asString("");
            for (JsonNode one : json.path("signatures")) {
                if (type.equals(IN_TOTO)
                        && key.signed(encoded(type, statement), one.path("sig").asString(""))) {
                    return Optional.of(statement);
                }
            }
        } catch (JacksonException | IllegalArgumentException e) {
            // It is no envelope.
        }
        return Optional.empty();
    }

    /** The bytes that are signed: the pre-authentication encoding. */
    private static byte[] encoded(String type, byte[] payload) {
        byte[] head = ("DSSEv1 " + type.getBytes(StandardCharsets.UTF_8).length + " " + type + " " + payload.length
                        + " ")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + payload.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }
}
