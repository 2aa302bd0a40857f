package dev.slipway.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written stays below its folder. */
class FolderWriterTest {
    @TempDir
    Path dir;

    @Test
    void aLinkInTheFoldersPlaceKeepsTheModeOfWhatItLeadsTo() throws Exception {
        Path outside = Files.createDirectory(
                dir.resolve("outside"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        FolderWriter.write(
                List.of(Entry.directory("/data", 0777, 0, 0), Entry.symlink("/data", outside.toString())),
                dir.resolve("root"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(outside)))
                .isEqualTo("rwx------");
    }
}
