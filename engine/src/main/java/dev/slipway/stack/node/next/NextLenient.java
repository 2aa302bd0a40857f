package dev.slipway.stack.node.next;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Resources;
import dev.slipway.stack.node.page.PageServer;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A second try for pages that do not build: without the checks of types and style, which change nothing of what is built, and
 * with stand-ins for variables that modules ask for as soon as they are loaded, though only requests need them.
 */
public final class NextLenient {
    private static final String CHECKS = "Type error:|disable some ESLint rules";
    private static final String LOADED =
            "Failed to collect page data|Failed to collect configuration|Error occurred prerendering";
    private static final String SCRIPT = Resources.script(NextLenient.class, "next-unchecked.js");

    private NextLenient() {}

    /**
     * Shell that builds, in the service's folder.
     *
     * @param build the command
     * @param standIns values by variable
     */
    public static String build(String dir, String build, Map<String, String> standIns) {
        String made = LayerPaths.up(dir) + BuildPlan.MADE;
        String log = made + "/build.log";
        String done = made + "/build.done";
        String unchecked = LayerPaths.up(dir) + PageServer.UNCHECKED;
        String hook = made + "/unchecked.cjs";
        String given = standIns.entrySet().stream()
                .map(e -> " " + e.getKey() + "=\"${" + e.getKey() + ":-" + e.getValue() + "}\"")
                .collect(Collectors.joining());
        String again = (given.isEmpty() ? "" : "export" + given + "; ") + "{ " + build + " && touch " + done
                + "; } 2>&1 | tee " + log;
        return "mkdir -p " + made + "; rm -f " + done + " " + unchecked + "; "
                + "{ " + build + " && touch " + done + "; } 2>&1 | tee " + log + "; "
                + "if [ ! -f " + done + " ] && grep -Eq \"" + LOADED + "\" " + log + "; then "
                + "echo \"once more, with stand-ins for variables\"; " + again + "; fi; "
                + "if [ ! -f " + done + " ] && grep -Eq \"" + CHECKS + "\" " + log + "; then "
                + "grep -EB 2 -A 1 \"" + CHECKS + "|Error:\" " + log + " > " + unchecked + "; "
                + "echo \"once more, without checking types and style\"; echo '" + SCRIPT + "' > " + hook + "; "
                + "export NODE_OPTIONS=\"--require $(cd " + made + " && pwd)/unchecked.cjs\"; " + again + "; fi; "
                + "[ -f " + done + " ]";
    }
}
