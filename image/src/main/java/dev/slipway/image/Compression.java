package dev.slipway.image;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** How a layer's tar is compressed. Both give the same bytes for the same input. */
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
}
