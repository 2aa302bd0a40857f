package dev.slipway.debian;

import dev.slipway.image.DurableFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
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
     * All packages of a source. Notes on its index for a person are added to the notes.
     *
     * @param age the mirror is not asked again while its last answer is no older than this
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
            all.addAll(packages(source, url, indexed));
        }
        return new Listed(new Updates.Index(source.suite(), release.date(), release.validUntil(), fetched.at()), all);
    }

    /**
     * The indexes of the files in a source's packages, that of the architecture first; none where the mirror carries none.
     *
     * @param age the mirror is not asked again where its answer is no older than this
     */
    List<Path> files(Source source, Duration age) throws InterruptedException {
        ReleaseFile release = release(source, age, new ArrayList<>()).release();
        List<Path> all = new ArrayList<>();
        for (String component : source.components()) {
            for (String of : List.of(architecture, "all")) {
                ReleaseFile.Indexed indexed = release.sha256().get(component + "/Contents-" + of + ".gz");
                if (indexed != null) {
                    String url = source.dist() + component + "/by-hash/SHA256/" + indexed.sha256();
                    all.add(mirror.fetch(url, indexed.sha256(), indexed.size()));
                }
            }
        }
        return all;
    }

    /** A list that was damaged after its download is fetched once more. */
    private List<Candidate> packages(Source source, String url, ReleaseFile.Indexed indexed)
            throws InterruptedException {
        Path file = mirror.fetch(url, indexed.sha256(), indexed.size());
        try {
            return read(file, url, source.mirror());
        } catch (DebianException e) {
            if (!mirror.dropDamaged(indexed.sha256())) {
                throw e;
            }
            return read(mirror.fetch(url, indexed.sha256(), indexed.size()), url, source.mirror());
        }
    }

    private record Fetched(ReleaseFile release, Instant at) {}

    private Fetched release(Source source, Duration age, List<String> notes) throws InterruptedException {
        String url = source.dist() + "InRelease";
        Path kept = folder.resolve("lists")
                .resolve(url.replaceFirst("^[a-z]+://", "").replace('/', '_'));
        Instant now = clock.instant();
        Instant before = keptAt(kept);
        Optional<ReleaseFile> known = known(kept, source, url);
        if (known.isPresent() && !before.isBefore(now.minus(age)) && before.isBefore(now)) {
            return new Fetched(known.get(), before);
        }
        // A caller that also takes an older answer need not wait for a network that is down.
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
        // An older index has a good signature, too. A mirror that returns it holds back later fixes.
        if (known.isPresent() && release.date().isBefore(known.get().date())) {
            notes.add("the mirror gave an index of " + source.suite() + " of " + release.date()
                    + ", which is older than the one it gave before: that of "
                    + known.get().date() + " stays");
            return new Fetched(known.get(), before);
        }
        keep(bytes, kept, now);
        return new Fetched(release, now);
    }

    /** The cached index, if it is valid now. One that is damaged or expired is fetched again. */
    private Optional<ReleaseFile> known(Path kept, Source source, String url) {
        try {
            return Files.exists(kept) ? Optional.of(verified(Files.readAllBytes(kept), source, url)) : Optional.empty();
        } catch (IOException | DebianException e) {
            return Optional.empty();
        }
    }

    private ReleaseFile verified(byte[] bytes, Source source, String url) {
        Keyring keyring = source.keyring().map(Keyring::read).orElseGet(Keyring::debian);
        return ReleaseFile.parse(keyring.verified(bytes, url, clock.instant()), source, url, clock.instant());
    }

    /** When the mirror returned this file, which is the file's time. */
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
            DurableFiles.publish(unfinished, file);
        } catch (IOException e) {
            throw DebianException.writing(file, e);
        }
    }

    private static List<Candidate> read(Path file, String url, String base) {
        List<Candidate> all = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file);
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(new XZInputStream(in), StandardCharsets.UTF_8), 1 << 16)) {
            Paragraphs.read(reader, FIELDS::contains, fields -> all.add(Candidate.of(fields, base)));
            return all;
        } catch (IOException e) {
            throw new DebianException(
                    "cannot read the package index " + url + " (" + file + "): " + e.getMessage()
                            + "; delete that file and run the command again",
                    e);
        }
    }

    /** Debian's index of the files in its packages (https://wiki.debian.org/DebianRepository/Format, "Contents indices"). */
    static final class FileIndex {
        /** Folders that are named after an architecture lie no deeper than others. */
        private static final Pattern TRIPLET = Pattern.compile("/[a-z0-9_]+-linux-gnu\\w*(?=/)");

        private record Holder(String path, String name) {
            int depth() {
                return TRIPLET.matcher(path).replaceAll("").split("/").length;
            }
        }

        private FileIndex() {}

        /**
         * The packages with a file whose path matches, those first whose file lies at the shortest path.
         *
         * @param index compressed by gzip
         * @param part a piece of each such path, which is looked for before the pattern
         * @param path of a path without a slash before it
         */
        static List<String> packages(Path index, String part, Pattern path) throws IOException {
            List<Holder> holders = new ArrayList<>();
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(
                            new GZIPInputStream(Files.newInputStream(index), 1 << 16), StandardCharsets.UTF_8),
                    1 << 16)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.contains(part)) {
                        read(line, path).forEach(holders::add);
                    }
                }
            }
            return holders.stream()
                    .sorted(Comparator.comparingInt(Holder::depth)
                            .thenComparingInt(holder -> holder.name().length())
                            .thenComparing(Holder::name))
                    .map(Holder::name)
                    .distinct()
                    .toList();
        }

        /** A path, blanks, then the packages with their sections, between commas. */
        private static Stream<Holder> read(String line, Pattern path) {
            int end = Math.max(line.lastIndexOf(' '), line.lastIndexOf('\t'));
            String file = end < 0 ? "" : line.substring(0, end).strip();
            return path.matcher(file).find()
                    ? Stream.of(line.substring(end + 1).split(","))
                            .map(name -> new Holder(file, name.substring(name.lastIndexOf('/') + 1)))
                    : Stream.empty();
        }
    }
}
