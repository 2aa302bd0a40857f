package dev.slipway.facts;

import dev.slipway.image.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files as an image has them. */
final class ImageFiles {
    private ImageFiles() {}

    static Entry file(String path, String text) {
        return Entry.file(path, 0644, 0, 0, text.getBytes(StandardCharsets.UTF_8));
    }

    static Entry jar(String path, Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> one : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(one.getKey()));
                zip.write(one.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return Entry.file(path, 0644, 0, 0, bytes.toByteArray());
    }
}
