package dev.slipway.osv;

import dev.slipway.build.KeptFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.core.JacksonException;

/**
 * OSV's exports (https://google.github.io/osv.dev/data/): for each ecosystem a zip file with an advisory in each of its
 * files, as {@code npm/all.zip} or {@code npm.zip}. Which file is about which package is kept, so that a zip file is read
 * once as a whole.
 */
public final class OsvExport implements OsvSource {
    private static final String FORM = "1";

    private final Path folder;
    private final Path kept;

    /** @param folder that has the zip files @param kept folder for indexes of them */
    public OsvExport(Path folder, Path kept) {
        this.folder = folder;
        this.kept = kept;
    }

    /** @param newest time of the latest change in the export; empty where it has none @param files by the package's name */
    record Index(String newest, Map<String, List<String>> files) {
        Index {
            files = Map.copyOf(files);
        }

        private Optional<Instant> date() {
            return newest.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(newest));
        }
    }

    @Override
    public Lookup find(Collection<Coordinates> packages) throws IOException {
        Map<Ecosystem, Instant> dates = new EnumMap<>(Ecosystem.class);
        Map<Ecosystem, String> missing = new EnumMap<>(Ecosystem.class);
        Map<Coordinates, List<Advisory>> found = new LinkedHashMap<>();
        Map<Ecosystem, Set<Coordinates>> byEcosystem = new EnumMap<>(Ecosystem.class);
        packages.forEach(one -> byEcosystem
                .computeIfAbsent(one.ecosystem(), e -> new LinkedHashSet<>())
                .add(one));
        for (Map.Entry<Ecosystem, Set<Coordinates>> each : byEcosystem.entrySet()) {
            Ecosystem ecosystem = each.getKey();
            Optional<Path> export = export(ecosystem);
            if (export.isEmpty()) {
                missing.put(
                        ecosystem,
                        "neither " + ecosystem.osvName() + "/all.zip nor " + ecosystem.osvName() + ".zip is in "
                                + folder);
                continue;
            }
            try (ZipFile zip = new ZipFile(export.get().toFile())) {
                Index index = index(export.get(), zip, ecosystem);
                if (index.date().isEmpty()) {
                    missing.put(ecosystem, export.get() + " has no advisory");
                    continue;
                }
                dates.put(ecosystem, index.date().get());
                for (Coordinates one : each.getValue()) {
                    List<Advisory> affecting = affecting(zip, index, one);
                    if (!affecting.isEmpty()) {
                        found.put(one, affecting);
                    }
                }
            } catch (ZipException | JacksonException | DateTimeException e) {
                dates.remove(ecosystem);
                missing.put(ecosystem, export.get() + " cannot be read: " + e.getMessage());
            }
        }
        return new Lookup(folder.toString(), dates, found, missing);
    }

    private Optional<Path> export(Ecosystem ecosystem) {
        Path nested = folder.resolve(ecosystem.osvName()).resolve("all.zip");
        Path plain = folder.resolve(ecosystem.osvName() + ".zip");
        return Files.isRegularFile(nested)
                ? Optional.of(nested)
                : Optional.of(plain).filter(Files::isRegularFile);
    }

    private static List<Advisory> affecting(ZipFile zip, Index index, Coordinates of) throws IOException {
        List<Advisory> advisories = new ArrayList<>();
        for (String name : index.files().getOrDefault(of.name(), List.of())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new ZipException("it has no file " + name);
            }
            Advisory advisory = read(zip, entry);
            if (advisory.affects(of)) {
                advisories.add(advisory);
            }
        }
        return advisories;
    }

    private static Advisory read(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return AdvisoryReader.read(in.readAllBytes());
        }
    }

    private Index index(Path export, ZipFile zip, Ecosystem ecosystem) throws IOException {
        String key = DigestUtils.sha256Hex(
                FORM + export.toRealPath() + Files.size(export) + Files.getLastModifiedTime(export) + ecosystem);
        Path file = kept.resolve("export-" + key + ".json");
        Optional<Index> before = KeptFile.read(file, Index.class);
        if (before.isPresent()) {
            return before.get();
        }
        Index made = make(zip, ecosystem);
        KeptFile.keep(file, made);
        return made;
    }

    private static Index make(ZipFile zip, Ecosystem ecosystem) throws IOException {
        Map<String, List<String>> files = new TreeMap<>();
        Instant newest = Instant.MIN;
        for (ZipEntry entry :
                zip.stream().filter(e -> e.getName().endsWith(".json")).toList()) {
            Advisory advisory = read(zip, entry);
            Instant modified = Instant.parse(advisory.modified());
            newest = modified.isAfter(newest) ? modified : newest;
            advisory.affected().stream()
                    .filter(one -> one.ecosystem() == ecosystem)
                    .map(Advisory.Affected::name)
                    .distinct()
                    .forEach(name -> Objects.requireNonNull(files.computeIfAbsent(name, n -> new ArrayList<>()))
                            .add(entry.getName()));
        }
        return new Index(newest.equals(Instant.MIN) ? "" : newest.toString(), files);
    }
}
