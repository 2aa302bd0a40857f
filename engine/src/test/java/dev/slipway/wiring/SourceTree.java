package dev.slipway.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A source tree as one text: a line {@code === path} begins a file, {@code === path -> target} is a symbolic link,
 * {@code === path/} an empty folder. A
 * wrapper of a build tool is a program, unless its lines end as on Windows.
 */
public final class SourceTree {
    private SourceTree() {}

    public static Path write(String text, Path root) throws IOException {
        Files.createDirectories(root);
        for (String file : ("\n" + text).split("\n=== ")) {
            if (file.isBlank()) {
                continue;
            }
            int end = file.indexOf('\n');
            String head = (end < 0 ? file : file.substring(0, end)).strip();
            String[] link = head.split(" -> ");
            Path path = root.resolve(link[0]);
            if (head.endsWith("/")) {
                Files.createDirectories(path);
                continue;
            }
            Files.createDirectories(path.getParent());
            if (link.length == 2) {
                Files.createSymbolicLink(path, Path.of(link[1]));
            } else {
                Files.writeString(path, end < 0 ? "" : file.substring(end + 1) + "\n");
                if (path.getFileName().toString().matches("mvnw|gradlew") && !file.contains("\r")) {
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
        return root;
    }
}
