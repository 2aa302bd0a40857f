package dev.slipway.cli.proof;

import dev.slipway.application.ScanSettings;
import dev.slipway.cli.change.Talk;
import dev.slipway.containerize.ImageScan;
import dev.slipway.gate.Workspace;
import dev.slipway.report.ScanSarif;
import dev.slipway.wiring.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        description = "Looks for known vulnerabilities in the images of the last build, with the data of now.",
        footer = "Exit codes: 0 nothing is too bad, 20 something is, 75 there is no data on a part.")
public final class ScanCommand implements Callable<Integer> {
    private static final int TOO_BAD = 20;
    private static final int NO_DATA = 75;

    /** Form of the result. */
    enum Form {
        TEXT,
        JSON,
        SARIF
    }

    private final Talk console;

    @Mixin
    private FolderPlace place = new FolderPlace();

    @Option(
            names = "--database",
            paramLabel = "FOLDER",
            description = "OSV's exported files, such as npm/all.zip, in place of its API")
    private @Nullable Path database;

    @Option(
            names = "--severity",
            paramLabel = "WORD",
            description = "low, medium, high, critical or none: from which on one is too bad (default: scan.severity in"
                    + " slipway.yaml, else critical)")
    private @Nullable String severity;

    @Option(names = "--sbom", paramLabel = "FILE", description = "a CycloneDX document in place of the images'")
    private List<Path> sboms = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            defaultValue = "text",
            description = "text, json or sarif (default: text)")
    private Form form = Form.TEXT;

    public ScanCommand(Talk console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (severity != null && !ScanSettings.SEVERITIES.contains(severity)) {
            console.err()
                    .println("--severity " + severity + ": known are " + String.join(", ", ScanSettings.SEVERITIES));
            return 2;
        }
        Workspace workspace = place.workspace(console.env());
        ScanSettings said = Sources.scan(workspace);
        ScanSettings settings = new ScanSettings(
                Optional.ofNullable(severity).or(said::severity),
                Optional.ofNullable(database)
                        .map(folder -> folder.toAbsolutePath().toString())
                        .or(said::database),
                said.api(),
                said.waivers());
        List<Path> files = sboms.isEmpty() ? ImageScan.sboms(workspace) : sboms;
        if (files.isEmpty()) {
            console.err().println("Nothing has been built here yet. SBOMs come with: ./slipway containerize");
            return 1;
        }
        List<ImageScan.ScannedImage> images = ImageScan.of(workspace, settings, files);
        switch (form) {
            case TEXT -> images.forEach(this::print);
            case JSON ->
                console.out()
                        .println(JsonMapper.builder()
                                .enable(SerializationFeature.INDENT_OUTPUT)
                                .build()
                                .writeValueAsString(
                                        images.stream().map(ScanCommand::plain).toList()));
            case SARIF -> console.out().print(ScanSarif.of(images, workspace.source()));
        }
        List<ImageScan.Answer> answers =
                images.stream().flatMap(one -> one.answers().stream()).toList();
        return answers.stream().anyMatch(ImageScan.Answer::closes)
                ? TOO_BAD
                : answers.stream().anyMatch(one -> one.verdict() == ImageScan.Verdict.NO_DATA) ? NO_DATA : 0;
    }

    /** The result without the SBOM's own lists. */
    private record Plain(String service, String image, List<ImageScan.Answer> answers, List<ImageScan.Weak> found) {}

    private static Plain plain(ImageScan.ScannedImage image) {
        return new Plain(image.service(), image.image(), image.answers(), image.found());
    }

    private void print(ImageScan.ScannedImage image) {
        console.out().println(console.marked(Talk.Mark.STRONG, image.service()) + "  " + image.sbom());
        for (ImageScan.Answer answer : image.answers()) {
            String word = answer.verdict().name().replace('_', ' ');
            Talk.Mark mark = answer.closes()
                    ? Talk.Mark.BAD
                    : answer.verdict() == ImageScan.Verdict.CLEAN ? Talk.Mark.GOOD : Talk.Mark.BUSY;
            console.out()
                    .println("  " + console.marked(mark, String.format("%-8s", word)) + answer.ecosystem() + ": "
                            + answer.evidence());
            image.found().stream()
                    .filter(one -> one.library().startsWith(answer.ecosystem() + "/"))
                    .forEach(one -> console.out().println("    " + (one.closes() ? "✗ " : "– ") + one.line()));
            if (!answer.remedy().isEmpty()) {
                console.out().println("    " + answer.remedy());
            }
        }
    }
}
