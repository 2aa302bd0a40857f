package dev.slipway.facts;

import dev.slipway.build.Fingerprint;
import dev.slipway.build.KeptFile;
import dev.slipway.build.MadeLayer;
import dev.slipway.image.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was read from a layer's files once; kept by the layer's digest, since the same bytes always tell the same.
 *
 * @param layer name of the layer
 * @param secrets what should not be in an image, each with its path
 */
public record LayerFacts(String layer, List<Library> libraries, List<String> secrets, int files) {
    private static final String FORM = "5";

    public LayerFacts {
        libraries = List.copyOf(libraries);
        secrets = List.copyOf(secrets);
    }

    static LayerFacts of(MadeLayer made, SecretSearch search, Path kept) throws IOException {
        Path file = kept.resolve(
                "facts-" + Fingerprint.of(FORM, search.key(), made.layer().digest()) + ".json");
        Optional<LayerFacts> known = KeptFile.read(file, LayerFacts.class);
        if (known.isPresent()) {
            return known.get();
        }
        List<Library> libraries = new ArrayList<>();
        List<String> secrets = new ArrayList<>();
        int files = 0;
        for (Entry entry : made.contents().read()) {
            libraries.addAll(Libraries.in(entry));
            secrets.addAll(search.in(entry));
            files += entry.kind() == Entry.Kind.FILE ? 1 : 0;
        }
        LayerFacts facts = new LayerFacts(made.layer().name(), libraries, secrets, files);
        KeptFile.keep(file, facts);
        return facts;
    }
}
