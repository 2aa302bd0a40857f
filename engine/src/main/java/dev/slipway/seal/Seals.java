package dev.slipway.seal;

import dev.slipway.image.Artifact;
import dev.slipway.image.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The seals of an image: a signature of its digest, and signed statements. They lie beside the image under tags that
 * cosign looks for, {@code sha256-HEX.sig} and {@code sha256-HEX.att}, and name the image as their subject.
 */
public final class Seals {
    private static final String SIGNING = "application/vnd.dev.cosign.simplesigning.v1+json";
    private static final String SIGNATURE = "dev.cosignproject.cosign/signature";
    private static final String ENVELOPE = "application/vnd.dsse.envelope.v1+json";
    private static final String KIND = "cosign container image signature";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Seals() {}

    /** Tags of the seals of an image. */
    public static List<String> tags(String digest) {
        String name = digest.replace(':', '-');
        return List.of(name + ".sig", name + ".att");
    }

    /** Signs an image of the layout and the statements about it. @param repository its name without the tag */
    public static void seal(Layout layout, String repository, String digest, List<Statement> statements, SealKey key)
            throws IOException {
        long size = Files.size(layout.blob(digest));
        byte[] payload = payload(repository, digest);
        layout.addArtifact(
                repository + ":" + tags(digest).getFirst(),
                new Artifact(
                        "application/vnd.dev.cosign.artifact.sig.v1+json",
                        digest,
                        size,
                        List.of(new Artifact.Part(SIGNING, payload, Map.of(SIGNATURE, key.sign(payload))))));
        List<Artifact.Part> parts = new ArrayList<>();
        for (Statement statement : statements) {
            parts.add(new Artifact.Part(
                    ENVELOPE,
                    Dsse.envelope(statement.about(repository, digest), key),
                    Map.of(SIGNATURE, "", "predicateType", statement.predicateType())));
        }
        layout.addArtifact(
                repository + ":" + tags(digest).getLast(),
                new Artifact("application/vnd.dev.cosign.artifact.att.v1+json", digest, size, parts));
    }

    /** https://github.com/containers/image/blob/main/docs/containers-signature.5.md */
    private static byte[] payload(String repository, String digest) {
        Map<String, Object> critical = new LinkedHashMap<>();
        critical.put("identity", Map.of("docker-reference", repository));
        critical.put("image", Map.of("docker-manifest-digest", digest));
        critical.put("type", KIND);
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("critical", critical);
        whole.put("optional", null);
        return JSON.writeValueAsBytes(whole);
    }

    /**
     * What the seals of an image prove.
     *
     * @param problem why the image is not to be trusted; empty where its signature holds
     * @param statements the predicates that are signed and about this image, by their types
     */
    public record Proof(String problem, Map<String, JsonNode> statements) {
        public boolean holds() {
            return problem.isEmpty();
        }
    }

    /** Looks at the seals that a layout has of an image, with nothing but the public key. */
    public static Proof check(Layout layout, String repository, String digest, PublicSealKey key) throws IOException {
        Map<String, JsonNode> statements = new LinkedHashMap<>();
        List<Artifact.Part> signatures;
        List<Artifact.Part> attestations;
        try {
            signatures = layout.parts(repository + ":" + tags(digest).getFirst());
            attestations = layout.parts(repository + ":" + tags(digest).getLast());
        } catch (JacksonException e) {
            return new Proof("a seal cannot be read: " + e.getOriginalMessage(), statements);
        }
        if (signatures.isEmpty()) {
            return new Proof("it has no signature", statements);
        }
        TreeSet<String> problems = new TreeSet<>();
        boolean signed = false;
        for (Artifact.Part part : signatures) {
            Optional<String> problem = problem(part, digest, key);
            signed |= problem.isEmpty();
            problem.ifPresent(problems::add);
        }
        for (Artifact.Part part : attestations) {
            Optional<byte[]> statement = Dsse.open(part.bytes(), key);
            if (statement.isPresent()) {
                JsonNode json = JSON.readTree(statement.get());
                if (Statement.isAbout(json, digest)) {
                    statements.put(json.path("predicateType").asString(""), json.path("predicate"));
                } else {
                    return new Proof("a statement beside it is about another image", Map.of());
                }
            }
        }
        if (signed && statements.size() < attestations.size()) {
            return new Proof("a statement beside it is not signed by this key", statements);
        }
        return new Proof(signed ? "" : String.join("; ", problems), statements);
    }

    private static Optional<String> problem(Artifact.Part part, String digest, PublicSealKey key) {
        if (!key.signed(part.bytes(), part.annotations().getOrDefault(SIGNATURE, ""))) {
            return Optional.of("its signature is not of this key");
        }
        JsonNode critical = JSON.readTree(part.bytes()).path("critical");
        return critical.path("image")
                                .path("docker-manifest-digest")
                                .asString("")
                                .equals(digest)
                        && critical.path("type").asString("").equals(KIND)
                ? Optional.empty()
                : Optional.of("its signature is of another image");
    }
}
