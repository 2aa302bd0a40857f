package dev.slipway.build;

import dev.slipway.application.BuildPlan;
import dev.slipway.image.Compression;
import dev.slipway.image.Entry;
import dev.slipway.image.FolderEntries;
import dev.slipway.image.Layer;
import dev.slipway.image.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes a plan's layers from the build folder. A layer is made again only if the content of one of its files has
 * changed, and not if a tool wrote the same file again. A layer keeps the date at which its content was first made.
 */
final class Layers {
    /** Part of every layer's key: another value makes all layers anew. */
    private static final String FORM = "3";

    private final Layout layout;
    private final Path kept;
    private final CachedMaker<Part, Layer> byContent;
    /** Asks for the file system's metadata first, which reads no file. */
    private final CachedMaker<Part, Layer> untouched;

    Layers(Layout layout, Path kept) {
        this.layout = layout;
        this.kept = kept;
        this.byContent =
                new CachedMaker<>(part -> file(part.sums().read()), Layer.class, this::isComplete, this::write);
        this.untouched = new CachedMaker<>(
                part -> file(part.metadata().read()), Layer.class, (part, layer) -> layout.whole(layer), byContent);
    }

    /** The plan's layers, then one with the folders that have to be writable, if there are any. */
    List<MadeLayer> of(Job job) throws IOException, InterruptedException {
        List<MadeLayer> layers = new ArrayList<>();
        for (BuildPlan.LayerPlan plan : job.plan().layers()) {
            Part part = new Part(
                    job,
                    plan.name(),
                    () -> key(plan, from -> Fingerprint.ofMetadata(job.build().resolve(from), Integer.MAX_VALUE)),
                    new Once(() ->
                            key(plan, from -> Fingerprint.ofSums(job.build().resolve(from)))),
                    () -> entries(job, plan));
            layers.add(new MadeLayer(untouched.of(part), part.contents()));
        }
        List<String> writable = job.plan().run().writable();
        if (!writable.isEmpty()) {
            int uid = job.plan().run().uid();
            Key key = () -> Fingerprint.of(FORM, "folders", writable.toString(), Integer.toString(uid));
            Part part = new Part(job, "folders", key, key, () -> folders(writable, uid));
            layers.add(new MadeLayer(byContent.of(part), part.contents()));
        }
        return layers;
    }

    private Path file(String key) {
        return kept.resolve(key + ".json");
    }

    private boolean isComplete(Part part, Layer layer) throws IOException {
        boolean whole = layout.whole(layer);
        if (!whole) {
            part.job().note("the layer " + part.name() + " is not whole in the cache: it is made again");
        }
        return whole;
    }

    private Layer write(Part part) throws IOException, InterruptedException {
        // A record whose blob is gone still has the date of its content.
        Optional<Layer> before = byContent.last(part);
        Instant date =
                before.isPresent() ? before.get().date() : part.job().date().get();
        return layout.addLayer(
                part.name(),
                part.contents().read().stream().map(entry -> entry.dated(date)).toList(),
                Compression.ZSTD);
    }

    /** The source of a layer. @param metadata key from the file system's metadata @param sums key from the content */
    private record Part(Job job, String name, Key metadata, Key sums, MadeLayer.Contents contents) {}

    /** Distinguishes one state of a layer's files from another. */
    @FunctionalInterface
    private interface Key {
        String read() throws IOException;
    }

    /** Computes a key once, because it takes long. */
    private static final class Once implements Key {
        private final Key key;
        private @Nullable String known;

        Once(Key key) {
            this.key = key;
        }

        @Override
        public String read() throws IOException {
            String read = known;
            if (read == null) {
                read = key.read();
                known = read;
            }
            return read;
        }
    }

    /** Distinguishes one state of a file or folder, named as in the plan, from another. */
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

    /** Makes the folders. Root owns them and may write to them; the image's user may write nowhere else. */
    private static List<Entry> folders(List<String> writable, int uid) {
        TreeMap<String, Entry> entries = new TreeMap<>();
        for (String path : writable) {
            // The base has the temporary folders, which everybody may write to.
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
