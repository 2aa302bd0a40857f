package dev.slipway.supply;

import dev.slipway.containerize.BuiltImage;
import dev.slipway.containerize.Images;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.image.ImageException;
import dev.slipway.image.Layout;
import dev.slipway.image.registry.Registry;
import dev.slipway.image.registry.RegistryException;
import dev.slipway.seal.PublicSealKey;
import dev.slipway.seal.Seals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.io.file.PathUtils;
import org.jspecify.annotations.Nullable;

/** Looks whether images are what a key has signed: those of a registry, and those of a release's layout. */
public final class SealedImages {
    private static final Pattern REFERENCE = Pattern.compile(
            "(?<host>(?:https?://)?[^/]+)/(?<repository>[^:@]+)(?::(?<tag>[\\w.-]+))?(?:@(?<digest>sha256:[0-9a-f]{64}))?");

    private SealedImages() {}

    /**
     * What was seen of an image.
     *
     * @param problem why it is not to be trusted; empty where all holds
     * @param statements types of the signed statements, each with what it says in few words
     */
    public record SealedImage(String reference, String digest, String problem, Map<String, String> statements) {}

    /**
     * An image in a registry, with nothing of this machine but the key.
     *
     * @throws SlipwayFailure SLIP-213 if the registry does not give it
     */
    public static SealedImage inRegistry(Workspace workspace, String image, PublicSealKey key, String architecture)
            throws InterruptedException {
        Matcher parts = REFERENCE.matcher(image);
        if (!parts.matches()) {
            throw failure(image, "it is no image's name, such as ghcr.io/ACCOUNT/shop-backend:TAG", null);
        }
        String host = parts.group("host");
        String repository = parts.group("repository");
        String version = parts.group("digest") != null
                ? parts.group("digest")
                : parts.group("tag") != null ? parts.group("tag") : "latest";
        String plain = host.replaceFirst("^https?://", "");
        @Nullable Path folder = null;
        try {
            folder = Files.createTempDirectory("slipway-verify");
            Registry registry = Registry.at(
                    host,
                    new DockerLogin(workspace.env()).find(plain).credentials(),
                    new Authorities(workspace.env(), Path.of("/")).of(plain));
            Layout layout = Layout.open(folder);
            String digest =
                    registry.pull(layout, repository, version, architecture).digest();
            for (String tag : Seals.tags(digest)) {
                try {
                    registry.pull(layout, repository, tag, architecture);
                } catch (RegistryException e) {
                    if (e.reason() != RegistryException.Reason.UNKNOWN_NAME) {
                        throw e;
                    }
                    // The check says that it is not there.
                }
            }
            return seen(image, digest, Seals.check(layout, plain + "/" + repository, digest, key));
        } catch (IOException | ImageException e) {
            throw failure(image, String.valueOf(e.getMessage()), e);
        } finally {
            delete(folder);
        }
    }

    /** The images of the last build: each blob is read and its digest compared, then the seals. */
    public static List<SealedImage> inLayout(Images images, PublicSealKey key) {
        List<SealedImage> all = new ArrayList<>();
        for (BuiltImage image : images.images()) {
            try {
                Layout layout = Layout.open(Path.of(images.layout()));
                List<String> damaged = layout.damaged(image.digest());
                all.add(
                        damaged.isEmpty()
                                ? seen(
                                        image.reference(),
                                        image.digest(),
                                        Seals.check(layout, image.repository(), image.digest(), key))
                                : new SealedImage(
                                        image.reference(),
                                        image.digest(),
                                        "not as it was built: " + String.join(", ", damaged),
                                        Map.of()));
            } catch (IOException e) {
                throw failure(image.reference(), String.valueOf(e.getMessage()), e);
            }
        }
        return all;
    }

    private static SealedImage seen(String reference, String digest, Seals.Proof proof) {
        Map<String, String> told = new TreeMap<>();
        proof.statements().forEach((type, predicate) -> {
            String source = predicate
                    .path("buildDefinition")
                    .path("resolvedDependencies")
                    .path(0)
                    .path("digest")
                    .path("sha256")
                    .asString("");
            int packages = Math.max(
                    predicate.path("components").size(),
                    predicate.path("packages").size());
            told.put(type, source.isEmpty() ? packages + " packages" : "built of the source with SHA-256 " + source);
        });
        return new SealedImage(reference, digest, proof.problem(), told);
    }

    private static SlipwayFailure failure(String image, String why, @Nullable Exception cause) {
        return new SlipwayFailure(
                new Failure(
                        "SLIP-213",
                        image + " could not be looked at.",
                        why,
                        "correct the name, sign in to its registry with docker login, or try again"),
                cause);
    }

    private static void delete(@Nullable Path folder) {
        try {
            if (folder != null) {
                PathUtils.deleteDirectory(folder);
            }
        } catch (IOException e) {
            // It lies in the folder for temporary files.
        }
    }
}
