package dev.slipway.debian;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tukaani.xz.XZInputStream;

/** Reads the signed indexes of the sources. */
final class SignedIndexes {
    private static final Set<String> FIELDS = new HashSet<>(Candidate.FIELDS);

    private final String architecture;
    private final Path folder;
    private final Mirror mirror;
    private final Clock clock;

    SignedIndexes(String architecture, Path folder, Mirror mirror, Clock clock) {
        this.architecture = architecture;
        this.folder = folder;
        this.mirror = mirror;
        this.clock = clock;
    }

    /** All packages that a source offers; its index's date and what a person should know of it are added. */
    List<Candidate> candidates(Source source, Map<String, String> dates, List<String> notes)
            throws InterruptedException {
        ReleaseFile release = release(source, notes);
        release.note().ifPresent(notes::add);
        dates.put(source.suite(), release.date().toString());
        List<Candidate> all = new ArrayList<>();
        for (String component : source.components()) {
            String path = component + "/binary-" + architecture + "/Packages.xz";
            ReleaseFile.Indexed indexed = release.sha256().get(path);
            if (indexed == null) {
                throw new DebianException(source.dist() + "InRelease names no " + path + ": the mirror does not carry "
                        + architecture + "; name another mirror or architecture");
            }
            String url = source.dist() + component + "/binary-" + architecture + "/by-hash/SHA256/" + indexed.sha256();
            read(mirror.fetch(url, indexed.sha256(), indexed.size()), url, source.mirror(), all);
        }
        return all;
    }

    private ReleaseFile release(Source source, List<String> notes) throws InterruptedException {
        String url = source.dist() + "InRelease";
        Path kept = folder.resolve("lists")
                .resolve(url.replaceFirst("^[a-z]+://", "").replace('/', '_'));
        Keyring keyring = source.keyring().map(Keyring::read).orElseGet(Keyring::debian);
        byte[] bytes;
        try {
            bytes = mirror.read(url);
        } catch (IOException e) {
            bytes = earlier(kept, url, e);
            notes.add("no network (" + Mirror.reason(e) + "): the index of " + source.suite()
                    + " is the last one fetched");
        }
        ReleaseFile release =
                ReleaseFile.parse(keyring.verified(bytes, url, clock.instant()), source, url, clock.instant());
        keep(bytes, kept);
        return release;
    }

    private static byte[] earlier(Path kept, String url, IOException cause) {
        try {
            return Files.readAllBytes(kept);
        } catch (IOException e) {
            throw new DebianException(
                    "could not download " + url + ": " + Mirror.reason(cause)
                            + "; check the network and the proxy, or name another mirror",
                    cause);
        }
    }

    private static void keep(byte[] bytes, Path file) {
        try {
            Files.createDirectories(file.getParent());
            Path unfinished = Files.createTempFile(file.getParent(), "InRelease-", ".unfinished");
            Files.write(unfinished, bytes);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw DebianException.writing(file, e);
        }
    }

    private static void read(Path file, String url, String base, List<Candidate> all) {
        try (InputStream in = Files.newInputStream(file);
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(new XZInputStream(in), StandardCharsets.UTF_8), 1 << 16)) {
            Paragraphs.read(reader, FIELDS::contains, fields -> all.add(Candidate.of(fields, base)));
        } catch (IOException e) {
            throw new DebianException(
                    "cannot read the package index " + url + " (" + file + "): " + e.getMessage()
                            + "; delete that file and run the command again",
                    e);
        }
    }
}
