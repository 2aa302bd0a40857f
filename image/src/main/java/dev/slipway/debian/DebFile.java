package dev.slipway.debian;

import com.github.luben.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    /** @param xz a command that decompresses its standard input; empty if this process does it itself */
    static void read(InputStream in, List<String> xz, Members members) throws IOException {
        boolean data = false;
        ArArchiveInputStream ar = new ArArchiveInputStream(in);
        for (ArArchiveEntry entry = ar.getNextEntry(); entry != null; entry = ar.getNextEntry()) {
            String name = entry.getName();
            if (name.startsWith("control.tar")) {
                members.control(tar(plain(name, ar)));
            } else if (name.startsWith("data.tar")) {
                if (name.endsWith(".xz") && !xz.isEmpty()) {
                    try (Decompressor decompressor = new Decompressor(xz, ar)) {
                        members.data(tar(decompressor.plain()));
                        decompressor.end();
                    }
                } else {
                    members.data(tar(plain(name, ar)));
                }
                data = true;
            }
        }
        if (!data) {
            throw new IOException("it has no data.tar");
        }
    }

    private static TarArchiveInputStream tar(InputStream plain) {
        return new TarArchiveInputStream(plain, StandardCharsets.UTF_8.name());
    }

    private static InputStream plain(String name, InputStream ar) throws IOException {
        // The decompressors close their input, but the ar archive continues after this member.
        InputStream member = new FilterInputStream(ar) {
            @Override
            public void close() {}
        };
        String suffix = name.substring(name.indexOf(".tar") + 4);
        return switch (suffix) {
            case "" -> member;
            case ".gz" -> new GZIPInputStream(member);
            case ".xz" -> new XZInputStream(member);
            case ".zst" -> new ZstdInputStream(member);
            default -> throw new IOException(name + " is compressed in an unknown way");
        };
    }
}
