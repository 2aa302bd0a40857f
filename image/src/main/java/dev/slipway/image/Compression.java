package dev.slipway.image;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How a layer's tar is compressed. Each way gives the same bytes for the same input. */
public enum Compression {
    GZIP("application/vnd.oci.image.layer.v1.tar+gzip") {
        @Override
        OutputStream over(OutputStream out) throws IOException {
            // The JDK writes a header without name and time, and since 16 with "unknown" as its system.
            return new GZIPOutputStream(out, 1 << 16) {
                {
                    def.setLevel(Deflater.DEFAULT_COMPRESSION);
                }
            };
        }
    },
    ZSTD("application/vnd.oci.image.layer.v1.tar+zstd") {
        @Override
        OutputStream over(OutputStream out) throws IOException {
            return new ZstdOutputStream(out, 6);
        }
    };

    private final String mediaType;

    Compression(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    abstract OutputStream over(OutputStream out) throws IOException;

    /** The plain bytes of a layer. Its first bytes show how it is compressed, as they do for runtimes. */
    static InputStream reading(InputStream blob) throws IOException {
        BufferedInputStream in = new BufferedInputStream(blob, 1 << 16);
        in.mark(4);
        byte[] magic = in.readNBytes(4);
        in.reset();
        if (magic.length >= 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
            return new GZIPInputStream(in, 1 << 16);
        }
        boolean zstd = magic.length == 4
                && (magic[0] & 0xff) == 0x28
                && (magic[1] & 0xff) == 0xb5
                && (magic[2] & 0xff) == 0x2f
                && (magic[3] & 0xff) == 0xfd;
        return zstd ? new ZstdInputStream(in).setContinuous(false) : in;
    }
}
