package dev.slipway.stack.node;

import dev.slipway.inventory.Tree;
import dev.slipway.stack.node.source.JavaScriptCode;
import dev.slipway.stack.node.source.NodePackages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The settings of pm2, which starts several programs of one folder ({@code ecosystem.config.js}). */
final class ProcessFile {
    private static final List<String> NAMES = List.of(
            "ecosystem.config.js",
            "ecosystem.config.cjs",
            "pm2.config.js",
            "ecosystem.json",
            "process.json",
            "pm2.json");

    private static final Pattern PROGRAM = Pattern.compile("[\"']?script[\"']?\\s*:\\s*[\"']([^\"']+\\.[cm]?js)[\"']");
    private static final Pattern NAME = Pattern.compile("[\"']?name[\"']?\\s*:\\s*[\"']([^\"']+)[\"']");
    private static final Pattern PORT = Pattern.compile("[\"']?PORT[\"']?\\s*:\\s*[\"']?(\\d{2,5})");

    private ProcessFile() {}

    /** One of its programs. @param script relative to the folder @param port in its variables */
    record Process(String name, String script, Optional<Integer> port, String place) {}

    /** The programs in the folder's file; empty if its start script does not call pm2. */
    static List<Process> of(Tree tree, String dir, NodePackages packages) {
        boolean called = Stream.of("start:prod", "start:production", "start", "serve")
                .anyMatch(name ->
                        packages.script(name).filter(s -> s.contains("pm2")).isPresent());
        if (!called) {
            return List.of();
        }
        return NAMES.stream()
                .map(name -> Tree.at(dir, name))
                .filter(tree::has)
                .findFirst()
                .map(file -> programs(tree, dir, file))
                .orElse(List.of());
    }

    private static List<Process> programs(Tree tree, String dir, String file) {
        String text = JavaScriptCode.of(tree, file);
        List<Process> programs = new ArrayList<>();
        Matcher matcher = PROGRAM.matcher(text);
        while (matcher.find()) {
            String script = matcher.group(1).replaceFirst("^\\./", "");
            // Name and variables of a program stand in the same object as its script.
            int begin = Math.max(text.lastIndexOf('{', matcher.start()), 0);
            String own = text.substring(begin, end(text, begin));
            Matcher name = NAME.matcher(own);
            Matcher port = PORT.matcher(own);
            if (tree.has(Tree.at(dir, script))) {
                programs.add(new Process(
                        name.find() ? name.group(1) : Tree.name(script).replaceFirst("\\.[cm]?js$", ""),
                        script,
                        port.find() ? Optional.of(Integer.parseInt(port.group(1))) : Optional.empty(),
                        tree.place(file, matcher.start())));
            }
        }
        return programs;
    }

    /** The offset behind the brace that closes the one at {@code begin}. */
    private static int end(String text, int begin) {
        int depth = 0;
        for (int i = begin; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }
}
