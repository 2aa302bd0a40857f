package dev.slipway.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Files of certificate authorities that this machine trusts with a registry, besides Java's own. */
record Authorities(Map<String, String> env, Path root) {
    /** What distributions keep their authorities in. */
    private static final List<String> SYSTEMS =
            List.of("etc/ssl/certs/ca-certificates.crt", "etc/pki/tls/certs/ca-bundle.crt", "etc/ssl/cert.pem");

    /** Docker's folders of a registry ({@code ca.crt} and others there), the system's own, and SSL_CERT_FILE in its place. */
    List<Path> of(String host) {
        List<Path> files = new ArrayList<>();
        for (Path folder : folders(host)) {
            try (Stream<Path> listed = Files.list(folder)) {
                listed.filter(file -> file.toString().endsWith(".crt")).sorted().forEach(files::add);
            } catch (IOException e) {
                // Most registries have no folder of their own.
            }
        }
        Optional.ofNullable(env.get("SSL_CERT_FILE"))
                .filter(file -> !file.isBlank())
                .map(Path::of)
                .or(() -> SYSTEMS.stream()
                        .map(root::resolve)
                        .filter(Files::isReadable)
                        .findFirst())
                .filter(Files::isReadable)
                .ifPresent(files::add);
        return files;
    }

    /** Where a certificate of the registry's authority is looked for. */
    List<Path> folders(String host) {
        List<Path> folders = new ArrayList<>();
        String home = env.getOrDefault("HOME", "");
        if (!home.isEmpty()) {
            folders.add(Path.of(home, ".docker", "certs.d", host));
        }
        folders.add(root.resolve("etc/docker/certs.d").resolve(host));
        return folders;
    }
}
