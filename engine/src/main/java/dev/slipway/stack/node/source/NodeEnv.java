package dev.slipway.stack.node.source;

import dev.slipway.application.EnvVar;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.EnvReads;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the environment variables that JavaScript and TypeScript code reads. */
public final class NodeEnv {
    private static final Pattern READ = Pattern.compile(
            "(?:process\\.env|import\\.meta\\.env)(?:\\.([A-Za-z_]\\w*)|\\[[\"'](\\w+)[\"']])(!(?!=))?(?!\\s*=[^=])"
                    + "\\s*(?:(?:\\|\\||\\?\\?)\\s*([\"'`])([^\"'`\\n$]*)\\4)?");
    private static final Pattern READER = Pattern.compile(
            "(?:function\\s+(\\w+)\\s*\\(|(?:const|let)\\s+(\\w+)\\s*=\\s*\\()\\s*(\\w+)[^)]*\\)[^{]{0,40}(?:\\{|=>)");
    private static final Pattern DESTRUCTURED = Pattern.compile("\\{([^{}]*)}\\s*=\\s*process\\.env\\b");
    private static final int HELPER = 600;

    private NodeEnv() {}

    public static List<EnvVar> read(Tree tree, String dir) {
        EnvReads reads = new EnvReads();
        List<String> sources = JavaScriptCode.files(tree, dir);
        for (String file : sources) {
            String text = JavaScriptCode.of(tree, file);
            READ.matcher(text).results().forEach(m -> {
                String name = m.group(1) == null ? m.group(2) : m.group(1);
                String value = m.group(5) == null ? "" : m.group(5);
                boolean required = m.group(3) != null || m.group(5) == null && refused(text, m);
                reads.add(name, value, required, tree.place(file, m.start()));
            });
            DESTRUCTURED.matcher(text).results().forEach(m -> {
                for (String part : m.group(1).split(",")) {
                    String name = part.strip().split("[\\s:=]")[0];
                    if (name.matches("[A-Z_][A-Z0-9_]*")) {
                        reads.add(
                                name,
                                "",
                                false,
                                tree.place(file, m.start() + m.group().indexOf(name)));
                    }
                }
            });
            READER.matcher(text).results().forEach(m -> helper(tree, file, m, sources, reads));
        }
        return reads.all();
    }

    /**
     * Whether the code refuses an unset variable: {@code if (!process.env.X) throw}, or {@code if (!x) throw} for its
     * copy.
     */
    private static boolean refused(String text, MatchResult match) {
        String before = text.substring(text.lastIndexOf('\n', match.start()) + 1, match.start());
        String after = text.substring(match.end(), Math.min(text.length(), match.end() + 120));
        if (before.matches(".*if\\s*\\(\\s*!\\s*$")) {
            return after.matches("(?s)\\s*\\)\\s*\\{?\\s*throw\\b.*");
        }
        Matcher assigned =
                Pattern.compile("(?:const|let|var)\\s+(\\w+)[^=]*=\\s*$").matcher(before);
        return assigned.find()
                && Pattern.compile("if\\s*\\(\\s*!\\s*" + assigned.group(1) + "\\b[^)]*\\)\\s*\\{?\\s*throw\\b")
                        .matcher(text)
                        .find(match.end());
    }

    /**
     * Reads calls of a function that reads {@code process.env[name]}. A call with a literal name reads a variable, in
     * whatever file.
     */
    private static void helper(Tree tree, String file, MatchResult function, List<String> sources, EnvReads reads) {
        String text = JavaScriptCode.of(tree, file);
        String name = function.group(1) == null ? function.group(2) : function.group(1);
        String body = text.substring(function.end(), Math.min(text.length(), function.end() + HELPER));
        if (!body.contains("process.env[" + function.group(3) + "]")) {
            return;
        }
        boolean refuses = body.contains("throw");
        Pattern call = Pattern.compile(
                "\\b" + name + "\\(\\s*[\"']([A-Z][A-Z0-9_]*)[\"']\\s*(?:,\\s*([\"'`])([^\"'`\\n$]*)\\2)?");
        for (String caller : sources) {
            call.matcher(JavaScriptCode.of(tree, caller))
                    .results()
                    .forEach(m -> reads.add(
                            m.group(1),
                            m.group(3) == null ? "" : m.group(3),
                            refuses && m.group(3) == null,
                            tree.place(caller, m.start())));
        }
    }
}
