package dev.slipway.build;

import dev.slipway.image.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.file.PathUtils;

/** The build folders of all checkouts. Each one names its checkout, and is deleted once the checkout is gone. */
public final class BuildFolders {
    private static final String CHECKOUT = "checkout";

    private BuildFolders() {}

    /** Notes the checkout to which the build folder belongs. */
    static void claim(Path builds, Path checkout) throws IOException {
        Path note = builds.resolve(CHECKOUT);
        if (!Files.exists(note)) {
            DurableFiles.write(note, checkout.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** @param all the folder of all checkouts' build folders */
    public static void forgetGone(Path all) throws IOException {
        if (!Files.isDirectory(all)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(all, Files::isDirectory)) {
            for (Path folder : folders) {
                Path note = folder.resolve(CHECKOUT);
                if (Files.exists(note) && !Files.exists(Path.of(Files.readString(note)))) {
                    PathUtils.deleteDirectory(folder);
                }
            }
        }
    }
}
