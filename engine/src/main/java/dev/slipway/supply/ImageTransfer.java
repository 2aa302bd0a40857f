package dev.slipway.supply;

import dev.slipway.cluster.ImageStore;
import dev.slipway.containerize.BuiltImage;
import dev.slipway.containerize.Images;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.image.Archive;
import dev.slipway.image.ImageException;
import dev.slipway.image.Layout;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Sends the node the blobs that it lacks, and nothing else. */
final class ImageTransfer {
    private static final double MB = 1e6;

    private final ImageStore store;
    private final Progress progress;
    private final String phase;
    private final String step;

    /** @param phase that reports the progress @param step that reports the progress */
    ImageTransfer(ImageStore store, Progress progress, String phase, String step) {
        this.store = store;
        this.progress = progress;
        this.phase = phase;
        this.step = step;
    }

    /** Sends the images. Returns what was sent, for people. */
    String send(Images images) throws InterruptedException {
        try {
            Layout layout = Layout.open(Path.of(images.layout()));
            Set<String> held = store.held();
            List<String> lacking = new ArrayList<>();
            Set<String> missing = new TreeSet<>();
            Set<String> all = new TreeSet<>();
            for (BuiltImage image : images.images()) {
                List<String> blobs = layout.blobsOf(image.digest());
                all.addAll(blobs);
                if (!held.containsAll(blobs)) {
                    lacking.add(image.reference());
                    blobs.stream().filter(b -> !held.contains(b)).forEach(missing::add);
                }
            }
            if (lacking.isEmpty()) {
                String same = "the node has all " + images.images().size() + " images";
                progress.on(new Progress.Event.Skipped(phase, step, same));
                return same;
            }
            long bytes = 0;
            for (String blob : missing) {
                bytes += Files.size(layout.blob(blob));
            }
            String what = String.format(Locale.ROOT, "%d of %d blobs, %.1f MB", missing.size(), all.size(), bytes / MB);
            progress.started(phase, step, what);
            load(Archive.of(layout, lacking), held, bytes);
            progress.done(phase, step, what);
            return "sent " + what + " (" + String.join(", ", lacking) + ")";
        } catch (IOException | UncheckedIOException | ImageException e) {
            throw new SlipwayFailure(
                    new Failure(
                            "SLIP-421",
                            "The images could not be sent to the node.",
                            String.valueOf(e.getMessage()),
                            "./slipway containerize, then ./slipway deploy"),
                    e);
        }
    }

    private void load(Archive archive, Set<String> held, long bytes) throws InterruptedException {
        store.load(out -> archive.writeTo(new CountingStream(out, bytes), held));
    }

    /** Reports how much has passed through it, at each full percent. */
    private final class CountingStream extends FilterOutputStream {
        private final long whole;
        private long sent;
        private long told = -1;

        CountingStream(OutputStream out, long whole) {
            super(out);
            this.whole = Math.max(1, whole);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count(length);
        }

        private void count(int length) {
            sent += length;
            // The tar's headers come on top of the blobs.
            long percent = Math.min(100, 100 * sent / whole);
            if (percent != told) {
                told = percent;
                progress.on(new Progress.Event.Advanced(
                        phase,
                        step,
                        String.format(Locale.ROOT, "%.1f of %.1f MB", Math.min(sent, whole) / MB, whole / MB),
                        percent / 100.0,
                        Optional.empty()));
            }
        }
    }
}
