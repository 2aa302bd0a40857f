package dev.slipway.debian;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Makes a .deb member by member. */
final class DebMaker {
    private final String control;
    private Instant modified = Instant.parse("2025-01-01T00:00:00Z");
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream data = new TarArchiveOutputStream(bytes);

    DebMaker(String name, String version) {
        control = "Package: " + name + "\nVersion: " + version + "\nArchitecture: amd64\nDescription: a package\n";
        data.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    /** All that follows was last changed then. */
    DebMaker at(Instant date) {
        modified = date;
        return this;
    }

    DebMaker folder(String path) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path + "/");
        entry.setMode(0755);
        return put(entry, "");
    }

    DebMaker file(String path, int mode, String content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path);
        entry.setMode(mode);
        return put(entry, content);
    }

    DebMaker symlink(String path, String target) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        return put(entry, "");
    }

    DebMaker hardlink(String path, String target) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_LINK);
        entry.setLinkName(target);
        return put(entry, "");
    }

    private DebMaker put(TarArchiveEntry entry, String content) throws IOException {
        byte[] text = content.getBytes(StandardCharsets.UTF_8);
        entry.setSize(text.length);
        entry.setModTime(FileTime.from(modified));
        data.putArchiveEntry(entry);
        data.write(text);
        data.closeArchiveEntry();
        return this;
    }

    byte[] xz() throws IOException {
        data.close();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new XZOutputStream(packed, new LZMA2Options(0))) {
            bytes.writeTo(out);
        }
        return ar("xz", packed.toByteArray());
    }

    byte[] zstd() throws IOException {
        data.close();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(packed)) {
            bytes.writeTo(out);
        }
        return ar("zst", packed.toByteArray());
    }

    private byte[] ar(String compression, byte[] packedData) throws IOException {
        ByteArrayOutputStream controlTar = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(controlTar)) {
            TarArchiveEntry entry = new TarArchiveEntry("./control");
            entry.setSize(control.length());
            tar.putArchiveEntry(entry);
            tar.write(control.getBytes(StandardCharsets.UTF_8));
            tar.closeArchiveEntry();
        }
        ByteArrayOutputStream deb = new ByteArrayOutputStream();
        try (ArArchiveOutputStream ar = new ArArchiveOutputStream(deb)) {
            member(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.UTF_8));
            member(ar, "control.tar", controlTar.toByteArray());
            member(ar, "data.tar." + compression, packedData);
        }
        return deb.toByteArray();
    }

    private static void member(ArArchiveOutputStream ar, String name, byte[] content) throws IOException {
        ar.putArchiveEntry(new ArArchiveEntry(name, content.length));
        ar.write(content);
        ar.closeArchiveEntry();
    }
}
