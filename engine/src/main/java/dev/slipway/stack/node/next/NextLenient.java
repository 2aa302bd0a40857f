package dev.slipway.stack.node.next;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile.Finding;
import dev.slipway.application.Resources;
import dev.slipway.stack.node.page.PageServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Builds a page again that does not build at first: without checks of types and style, which do not change the result,
 * and with stand-ins for variables that modules read when they are loaded, though only requests need them.
 */
public final class NextLenient {
    private static final String CHECKS = "Type error:|disable some ESLint rules";
    private static final String LOADED =
            "Failed to collect page data|Failed to collect configuration|Error occurred prerendering";
    private static final String SCRIPT = Resources.script(NextLenient.class, "next-unchecked.js");

    /** Parts of the build script that failed before Next.js was called, relative to the build folder. */
    private static final String FAILED = LayerPaths.made("parts.txt");

    static final Finding LEFT_OUT = new Finding(
            FAILED,
            "parts",
            "C5",
            "Every part of the build script works where the image is built",
            "these failed there, and the page was built without them:\n{content}",
            "where they want a database or the network, which a build does not have, run them elsewhere");

    private NextLenient() {}

    /**
     * Shell that builds, in the service's folder.
     *
     * @param build the command
     * @param parts its parts, the last of which calls Next.js; empty where it is one
     * @param standIns values by variable
     */
    public static String build(String dir, String build, List<String> parts, Map<String, String> standIns) {
        String made = LayerPaths.up(dir) + BuildPlan.MADE;
        String log = made + "/build.log";
        String done = made + "/build.done";
        String unchecked = LayerPaths.up(dir) + PageServer.UNCHECKED;
        String hook = made + "/unchecked.cjs";
        String given = standIns.entrySet().stream()
                .map(e -> " " + e.getKey() + "=\"${" + e.getKey() + ":-" + e.getValue() + "}\"")
                .collect(Collectors.joining());
        String how = parts.isEmpty() ? build : "$how";
        String again = (given.isEmpty() ? "" : "export" + given + "; ") + "{ " + how + " && touch " + done
                + "; } 2>&1 | tee " + log;
        return "mkdir -p " + made + "; rm -f " + done + " " + unchecked + "; "
                + (parts.isEmpty() ? "" : functions(build, parts, LayerPaths.up(dir) + FAILED))
                + "{ " + how + " && touch " + done + "; } 2>&1 | tee " + log + "; "
                + (parts.isEmpty()
                        ? ""
                        : "if [ ! -f " + done + " ] && ! grep -q \"Next.js [0-9]\" " + log + "; then "
                                + "echo \"once more, each part of the build by itself\"; how=parts; " + again
                                + "; fi; ")
                + "if [ ! -f " + done + " ] && grep -Eq \"" + LOADED + "\" " + log + "; then "
                + "echo \"once more, with stand-ins for variables\"; " + again + "; fi; "
                + "if [ ! -f " + done + " ] && grep -Eq \"" + CHECKS + "\" " + log + "; then "
                + "grep -EB 2 -A 1 \"" + CHECKS + "|Error:\" " + log + " > " + unchecked + "; "
                + "echo \"once more, without checking types and style\"; echo '" + SCRIPT + "' > " + hook + "; "
                + "export NODE_OPTIONS=\"--require $(cd " + made + " && pwd)/unchecked.cjs\"; " + again + "; fi; "
                + "[ -f " + done + " ]";
    }

    /** The build as it is written, and one that goes on where a part before the last fails. */
    private static String functions(String build, List<String> parts, String failed) {
        return "rm -f " + failed + "; how=whole; whole() { " + build + "; }; parts() { "
                + parts.subList(0, parts.size() - 1).stream()
                        .map(part -> "( " + part + " ) || echo '" + part.replaceAll("^PATH=\"[^\"]*\" |'", "") + "' >> "
                                + failed + "; ")
                        .collect(Collectors.joining())
                + parts.getLast() + "; }; ";
    }
}
