package dev.slipway.application;

/**
 * A file that a program reads and that is in no image: its content is known when it is deployed.
 *
 * @param path absolute, in the container
 * @param name of the secret that it holds, in the words of variables: services that name the same one share it
 * @param value what its content is
 * @param evidence {@code file:line} that says so
 */
public record MountedFile(String path, String name, Value value, String evidence) {
    public MountedFile {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("not an absolute path: " + path);
        }
    }

    /** Its name where files of one service lie side by side. */
    public String key() {
        return path.substring(1).replaceAll("[^A-Za-z0-9]+", ".");
    }
}
