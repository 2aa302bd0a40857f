package dev.slipway.deploy;

import dev.slipway.cluster.ImageStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A node's images: keeps the digests of what it is sent. */
final class FakeStore implements ImageStore {
    final Set<String> held = new TreeSet<>();
    final List<Set<String>> loads = new ArrayList<>();

    @Override
    public Set<String> held() {
        return Set.copyOf(held);
    }

    @Override
    public void load(ArchiveSource archive) {
        Set<String> sent = new TreeSet<>();
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            archive.writeTo(bytes);
            TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes.toByteArray()));
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().startsWith("blobs/sha256/")) {
                    sent.add("sha256:" + entry.getName().substring("blobs/sha256/".length()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        held.addAll(sent);
        loads.add(sent);
    }
}
