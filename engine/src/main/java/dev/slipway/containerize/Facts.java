package dev.slipway.containerize;

import dev.slipway.image.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was read from a layer's files once; kept by the layer's digest, since the same bytes always tell the same.
 *
 * @param secrets what should not be in an image, each with its path
 */
record Facts(List<Library> libraries, List<String> secrets, int files) {
    private static final String FORM = "4";

    Facts {
        libraries = List.copyOf(libraries);
        secrets = List.copyOf(secrets);
    }

    static Facts of(Layers.Made made, SecretSearch search, Path kept) throws IOException {
        Path file = kept.resolve(
                "facts-" + Digests.of(FORM, search.key(), made.layer().digest()) + ".json");
        Optional<Facts> known = Store.read(file, Facts.class);
        if (known.isPresent()) {
            return known.get();
        }
        List<Library> libraries = new ArrayList<>();
        List<String> secrets = new ArrayList<>();
        int files = 0;
        for (Entry entry : made.entries().read()) {
            libraries.addAll(Libraries.in(entry));
            secrets.addAll(search.in(entry));
            files += entry.kind() == Entry.Kind.FILE ? 1 : 0;
        }
        Facts facts = new Facts(libraries, secrets, files);
        Store.keep(file, facts);
        return facts;
    }
}
