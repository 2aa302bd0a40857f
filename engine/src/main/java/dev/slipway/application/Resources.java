package dev.slipway.application;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads scripts and programs that lie beside the classes as resources. */
public final class Resources {
    private Resources() {}

    /** The file's text. @param beside class in whose package the file lies */
    public static String text(Class<?> beside, String name) {
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The file's text on one line, for a shell's command and for a Dockerfile. The file must not contain single quotes.
     */
    public static String script(Class<?> beside, String name) {
        return text(beside, name).lines().map(String::strip).collect(Collectors.joining(" "));
    }
}
