package dev.slipway.run;

import dev.slipway.application.Service;
import dev.slipway.containerize.BuiltImage;
import dev.slipway.containerize.Images;
import dev.slipway.gate.Version;
import dev.slipway.gate.Workspace;
import dev.slipway.inventory.SourceDigest;
import dev.slipway.trial.Trial;
import dev.slipway.validate.Extent;
import dev.slipway.validate.Verdict;
import dev.slipway.wiring.Sources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The digest of everything that a phase's result depends on. */
final class PhaseInputs {
    /** Maps in the order of their keys: the order of an immutable map differs from one process to the next. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final Workspace workspace;
    private final RunOptions options;
    private final SourceDigest.Snapshot source;
    private final Trial trial;

    PhaseInputs(Workspace workspace, RunOptions options, SourceDigest.Snapshot source, Trial trial) {
        this.workspace = workspace;
        this.options = options;
        this.source = source;
        this.trial = trial;
    }

    /** The source, the settings given, what tries have shown, which cluster, and where tools are looked for. */
    String prepare(Results soFar) {
        return digest(
                source.digest(),
                options.set(),
                trial.learned(),
                options.cluster(),
                workspace.env().getOrDefault("PATH", ""));
    }

    String containerize(Results soFar) {
        return digest(source.digest(), soFar.application());
    }

    String pack(Results soFar) {
        return digest(soFar.application(), facts(soFar.images()), own("chart"), own("values"), registry());
    }

    String deploy(Results soFar) {
        return digest(
                soFar.chart(),
                own("values"),
                facts(soFar.images()),
                soFar.cluster().kubeconfig(),
                soFar.cluster().context(),
                options.wantsRegistry(),
                registry());
    }

    String validate(Results soFar) {
        return digest(soFar.release(), soFar.chart(), facts(soFar.images()), own("scenario"));
    }

    /**
     * Decides how much a validation tries. A short one is enough where an earlier one tried everything and only code has
     * changed since.
     *
     * @param ledger has the last good validation, and the run that this one belongs to
     */
    Extent extent(Results soFar, Ledger ledger) throws IOException {
        String surroundings = surroundings(soFar);
        Optional<Verdict.Whole> leansOn = options.wantsWhole()
                ? Optional.empty()
                : ledger.last(Phase.VALIDATE, Verdict.class)
                        .map(last -> last.value().whole())
                        .filter(whole -> whole.surroundings().equals(surroundings));
        return new Extent(ledger.runId(), surroundings, leansOn, code(soFar.images()));
    }

    /** Digest of everything in a release except the services' own code, and of the place where it runs. */
    private String surroundings(Results soFar) {
        List<Object> parts = new ArrayList<>();
        for (Service service : soFar.application().services()) {
            parts.add(List.of(
                    service.name(),
                    service.role(),
                    service.stack(),
                    service.port(),
                    service.env().stream()
                            .map(v -> List.of(v.name(), v.value()))
                            .toList(),
                    service.needs(),
                    service.health(),
                    service.base(),
                    service.protocol(),
                    service.migrate(),
                    service.command()));
        }
        for (BuiltImage image : soFar.images().images()) {
            parts.add(List.of(image.service(), image.entrypoint(), image.withoutCode()));
        }
        return digest(parts, soFar.release().place(), own("chart"), own("values"), own("scenario"));
    }

    /** Digest of each service's own code. */
    private static Map<String, String> code(Images images) {
        Map<String, String> code = new TreeMap<>();
        for (BuiltImage image : images.images()) {
            image.code().ifPresent(digest -> code.put(image.service(), digest));
        }
        return code;
    }

    private static String digest(Object... parts) {
        return DigestUtils.sha256Hex(Version.build() + '\n' + JSON.writeValueAsString(parts));
    }

    private String registry() {
        return Sources.registry(workspace, options.set()).orElse("");
    }

    /** The files that a person wrote to replace generated ones, with their digests. */
    private Map<String, String> own(String folder) {
        Map<String, String> files = new TreeMap<>(source.files());
        files.keySet().removeIf(path -> !path.startsWith("slipway/" + folder));
        return files;
    }

    /** The facts of images that later phases use. Which run made an image is not among them. */
    private static List<Object> facts(Images images) {
        return images.images().stream()
                .<Object>map(i -> List.of(i.service(), i.reference(), i.digest(), i.measured(), i.standIns()))
                .toList();
    }
}
