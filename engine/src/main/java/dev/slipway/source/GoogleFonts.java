package dev.slipway.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Pages that take fonts of Google at build time ({@code next/font/google}) cannot be built where its server is not reached.
 * There, the answers that Next.js expects of it (a variable of its own tests names a file with them) are made up: rules
 * that name the font but bring no file, so that the browser takes its own font, in the measures that Next.js adjusts.
 */
final class GoogleFonts {
    /** What the build is given, relative to the build folder; there only if it was needed. */
    static final String ANSWERS = LayerPaths.made("google-fonts.cjs");

    /**
     * For Node.js. Turbopack wants to know all answers before, so their addresses are worked out of the source by Next.js'
     * own functions; webpack asks for each, so what was not worked out is answered, too.
     */
    private static final String SCRIPT = script();

    private GoogleFonts() {}

    static boolean in(Tree tree, String dir) {
        return NodeEnv.sources(tree, dir).stream()
                .anyMatch(file -> tree.text(file).contains("next/font/google"));
    }

    /** Shell that runs before the build, in the service's folder. */
    static String before(String dir) {
        String file = "$(cd " + (dir.isEmpty() ? "." : LayerPaths.up(dir)) + " && pwd)/" + ANSWERS;
        return "fonts=\"" + file + "\" && node -e '" + SCRIPT + "' \"$fonts\""
                + " && if [ -f \"$fonts\" ]; then export NEXT_FONT_GOOGLE_MOCKED_RESPONSES=\"$fonts\"; fi && ";
    }

    /** On one line and without single quotes, as it stands in a shell's command and in a Dockerfile. */
    private static String script() {
        try (InputStream in = Objects.requireNonNull(GoogleFonts.class.getResourceAsStream("google-fonts.js"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .collect(Collectors.joining(" "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
