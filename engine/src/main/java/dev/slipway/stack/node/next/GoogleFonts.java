package dev.slipway.stack.node.next;

import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile.Finding;
import dev.slipway.application.Resources;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.node.source.JavaScriptCode;

/**
 * Lets pages with fonts of Google ({@code next/font/google}) build without Google's server. Next.js can read prepared
 * answers from a file, which a variable of its own tests names. This file gets rules that name the font but contain no
 * font file. The browser then takes its own font, in the sizes that Next.js adjusts.
 */
public final class GoogleFonts {
    /** The prepared answers, relative to the build folder. The file exists only if it was needed. */
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
     * A Node.js script. Turbopack needs all answers in advance, so Next.js' own functions find their addresses in the
     * source. Webpack asks for each, so it also gets an answer to an address that was not found.
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
