package dev.slipway.toolchain;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Fetches packages from npm's registry without npm. It checks each against the digest that the registry gives. */
final class NpmRegistry {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String address;
    private final Map<String, JsonNode> known = new TreeMap<>();

    /** @param address of the registry */
    NpmRegistry(String address) {
        this.address = address;
    }

    /** The released versions of a package, the newest first. */
    synchronized List<String> versions(String name) throws IOException, InterruptedException {
        List<String> versions = new ArrayList<>();
        for (String version : versionsOf(name).propertyNames()) {
            if (version.matches("\\d+\\.\\d+\\.\\d+")) {
                versions.add(version);
            }
        }
        versions.sort(NodeRange.ORDER.reversed());
        return versions;
    }

    /** The newest version whose package.json says that it runs on each of these releases of Node.js. */
    Optional<String> newestFor(String name, List<String> nodes, Predicate<String> wanted)
            throws IOException, InterruptedException {
        for (String version : versions(name)) {
            String engines =
                    versionsOf(name).path(version).path("engines").path("node").asString("*");
            if (wanted.test(version) && nodes.stream().allMatch(node -> NodeRange.contains(engines, node))) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    private synchronized JsonNode versionsOf(String name) throws IOException, InterruptedException {
        JsonNode document = known.get(name);
        if (document == null) {
            document = JSON.readTree(Downloads.of(
                            address + "/" + encoded(name),
                            "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8"))
                    .path("versions");
            known.put(name, document);
        }
        return document;
    }

    /** Writes a package's files into an existing folder. */
    void unpack(String name, String version, Path folder) throws IOException, InterruptedException {
        JsonNode dist = versionsOf(name).path(version).path("dist");
        String integrity = dist.path("integrity").asString("");
        String tarball = dist.path("tarball").asString("");
        if (!integrity.contains("sha512-") || tarball.isEmpty()) {
            throw new IOException(address + " gives no sha512 digest of " + name + " " + version);
        }
        byte[] bytes = Downloads.of(tarball, "*/*");
        String found = "sha512-" + Base64.getEncoder().encodeToString(sha512(bytes));
        if (!List.of(integrity.split("\\s+")).contains(found)) {
            throw new IOException(tarball + " does not have the digest that the registry gives of it: " + found
                    + " instead of " + integrity);
        }
        write(bytes, folder);
    }

    private static void write(byte[] tarball, Path folder) throws IOException {
        Path root = folder.toRealPath();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new GZIPInputStream(new ByteArrayInputStream(tarball)), StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                int first = entry.getName().indexOf('/');
                Path file = root.resolve(entry.getName().substring(first + 1)).normalize();
                if (!file.startsWith(root)) {
                    throw new IOException("a package with a file outside of it: " + entry.getName());
                }
                // Packages have no links, and a link would be a way out of the folder.
                if (entry.isFile() && first > 0) {
                    Files.createDirectories(Objects.requireNonNull(file.getParent()));
                    try (OutputStream out = Files.newOutputStream(file)) {
                        tar.transferTo(out);
                    }
                    if ((entry.getMode() & 0111) != 0 && !file.toFile().setExecutable(true, false)) {
                        throw new IOException("cannot set the permissions of " + file);
                    }
                }
            }
        }
    }

    private static byte[] sha512(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-512", e);
        }
    }

    /** The programs that a package's package.json declares. */
    static Map<String, String> programs(Path folder) throws IOException {
        Map<String, String> programs = new TreeMap<>();
        try (InputStream in = Files.newInputStream(folder.resolve("package.json"))) {
            JsonNode document = JSON.readTree(in);
            JsonNode bin = document.path("bin");
            if (bin.isString()) {
                programs.put(document.path("name").asString("").replaceFirst("^@[^/]*/", ""), bin.asString());
            } else {
                bin.properties()
                        .forEach(
                                one -> programs.put(one.getKey(), one.getValue().asString()));
            }
        }
        return programs;
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("%40", "@");
    }
}
