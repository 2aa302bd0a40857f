package dev.slipway.facts;

import dev.slipway.build.Built;
import dev.slipway.build.MadeLayer;
import dev.slipway.build.Maker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What was read from the files of an image above its base. @param layers one entry for each layer of the plan */
public record ImageFacts(List<LayerFacts> layers) {
    public ImageFacts {
        layers = List.copyOf(layers);
    }

    /** @param kept folder in which facts of layers are kept */
    public static ImageFacts of(Built built, SecretSearch search, Path kept) throws IOException, InterruptedException {
        Maker<MadeLayer, LayerFacts> reader = LayerFacts.reader(search, kept);
        List<LayerFacts> layers = new ArrayList<>();
        for (MadeLayer layer : built.made()) {
            layers.add(reader.of(layer));
        }
        return new ImageFacts(layers);
    }

    public List<Library> libraries() {
        return layers.stream().flatMap(layer -> layer.libraries().stream()).toList();
    }
}
