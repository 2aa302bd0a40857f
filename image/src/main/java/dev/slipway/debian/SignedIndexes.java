package dev.slipway.debian;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

    /** A source's index and the packages in it. */
    record Listed(Updates.Index index, List<Candidate> candidates) {
        Listed {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * All packages that a source offers; what a person should know of its index is added to the notes.
     *
     * @param age the mirror is not asked again where its answer is no older than this
     */
    Listed list(Source source, Duration age, List<String> notes) throws InterruptedException {
        Fetched fetched = release(source, age, notes);
        ReleaseFile release = fetched.release();
        release.note().ifPresent(notes::add);
        List<Candidate> all = new ArrayList<>();
        for (String component : source.components()) {
            String path = component + "/binary-" + architecture + "/Packages.xz";
            ReleaseFile.Indexed indexed = release.sha256().get(path);
            if (indexed == null) {
                throw new DebianException(source.dist() + "InRelease names no " + path + ": the mirror does not carry "
                        + architecture + "; name another mirror (docs/images.md) or architecture");
            }
            String url = source.dist() + component + "/binary-" + architecture + "/by-hash/SHA256/" + indexed.sha256();
            read(mirror.fetch(url, indexed.sha256(), indexed.size()), url, source.mirror(), all);
        }
        return new Listed(new Updates.Index(source.suite(), release.date(), release.validUntil(), fetched.at()), all);
    }

    private record Fetched(ReleaseFile release, Instant at) {}

    private Fetched release(Source source, Duration age, List<String> notes) throws InterruptedException {
        String url = source.dist() + "InRelease";
        Path kept = folder.resolve("lists")
                .resolve(url.replaceFirst("^[a-z]+://", "").replace('/', '_'));
        Instant now = clock.instant();
        Instant before = keptAt(kept);
        if (!before.isBefore(now.minus(age)) && before.isBefore(now)) {
            return new Fetched(verified(earlier(kept, url, new IOException("not asked")), source, url), before);
        }
        // Who takes an older answer, too, need not wait for a network that is down.
        int attempts = age.isZero() || before.equals(Instant.MIN) ? Mirror.ATTEMPTS : 1;
        byte[] bytes;
        try {
            bytes = mirror.read(url, attempts);
        } catch (IOException e) {
            ReleaseFile old = verified(earlier(kept, url, e), source, url);
            notes.add("no network (" + Mirror.reason(e) + "): the index of " + source.suite()
                    + " is the last one fetched");
            return new Fetched(old, before);
        }
        ReleaseFile release = verified(bytes, source, url);
        keep(bytes, kept, now);
        return new Fetched(release, now);
    }

    private ReleaseFile verified(byte[] bytes, Source source, String url) {
        Keyring keyring = source.keyring().map(Keyring::read).orElseGet(Keyring::debian);
        return ReleaseFile.parse(keyring.verified(bytes, url, clock.instant()), source, url, clock.instant());
    }

    /** When the mirror gave this file: what it was given is written with that time. */
    private static Instant keptAt(Path kept) {
        try {
            return Files.getLastModifiedTime(kept).toInstant();
        } catch (IOException e) {
            return Instant.MIN;
        }
    }

    private static byte[] earlier(Path kept, String url, IOException cause) {
        try {
            return Files.readAllBytes(kept);
        } catch (IOException e) {
            throw new DebianException(
                    "could not download " + url + ": " + Mirror.reason(cause)
                            + "; check the network and the proxy, or name another mirror (docs/images.md)",
                    cause);
        }
    }

    private static void keep(byte[] bytes, Path file, Instant fetched) {
        try {
            Files.createDirectories(file.getParent());
            Path unfinished = Files.createTempFile(file.getParent(), "InRelease-", ".unfinished");
            Files.write(unfinished, bytes);
            Files.setLastModifiedTime(unfinished, FileTime.from(fetched));
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
