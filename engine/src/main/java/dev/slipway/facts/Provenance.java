package dev.slipway.facts;

import dev.slipway.build.Built;
import dev.slipway.build.Job;
import dev.slipway.debian.RootFilesystem;
import dev.slipway.gate.Version;
import dev.slipway.image.Layer;
import dev.slipway.inventory.SourceDigest;
import dev.slipway.seal.Statement;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How and of what an image was built (https://slsa.dev/spec/v1.0/provenance). */
final class Provenance {
    /** The files of an ecosystem that pin what is fetched. */
    private static final List<String> LOCKS = List.of(
            "package-lock.json",
            "pnpm-lock.yaml",
            "yarn.lock",
            "uv.lock",
            "poetry.lock",
            "requirements.txt",
            "go.sum",
            "Cargo.lock",
            "Gemfile.lock",
            "composer.lock",
            "mix.lock",
            "deno.lock",
            "pom.xml");

    private Provenance() {}

    static Statement of(Built built, SourceDigest.Snapshot source, Instant now) {
        Job job = built.job();
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("application", job.application().name());
        parameters.put("service", job.name());
        parameters.put("stack", job.service().stack());
        List<Object> materials = new ArrayList<>();
        materials.add(
                Map.of("uri", "slipway:source", "name", "source tree", "digest", Map.of("sha256", source.digest())));
        source.files().forEach((path, digest) -> {
            if (LOCKS.contains(path.substring(path.lastIndexOf('/') + 1))) {
                materials.add(Map.of("uri", "slipway:source/" + path, "digest", Map.of("sha256", digest)));
            }
        });
        for (RootFilesystem.Installed one : built.base().packages()) {
            materials.add(Map.of(
                    "uri", one.purl(), "digest", Map.of("sha256", one.of().sha256())));
        }
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("buildType", "https://slipway.dev/build/v1");
        definition.put("externalParameters", parameters);
        definition.put(
                "internalParameters",
                Map.of(
                        "layers",
                        built.layers().stream().map(Layer::digest).toList(),
                        "steps",
                        job.plan().steps().stream()
                                .map(step -> String.join(" ", step.command()))
                                .toList()));
        definition.put("resolvedDependencies", materials);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("builder", Map.of("id", "https://slipway.dev/builder", "version", Map.of("slipway", Version.TEXT)));
        details.put(
                "metadata",
                Map.of("finishedOn", now.truncatedTo(ChronoUnit.SECONDS).toString()));
        Map<String, Object> predicate = new LinkedHashMap<>();
        predicate.put("buildDefinition", definition);
        predicate.put("runDetails", details);
        return new Statement(Statement.PROVENANCE, predicate);
    }

    static SourceDigest.Snapshot source(Job job) throws IOException {
        return new SourceDigest(job.workspace().source(), job.workspace().work().resolve("source.index")).look();
    }
}
