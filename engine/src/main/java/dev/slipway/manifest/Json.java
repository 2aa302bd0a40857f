package dev.slipway.manifest;

import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.inventory.Tree;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON (RFC 8259): {@code package.json}, {@code package-lock.json}, {@code composer.json}; with comments {@code bun.lock}. */
public final class Json {
    private static final ObjectMapper STRICT = new ObjectMapper();
    private static final ObjectMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private Json() {}

    /**
     * Reads the file; missing if there is none.
     *
     * @throws SlipwayFailure SLIP-113 if it is no JSON: to skip it could hide a service
     */
    public static Document of(Tree tree, String file) {
        return tree.once(Document.class, "json " + file, () -> read(tree, file));
    }

    private static Document read(Tree tree, String file) {
        String text = tree.text(file).replaceFirst("^\uFEFF", "");
        try {
            return Document.of(text.isBlank() ? null : STRICT.readValue(text, Object.class));
        } catch (JacksonException e) {
            throw new SlipwayFailure(
                    new Failure(
                            "SLIP-113",
                            file + " is no JSON, so the service in it cannot be read.",
                            file + ":" + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(),
                            "mend that line, then run the command again"),
                    e);
        }
    }

    /** Reads the file and allows comments and commas before a closing bracket; missing if it cannot be read. */
    public static Document lenient(Tree tree, String file) {
        String text = tree.text(file).replaceFirst("^\uFEFF", "");
        try {
            return Document.of(text.isBlank() ? null : LENIENT.readValue(text, Object.class));
        } catch (JacksonException e) {
            return Document.MISSING; // evidence that cannot be read is none
        }
    }
}
