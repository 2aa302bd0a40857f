package dev.slipway.facts;

import dev.slipway.build.Built;
import dev.slipway.build.CachedMaker;
import dev.slipway.build.Fingerprint;
import dev.slipway.gate.Check;
import dev.slipway.image.DurableFiles;
import dev.slipway.image.Layer;
import dev.slipway.image.Layout;
import dev.slipway.seal.SealKey;
import dev.slipway.seal.Seals;
import dev.slipway.seal.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Signs an image with its provenance and its lists of packages. What is signed already stays. */
public final class Sealing {
    private static final CachedMaker<Request, Sealed> SEALS = new CachedMaker<>(
            wanted -> wanted.built().job().state().resolve("sealed.json"), Sealed.class, Sealing::holds, Sealing::seal);

    private Sealing() {}

    /** @param key fingerprint of the key @param of digest of all that was signed */
    record Sealed(String key, String of) {}

    private record Request(Layout layout, Built built, Bill bill, SealKey key, Instant now) {
        /** Where the same image was built once more of a source with other words in its README, its seals still tell the truth. */
        Sealed sealed() throws IOException {
            return new Sealed(
                    key.open().fingerprint(),
                    Fingerprint.of(
                            "1", built.digest(), Files.readString(built.job().sbom())));
        }

        Path spdx() {
            return built.job().artefacts().resolve("sbom.spdx.json");
        }
    }

    /**
     * Writes the list of packages in SPDX, and the image's seals into the layout.
     *
     * @param place file of the private key; one is made where there is none
     */
    public static Check of(Layout layout, Built built, Bill bill, Path place, Instant now)
            throws IOException, InterruptedException {
        String id = "G2.signed." + built.name();
        List<String> requirements = List.of("G2", "C5", "R4");
        SealKey key;
        try {
            key = SealKey.at(place);
        } catch (IOException e) {
            return Check.noData(
                    id,
                    requirements,
                    "The image is signed",
                    "there is no key to sign with: " + e.getMessage(),
                    "let " + SealKey.VARIABLE + " name a file of a private key, or one that may be made");
        }
        SEALS.of(new Request(layout, built, bill, key, now));
        return Check.pass(
                id,
                requirements,
                "The image is signed",
                "with its provenance and SBOMs, by the key of " + SealKey.publicFile(place) + " (SHA-256 "
                        + key.open().fingerprint().substring(0, 16) + "...)");
    }

    private static boolean holds(Request wanted, Sealed before) throws IOException {
        return before.equals(wanted.sealed())
                && Files.exists(wanted.spdx())
                && Seals.check(
                                wanted.layout(),
                                wanted.built().job().repository(),
                                wanted.built().digest(),
                                wanted.key().open())
                        .holds();
    }

    private static Sealed seal(Request wanted) throws IOException {
        Built built = wanted.built();
        Instant created =
                built.layers().stream().map(Layer::date).max(Instant::compareTo).orElse(Instant.EPOCH);
        byte[] spdx = Spdx.of(wanted.bill(), created);
        DurableFiles.write(wanted.spdx(), spdx);
        Seals.seal(
                wanted.layout(),
                built.job().repository(),
                built.digest(),
                List.of(
                        Provenance.of(built, Provenance.source(built.job()), wanted.now()),
                        Statement.of(
                                Statement.CYCLONEDX,
                                Files.readAllBytes(built.job().sbom())),
                        Statement.of(Statement.SPDX, spdx)),
                wanted.key());
        return wanted.sealed();
    }
}
