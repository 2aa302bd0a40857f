package dev.slipway.build;

import dev.slipway.application.BuildPlan;
import dev.slipway.image.Compression;
import dev.slipway.image.Entry;
import dev.slipway.image.FolderEntries;
import dev.slipway.image.Layer;
import dev.slipway.image.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes a plan's layers from the build folder. A layer is made again only if a file that it takes has changed; one that a
 * tool has merely written again has not.
 */
final class Layers {
    /** Part of every layer's key: another value makes all layers anew. */
    private static final String FORM = "2";

    private final Layout layout;
    private final Path kept;

    Layers(Layout layout, Path kept) {
        this.layout = layout;
        this.kept = kept;
    }

    /** The plan's layers, then one with the folders that have to be writable, if there are any. */
    List<MadeLayer> of(Job job) throws IOException {
        List<MadeLayer> layers = new ArrayList<>();
        for (BuildPlan.LayerPlan plan : job.plan().layers()) {
            layers.add(layer(job, plan));
        }
        List<String> writable = job.plan().run().writable();
        if (!writable.isEmpty()) {
            int uid = job.plan().run().uid();
            String key = Fingerprint.of(FORM, "folders", writable.toString(), Integer.toString(uid));
            layers.add(layer("folders", key, () -> folders(writable, uid)));
        }
        return layers;
    }

    private MadeLayer layer(Job job, BuildPlan.LayerPlan plan) throws IOException {
        MadeLayer.Contents contents = () -> entries(job, plan);
        String untouched = key(plan, from -> Fingerprint.ofMetadata(job.build().resolve(from), Integer.MAX_VALUE));
        Optional<Layer> known = known(untouched);
        if (known.isPresent()) {
            return new MadeLayer(known.get(), contents);
        }
        MadeLayer made = layer(
                plan.name(), key(plan, from -> Fingerprint.ofSums(job.build().resolve(from))), contents);
        KeptFile.keep(file(untouched), made.layer());
        return made;
    }

    private Path file(String key) {
        return kept.resolve(key + ".json");
    }

    private Optional<Layer> known(String key) throws IOException {
        return KeptFile.read(file(key), Layer.class).filter(layer -> Files.exists(layout.blob(layer.digest())));
    }

    private MadeLayer layer(String name, String key, MadeLayer.Contents contents) throws IOException {
        Optional<Layer> known = known(key);
        if (known.isPresent()) {
            return new MadeLayer(known.get(), contents);
        }
        Layer layer = layout.addLayer(name, contents.read(), Compression.ZSTD);
        KeptFile.keep(file(key), layer);
        return new MadeLayer(layer, contents);
    }

    /** What tells one state of a file or folder, named as in the plan, from another. */
    @FunctionalInterface
    private interface State {
        String of(String from) throws IOException;
    }

    private static String key(BuildPlan.LayerPlan plan, State state) throws IOException {
        List<String> parts =
                new ArrayList<>(List.of(FORM, plan.name(), plan.texts().toString()));
        for (BuildPlan.Copy copy : plan.copies()) {
            parts.add(copy.to());
            parts.add(state.of(copy.from()));
        }
        return Fingerprint.of(parts.toArray(String[]::new));
    }

    private static List<Entry> entries(Job job, BuildPlan.LayerPlan plan) throws IOException {
        TreeMap<String, Entry> entries = new TreeMap<>();
        for (BuildPlan.Copy copy : plan.copies()) {
            for (Entry entry : FolderEntries.read(job.build().resolve(copy.from()), copy.to())) {
                entries.put(entry.path(), entry);
            }
        }
        for (BuildPlan.Text text : plan.texts()) {
            entries.put(
                    text.to(),
                    Entry.file(text.to(), text.mode(), 0, 0, text.content().getBytes(StandardCharsets.UTF_8)));
        }
        return withParents(entries);
    }

    /** Root owns the folders and may write to them; the user of the image may write nothing but in here. */
    private static List<Entry> folders(List<String> writable, int uid) {
        TreeMap<String, Entry> entries = new TreeMap<>();
        for (String path : writable) {
            // A temporary folder is everybody's, as the base has it.
            if (!path.equals("/tmp") && !path.equals("/var/tmp")) {
                entries.put(path, Entry.directory(path, 0750, uid, uid));
            }
        }
        return withParents(entries);
    }

    static List<Entry> withParents(TreeMap<String, Entry> entries) {
        for (String path : List.copyOf(entries.keySet())) {
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                String parent = path.substring(0, slash);
                entries.putIfAbsent(parent, Entry.directory(parent, 0755, 0, 0));
            }
        }
        return List.copyOf(entries.values());
    }
}
