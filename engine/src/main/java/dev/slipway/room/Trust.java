package dev.slipway.room;

import dev.slipway.toolchain.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The certificate authorities that this machine trusts, such as that of a company's proxy, for the tools in a room.
 * They come as one PEM file and as a key store for Java.
 */
final class Trust {
    /** Path of the PEM file in a room. */
    static final String PEM = "/etc/ssl/certs/ca-certificates.crt";

    /** Path at which Debian's JDKs look for the key store. */
    static final String STORE = "/etc/ssl/certs/java/cacerts";

    private static final List<String> BUNDLES = List.of(
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/ca-bundle.pem",
            "/etc/ssl/cert.pem");
    private static final String PASSWORD = "changeit";

    private final Path folder;

    private Trust(Path folder) {
        this.folder = folder;
    }

    /**
     * @param all folder of what was made before
     * @param env the person's environment, whose {@code SSL_CERT_FILE} counts
     */
    static Trust of(Path all, Map<String, String> env) throws IOException {
        try {
            TreeMap<String, Certificate> authorities = new TreeMap<>();
            for (Certificate one : trusted(env)) {
                authorities.put(fingerprint(one.getEncoded()), one);
            }
            String name = fingerprint(String.join("", authorities.keySet()).getBytes(StandardCharsets.US_ASCII))
                    .substring(0, 16);
            Path folder = all.resolve(name);
            if (!Files.isDirectory(folder)) {
                write(all, folder, authorities);
            }
            return new Trust(folder);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate authorities of this machine cannot be read: " + e.getMessage(), e);
        }
    }

    Path pem() {
        return folder.resolve("authorities.pem");
    }

    Path store() {
        return folder.resolve("cacerts");
    }

    private static List<Certificate> trusted(Map<String, String> env) throws GeneralSecurityException, IOException {
        List<Certificate> all = new ArrayList<>();
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager known) {
                all.addAll(List.<X509Certificate>of(known.getAcceptedIssuers()));
            }
        }
        Optional<Path> bundle = Stream.concat(Stream.ofNullable(env.get("SSL_CERT_FILE")), BUNDLES.stream())
                .map(Path::of)
                .filter(Files::isReadable)
                .findFirst();
        if (bundle.isPresent()) {
            CertificateFactory x509 = CertificateFactory.getInstance("X.509");
            try (InputStream in = Files.newInputStream(bundle.get())) {
                all.addAll(x509.generateCertificates(in));
            }
        }
        return all;
    }

    private static void write(Path all, Path folder, Map<String, Certificate> authorities)
            throws IOException, GeneralSecurityException {
        Files.createDirectories(all);
        Path unfinished = Files.createTempDirectory(all, "unfinished-");
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        StringBuilder pem = new StringBuilder();
        Base64.Encoder encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
        for (Map.Entry<String, Certificate> one : authorities.entrySet()) {
            store.setCertificateEntry(one.getKey().substring(0, 32), one.getValue());
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(encoder.encodeToString(one.getValue().getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        Files.writeString(unfinished.resolve("authorities.pem"), pem);
        try (OutputStream out = Files.newOutputStream(unfinished.resolve("cacerts"))) {
            store.store(out, PASSWORD.toCharArray());
        }
        Folders.publish(unfinished, folder);
    }

    private static String fingerprint(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
