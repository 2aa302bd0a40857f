package dev.slipway.debian;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/** The keys with which an archive signs. Checks a clear-signed text (RFC 9580, section 7) against them. */
final class Keyring {
    private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
    private static final String END = "-----END PGP SIGNATURE-----";

    private final PGPPublicKeyRingCollection keys;

    private Keyring(PGPPublicKeyRingCollection keys) {
        this.keys = keys;
    }

    static Keyring debian() {
        try (InputStream in = Keyring.class.getResourceAsStream("debian-archive-keyring.pgp")) {
            return read(in);
        } catch (IOException | PGPException e) {
            throw new IllegalStateException("the keyring of Debian's archive in this program is damaged", e);
        }
    }

    static Keyring read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        } catch (IOException | PGPException e) {
            throw new DebianException(
                    "cannot read the keyring " + file + ": " + e.getMessage() + "; correct Signed-By in the sources",
                    e);
        }
    }

    private static Keyring read(InputStream in) throws IOException, PGPException {
        return new Keyring(new BcPGPPublicKeyRingCollection(PGPUtil.getDecoderStream(new BufferedInputStream(in))));
    }

    /** The text that one of the keys has signed. The rest of the file is not trusted. */
    String verified(byte[] file, String url, Instant now) {
        List<String> lines = new String(file, StandardCharsets.UTF_8)
                .lines()
                .map(l -> l.stripTrailing())
                .toList();
        int blank = lines.indexOf("");
        int signature = lines.indexOf(SIGNATURE);
        int end = lines.indexOf(END);
        boolean whole = !lines.isEmpty() && lines.getFirst().equals(BEGIN) && blank > 0 && signature > blank;
        if (!whole || end < signature) {
            throw distrusted(url, "it is not a whole clear-signed file (" + file.length + " bytes)");
        }
        if (lines.subList(end + 1, lines.size()).stream().anyMatch(l -> !l.isEmpty())) {
            throw distrusted(url, "there is text after its signature");
        }
        List<String> text = lines.subList(blank + 1, signature).stream()
                .map(l -> l.startsWith("- ") ? l.substring(2) : l)
                .toList();
        check(String.join("\r\n", text), String.join("\n", lines.subList(signature, end + 1)), url, now);
        return String.join("\n", text) + "\n";
    }

    private void check(String canonicalText, String armoured, String url, Instant now) {
        List<String> reasons = new ArrayList<>();
        try (InputStream in = new ArmoredInputStream(
                new ByteArrayInputStream((armoured + "\n").getBytes(StandardCharsets.US_ASCII)))) {
            PGPObjectFactory objects = new BcPGPObjectFactory(in);
            for (Object object = objects.nextObject(); object != null; object = objects.nextObject()) {
                if (object instanceof PGPSignatureList list) {
                    for (PGPSignature signature : list) {
                        Optional<String> flaw = flaw(signature, canonicalText, now);
                        if (flaw.isEmpty()) {
                            return;
                        }
                        reasons.add(flaw.get());
                    }
                }
            }
        } catch (IOException | PGPException | RuntimeException e) {
            reasons.add("its signature cannot be read: " + e.getMessage());
        }
        throw distrusted(url, reasons.isEmpty() ? "it has no signature" : String.join("; ", reasons));
    }

    /**
     * Why a signature does not count; empty if it does. One good signature is enough, because archives sign with old
     * and new keys.
     */
    private Optional<String> flaw(PGPSignature signature, String canonicalText, Instant now) throws PGPException {
        String id = String.format(Locale.ROOT, "%016X", signature.getKeyID());
        PGPPublicKey key = keys.getPublicKey(signature.getKeyID());
        if (key == null) {
            return Optional.of("key " + id + " is not in the keyring");
        }
        if (key.hasRevocation()) {
            return Optional.of("key " + id + " is revoked");
        }
        long validFor = key.getValidSeconds();
        if (validFor > 0
                && key.getCreationTime().toInstant().plusSeconds(validFor).isBefore(now)) {
            return Optional.of("key " + id + " has expired");
        }
        int hash = signature.getHashAlgorithm();
        if (hash != HashAlgorithmTags.SHA256 && hash != HashAlgorithmTags.SHA384 && hash != HashAlgorithmTags.SHA512) {
            return Optional.of("key " + id + " signed with a weak digest");
        }
        if (signature.getSignatureType() != PGPSignature.CANONICAL_TEXT_DOCUMENT) {
            return Optional.of("key " + id + " signed something else than a text");
        }
        signature.init(new BcPGPContentVerifierBuilderProvider(), key);
        signature.update(canonicalText.getBytes(StandardCharsets.UTF_8));
        return signature.verify() ? Optional.empty() : Optional.of("the signature by key " + id + " is bad");
    }

    private static DebianException distrusted(String url, String why) {
        return new DebianException(url + " is not signed by a key of the archive: " + why
                + "; a proxy or mirror may have changed it: try again, or name another mirror (docs/images.md)");
    }
}
