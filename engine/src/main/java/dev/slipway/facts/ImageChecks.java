package dev.slipway.facts;

import dev.slipway.application.Profile;
import dev.slipway.build.Built;
import dev.slipway.gate.Check;
import dev.slipway.image.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Gate G2: what must hold of an image before it is packaged. */
public final class ImageChecks {
    private static final long MEGA = 1_000_000;
    private static final int MOST_NAMED = 10;
    private static final String CONTENT = "{content}";

    private ImageChecks() {}

    public static List<Check> of(Built built, ImageFacts facts, List<Scanner.Answer> answers) throws IOException {
        List<Check> checks = new ArrayList<>(List.of(built(built), size(built), user(built)));
        answers.forEach(answer -> checks.add(vulnerabilities(built, answer)));
        checks.add(dockerfile(built));
        checks.add(sbom(built, facts));
        ownDockerfile(built).ifPresent(checks::add);
        for (Profile.Finding finding : built.job().plan().profile().findings()) {
            note(built, finding).ifPresent(checks::add);
        }
        return checks;
    }

    private static Optional<Check> note(Built built, Profile.Finding finding) throws IOException {
        Path file = built.job().build().resolve(finding.file());
        return Files.exists(file)
                ? Optional.of(Check.note(
                        id(finding.check(), built),
                        List.of("G2", finding.requirement()),
                        finding.title(),
                        finding.evidence().contains(CONTENT)
                                ? finding.evidence()
                                        .replace(CONTENT, Files.readString(file).strip())
                                : finding.evidence(),
                        finding.remedy()))
                : Optional.empty();
    }

    private static String id(String what, Built built) {
        return "G2." + what + "." + built.name();
    }

    private static Check built(Built built) {
        List<String> fresh = built.layers().stream()
                .filter(built::isNew)
                .map(ImageChecks::describe)
                .toList();
        String what = fresh.isEmpty()
                ? "no layer changed"
                : fresh.size() + " of " + built.layers().size() + " layers are new: " + String.join(", ", fresh);
        return Check.pass(
                id("built", built),
                List.of("G2", "C2"),
                "The image is built",
                built.reference() + " (" + built.digest() + "), " + what);
    }

    private static Check size(Built built) {
        int budget = built.job().plan().profile().budget();
        String shares = built.layers().stream().map(ImageChecks::describe).collect(Collectors.joining(", "));
        return Check.of(
                built.size() <= budget * MEGA,
                id("size", built),
                List.of("G2", "C5", "R3"),
                "The compressed image keeps its budget of " + budget + " MB",
                size(built.size()) + ": " + shares,
                "look at the largest layer: leave out dependencies and files that are not needed at run time");
    }

    private static String describe(Layer layer) {
        return layer.name() + " " + size(layer.size());
    }

    public static String size(long bytes) {
        return bytes < MEGA / 10
                ? bytes / 1000 + " KB"
                : String.format(Locale.ROOT, bytes < 10 * MEGA ? "%.1f MB" : "%.0f MB", bytes / (double) MEGA);
    }

    private static Check user(Built built) {
        int uid = built.job().plan().run().uid();
        return Check.of(
                uid > 0,
                id("user", built),
                List.of("G2", "C5", "R4"),
                "The image runs as a numeric user other than root",
                "user " + uid + "; the application's files belong to root and are not writable",
                "this is a fault of Slipway, whose images have user 65532: report it with the Dockerfile");
    }

    private static Check vulnerabilities(Built built, Scanner.Answer answer) {
        String id = id("vulnerabilities", built) + (answer.ecosystem().equals("deb") ? "" : "." + answer.ecosystem());
        List<String> requirements = List.of("G2", "C5", "R3");
        return switch (answer) {
            case Scanner.Answer.Clean clean ->
                Check.pass(id, requirements, "No published fix is missing", clean.evidence());
            case Scanner.Answer.Vulnerable found ->
                Check.fail(
                        id,
                        requirements,
                        "No published fix is missing",
                        worst(found.found()) + " (" + found.evidence() + ")",
                        found.remedy());
            case Scanner.Answer.Tolerated some ->
                Check.note(
                        id,
                        requirements,
                        "No vulnerability is too bad",
                        worst(some.found()) + " (" + some.evidence() + ")",
                        "./slipway scan shows all; scan.severity in slipway.yaml says which close the gate");
            case Scanner.Answer.NoData none ->
                Check.noData(
                        id,
                        requirements,
                        "Known vulnerabilities of " + none.ecosystem() + " packages",
                        none.evidence(),
                        "./slipway scan --database FOLDER with exports of OSV, or another scanner for "
                                + built.job().sbom());
        };
    }

    /** The first few of a list that begins with the worst. */
    private static String worst(List<String> found) {
        String first = String.join("; ", found.subList(0, Math.min(MOST_NAMED, found.size())));
        return found.size() > MOST_NAMED ? first + "; and " + (found.size() - MOST_NAMED) + " more" : first;
    }

    private static Check dockerfile(Built built) throws IOException {
        Path file = built.job().dockerfile();
        List<String> broken = DockerfileRules.broken(Files.readString(file));
        return Check.of(
                broken.isEmpty(),
                id("dockerfile", built),
                List.of("G2", "C1", "R4"),
                "The Dockerfile keeps the rules",
                broken.isEmpty() ? file + ": no rule is broken" : file + ": " + String.join("; ", broken),
                "this is a fault of Slipway: report it with the Dockerfile");
    }

    private static Check sbom(Built built, ImageFacts facts) {
        long debian = built.base().packages().size();
        Map<String, Long> others = facts.libraries().stream()
                .collect(Collectors.groupingBy(Library::ecosystem, TreeMap::new, Collectors.counting()));
        String counts = others.entrySet().stream()
                .map(e -> ", " + e.getValue() + " " + e.getKey())
                .collect(Collectors.joining());
        return Check.of(
                debian > 0 && Files.exists(built.job().sbom()),
                id("sbom", built),
                List.of("G2", "C5", "R3"),
                "Every package is in the SBOM",
                debian + " deb" + counts + " in " + built.job().sbom(),
                "run the command again");
    }

    private static Optional<Check> ownDockerfile(Built built) {
        Path own = built.job().workspace().source().resolve("slipway/" + built.name() + "/Dockerfile");
        return Files.exists(own)
                ? Optional.of(Check.note(
                        id("own-dockerfile", built),
                        List.of("C1"),
                        "A Dockerfile of your own",
                        own + " was not used: this image is built without a container engine",
                        "move it away to be without this note, or build that image with a container engine and use it in a chart of"
                                + " your own (./slipway eject)"))
                : Optional.empty();
    }

    /** One check for all images: a person wants one answer to this question. @param all by service */
    public static Check secrets(Map<String, ImageFacts> all) {
        List<String> found = new ArrayList<>();
        List<String> doubtful = new ArrayList<>();
        int files = 0;
        for (Map.Entry<String, ImageFacts> image : all.entrySet()) {
            for (LayerFacts layer : image.getValue().layers()) {
                // Public libraries carry keys of their own tests. A person's own code has no such keys.
                boolean own = layer.layer().equals("code");
                files += layer.files();
                for (String secret : layer.secrets()) {
                    (own || secret.startsWith("value of") ? found : doubtful).add(image.getKey() + ": " + secret);
                }
            }
        }
        String title = "No secret is in any image";
        List<String> requirements = List.of("G2", "C5", "R4");
        if (!found.isEmpty()) {
            return Check.fail(
                    "G2.secrets",
                    requirements,
                    title,
                    String.join("; ", found),
                    "take the secret out of the source, give it to the service as an environment variable, and change it");
        }
        return doubtful.isEmpty()
                ? Check.pass("G2.secrets", requirements, title, files + " files searched above the base")
                : Check.note(
                        "G2.secrets",
                        requirements,
                        title,
                        "libraries carry what looks like test keys: " + String.join("; ", doubtful),
                        "look at them once");
    }
}
