package dev.slipway.facts;

import dev.slipway.build.CachedMaker;
import dev.slipway.build.Fingerprint;
import dev.slipway.build.MadeLayer;
import dev.slipway.build.Maker;
import dev.slipway.image.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What was read from a layer's files. It is kept by the layer's digest, because the same bytes always give the same
 * facts.
 *
 * @param layer name of the layer
 * @param secrets what should not be in an image, each with its path
 */
public record LayerFacts(String layer, List<Library> libraries, List<String> secrets, int files) {
    private static final String FORM = "6";

    public LayerFacts {
        libraries = List.copyOf(libraries);
        secrets = List.copyOf(secrets);
    }

    private static LayerFacts read(MadeLayer made, SecretSearch search) throws IOException {
        List<Library> libraries = new ArrayList<>();
        List<String> secrets = new ArrayList<>();
        int files = 0;
        for (Entry entry : made.contents().read()) {
            libraries.addAll(Libraries.in(entry));
            secrets.addAll(search.in(entry));
            files += entry.kind() == Entry.Kind.FILE ? 1 : 0;
        }
        return new LayerFacts(made.layer().name(), libraries, secrets, files);
    }

    /** Reads each layer's facts once. @param kept folder in which facts of layers are kept */
    static Maker<MadeLayer, LayerFacts> reader(SecretSearch search, Path kept) {
        return new CachedMaker<>(
                made -> kept.resolve("facts-"
                        + Fingerprint.of(FORM, search.key(), made.layer().digest()) + ".json"),
                LayerFacts.class,
                (made, facts) -> true,
                made -> read(made, search));
    }
}
