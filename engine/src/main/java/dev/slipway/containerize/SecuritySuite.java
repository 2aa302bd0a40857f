package dev.slipway.containerize;

import dev.slipway.debian.DebianArchive;
import dev.slipway.debian.DebianException;
import dev.slipway.debian.Package;
import dev.slipway.debian.Resolution;
import dev.slipway.debian.RootFilesystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares the Debian packages of an image with what Debian's archive, its security suite included, has now: a package
 * behind it lacks a fix that is published. Of other ecosystems it knows nothing, and says so.
 */
final class SecuritySuite implements Scanner {
    private final DebianArchive archive;

    SecuritySuite(DebianArchive archive) {
        this.archive = archive;
    }

    @Override
    public List<Answer> scan(ServiceBuild.Built built) throws InterruptedException {
        List<Answer> answers = new ArrayList<>(List.of(debian(built)));
        Map<String, Long> others = new TreeMap<>(
                built.libraries().stream().collect(Collectors.groupingBy(Library::ecosystem, Collectors.counting())));
        others.forEach((ecosystem, count) -> answers.add(
                new Answer.NoData(ecosystem, count + " packages, and no vulnerability data for them on this machine")));
        return answers;
    }

    private Answer debian(ServiceBuild.Built built) throws InterruptedException {
        Base.Made base = built.base();
        String suite = built.job().plan().suite();
        String date = base.indexDates().entrySet().stream()
                .filter(e -> e.getKey().endsWith("-security"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        if (date.isEmpty()) {
            return new Answer.NoData("deb", "no index of a security suite of " + suite + " was read");
        }
        // What was resolved just now is the newest there is; only a base from before can be behind.
        List<String> behind = base.notes().isEmpty() ? List.of() : behind(base, suite);
        String evidence = base.packages().size() + " Debian packages compared with " + suite + "-security, index of "
                + date + ", asked " + base.resolvedAt();
        if (base.notes().stream().anyMatch(note -> note.contains("cannot be asked"))) {
            return new Answer.NoData("deb", evidence + "; " + String.join("; ", base.notes()));
        }
        return behind.isEmpty() ? new Answer.Clean("deb", evidence) : new Answer.Found("deb", evidence, behind);
    }

    private List<String> behind(Base.Made base, String suite) throws InterruptedException {
        Map<String, String> installed = base.packages().stream()
                .map(RootFilesystem.Installed::of)
                .collect(Collectors.toMap(Package::name, Package::version));
        try {
            Resolution now = archive.resolve(suite, new TreeSet<>(installed.keySet()));
            return now.packages().stream()
                    .filter(p -> installed.containsKey(p.name()) && !p.version().equals(installed.get(p.name())))
                    .map(p -> p.name() + " " + installed.get(p.name()) + ": the archive has " + p.version())
                    .toList();
        } catch (DebianException e) {
            return List.of();
        }
    }
}
