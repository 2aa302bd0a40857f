package dev.slipway.stack.node.next;

import dev.slipway.inventory.Tree;
import dev.slipway.stack.node.source.JavaScriptCode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Notes on what cannot change after a Next.js service is built, and on what its build needs. */
public final class NextNotes {
    private static final Pattern BAKED = Pattern.compile("process\\.env\\.(NEXT_PUBLIC_\\w+)");
    private static final Pattern CONFIG_ENV =
            Pattern.compile("process\\.env\\.(\\w+)|process\\.env\\[[\"'](\\w+)[\"']]");

    private NextNotes() {}

    public static boolean bakedByRewrites(Tree tree, String dir, String name) {
        return JavaScriptCode.files(tree, dir).stream()
                .filter(file -> Tree.name(file).startsWith("next.config."))
                .map(file -> JavaScriptCode.of(tree, file))
                .anyMatch(text -> text.contains("rewrites") && text.contains("process.env." + name));
    }

    public static List<String> of(Tree tree, String dir) {
        List<String> notes = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (String file : JavaScriptCode.files(tree, dir)) {
            String text = JavaScriptCode.of(tree, file);
            BAKED.matcher(text)
                    .results()
                    .filter(m -> !seen.contains(m.group(1)))
                    .forEach((MatchResult m) -> {
                        seen.add(m.group(1));
                        notes.add(tree.place(file, m.start()) + ": " + m.group(1)
                                + " is fixed when the page is built, and no setting of the release changes it");
                    });
            int font = text.indexOf("next/font/google");
            if (font >= 0) {
                notes.add(tree.place(file, font)
                        + ": next/font/google fetches fonts from the network at every build; where that fails,"
                        + " the browser's own stand in");
            }
            if (!Tree.name(file).startsWith("next.config.")) {
                continue;
            }
            if (text.contains("rewrites")) {
                CONFIG_ENV.matcher(text).results().forEach(m -> {
                    String name = m.group(1) == null ? m.group(2) : m.group(1);
                    notes.add(tree.place(file, m.start()) + ": " + name
                            + " is read by rewrites, which are fixed when the page is built: no setting of the"
                            + " release changes it");
                });
            }
        }
        return notes;
    }
}
