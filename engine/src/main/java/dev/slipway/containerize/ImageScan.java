package dev.slipway.containerize;

import dev.slipway.application.ScanSettings;
import dev.slipway.debian.DebianArchive;
import dev.slipway.facts.Bill;
import dev.slipway.facts.Fixes;
import dev.slipway.facts.Scanner;
import dev.slipway.facts.Scanners;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/** Scans the images of the last build once more, by their SBOMs, with the data of now. */
public final class ImageScan {
    private static final String SBOM = "sbom.cdx.json";

    private ImageScan() {}

    /** What the scanners say of one SBOM. @param image digest of its manifest */
    public record ScannedImage(String service, String image, Path sbom, List<Answer> answers, List<Weak> found) {
        public ScannedImage {
            answers = List.copyOf(answers);
            found = List.copyOf(found);
        }
    }

    /** The verdict on a kind of packages. */
    public enum Verdict {
        CLEAN,
        FOUND,
        NO_DATA
    }

    /** @param closes whether the policy lets none of what was found pass */
    public record Answer(String ecosystem, Verdict verdict, boolean closes, String evidence, String remedy) {}

    /**
     * One known vulnerability of one package.
     *
     * @param score CVSS base score, 0 to 10; -1 where it has none
     * @param fixed empty where no version mends it
     * @param way the packages that ask for one another up to this one
     * @param from file that shows it, in the image or in the source
     * @param accepted reason of a waiver; empty where there is none
     */
    public record Weak(
            String id,
            List<String> aliases,
            String summary,
            String severity,
            double score,
            String library,
            String version,
            String fixed,
            List<String> way,
            String from,
            boolean closes,
            String accepted,
            String line) {
        static Weak of(Scanner.Found found) {
            var judged = found.judged();
            var weakness = judged.weakness();
            return new Weak(
                    weakness.id(),
                    weakness.aliases(),
                    weakness.summary(),
                    weakness.severity().word(),
                    weakness.score(),
                    weakness.of().purlName(),
                    weakness.of().version(),
                    weakness.fixed().orElse(""),
                    found.way(),
                    found.library().from(),
                    judged.tooBad(),
                    judged.waiver().map(ScanSettings.Waiver::reason).orElse(""),
                    found.line());
        }
    }

    /**
     * Scans them.
     *
     * @throws SlipwayFailure SLIP-212 where there is no SBOM yet or it cannot be read
     */
    public static List<ScannedImage> of(Workspace workspace, ScanSettings settings, List<Path> sboms)
            throws InterruptedException {
        Clock clock = Clock.systemUTC();
        DebianArchive archive = DebianArchive.standard(
                DebianArchive.hostArchitecture(), workspace.home().resolve("debian"));
        List<ScannedImage> all = new ArrayList<>();
        try {
            Scanner scanner = Scanners.of(
                    workspace,
                    settings,
                    new Fixes(archive::updates, workspace.home().resolve("layers"), clock),
                    clock);
            for (Path sbom : sboms) {
                Bill bill = Bill.read(Files.readAllBytes(sbom));
                Scanner.Result result = scanner.scan(bill);
                all.add(new ScannedImage(
                        bill.service(),
                        bill.image(),
                        sbom,
                        result.answers().stream().map(ImageScan::answer).toList(),
                        result.found().stream().map(Weak::of).toList()));
            }
            return all;
        } catch (IOException | JacksonException e) {
            throw new SlipwayFailure(
                    new Failure(
                            "SLIP-212",
                            "The images could not be scanned.",
                            String.valueOf(e.getMessage()),
                            "./slipway containerize, which writes their SBOMs anew"),
                    e);
        }
    }

    /** The SBOMs of the last build. */
    public static List<Path> sboms(Workspace workspace) throws IOException {
        Path images = workspace.work().resolve("images");
        if (!Files.isDirectory(images)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(images)) {
            return folders.map(folder -> folder.resolve(SBOM))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static Answer answer(Scanner.Answer answer) {
        return switch (answer) {
            case Scanner.Answer.Clean clean ->
                new Answer(clean.ecosystem(), Verdict.CLEAN, false, clean.evidence(), "");
            case Scanner.Answer.Vulnerable bad ->
                new Answer(
                        bad.ecosystem(),
                        Verdict.FOUND,
                        true,
                        bad.evidence() + (bad.ecosystem().equals("deb") ? ": " + String.join("; ", bad.found()) : ""),
                        bad.remedy());
            case Scanner.Answer.Tolerated some ->
                new Answer(some.ecosystem(), Verdict.FOUND, false, some.evidence(), "");
            case Scanner.Answer.NoData none ->
                new Answer(none.ecosystem(), Verdict.NO_DATA, false, none.evidence(), "");
        };
    }
}
