package dev.slipway.stack.node.next;

import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile.Finding;
import dev.slipway.application.Resources;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.node.source.JavaScriptCode;

/**
 * Pages that take fonts of Google at build time ({@code next/font/google}) cannot be built where its server is not reached.
 * There, the answers that Next.js expects of it (a variable of its own tests names a file with them) are made up: rules
 * that name the font but bring no file, so that the browser takes its own font, in the measures that Next.js adjusts.
 */
public final class GoogleFonts {
    /** What the build is given, relative to the build folder; there only if it was needed. */
    public static final String ANSWERS = LayerPaths.made("google-fonts.cjs");

    public static final Finding STOOD_IN = new Finding(
            ANSWERS,
            "fonts",
            "R7",
            "The page brings its fonts",
            "fonts.googleapis.com was not reached when it was built: the browser's own fonts stand in",
            "take the fonts into the source (next/font/local), or change a file of it and build where the address is"
                    + " reached");

    /**
     * For Node.js. Turbopack wants to know all answers before, so their addresses are worked out of the source by Next.js'
     * own functions; webpack asks for each, so what was not worked out is answered, too.
     */
    private static final String SCRIPT = Resources.script(GoogleFonts.class, "google-fonts.js");

    private GoogleFonts() {}

    public static boolean in(Tree tree, String dir) {
        return JavaScriptCode.files(tree, dir).stream()
                .anyMatch(file -> JavaScriptCode.of(tree, file).contains("next/font/google"));
    }

    /** Shell that runs before the build, in the service's folder. */
    public static String before(String dir) {
        String file = "$(cd " + (dir.isEmpty() ? "." : LayerPaths.up(dir)) + " && pwd)/" + ANSWERS;
        return "fonts=\"" + file + "\" && node -e '" + SCRIPT + "' \"$fonts\""
                + " && if [ -f \"$fonts\" ]; then export NEXT_FONT_GOOGLE_MOCKED_RESPONSES=\"$fonts\"; fi && ";
    }
}
