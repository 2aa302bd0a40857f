package dev.slipway.debian;

import com.github.luben.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Reads a .deb (deb(5)): an ar archive with the control files and the data, each a compressed tar. */
final class DebFile {
    interface Members {
        void control(TarArchiveInputStream tar) throws IOException;

        void data(TarArchiveInputStream tar) throws IOException;
    }

    private DebFile() {}

    static void read(InputStream in, Members members) throws IOException {
        boolean data = false;
        ArArchiveInputStream ar = new ArArchiveInputStream(in);
        for (ArArchiveEntry entry = ar.getNextEntry(); entry != null; entry = ar.getNextEntry()) {
            String name = entry.getName();
            if (name.startsWith("control.tar")) {
                members.control(tar(name, ar));
            } else if (name.startsWith("data.tar")) {
                members.data(tar(name, ar));
                data = true;
            }
        }
        if (!data) {
            throw new IOException("it has no data.tar");
        }
    }

    private static TarArchiveInputStream tar(String name, InputStream ar) throws IOException {
        // The decompressors close what they read from, and the ar archive goes on after this member.
        InputStream member = new FilterInputStream(ar) {
            @Override
            public void close() {}
        };
        String suffix = name.substring(name.indexOf(".tar") + 4);
        InputStream plain = switch (suffix) {
            case "" -> member;
            case ".gz" -> new GZIPInputStream(member);
            case ".xz" -> new XZInputStream(member);
            case ".zst" -> new ZstdInputStream(member);
            default -> throw new IOException(name + " is compressed in an unknown way");
        };
        return new TarArchiveInputStream(plain, StandardCharsets.UTF_8.name());
    }
}
