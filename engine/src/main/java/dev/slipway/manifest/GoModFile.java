package dev.slipway.manifest;

import dev.slipway.inventory.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code go.mod} or {@code go.work} (Go Modules Reference). Its lines are a directive and its words, or blocks of such
 * lines.
 *
 * @param module path of the module; empty for a workspace
 * @param go release that it asks for; empty if it names none
 * @param requires modules that it needs, by their paths, with their versions
 * @param replaces folders that stand in for modules, as they are written, by the modules' paths
 * @param uses folders of a workspace, as they are written
 */
public record GoModFile(
        String module, String go, Map<String, String> requires, Map<String, String> replaces, List<String> uses) {
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|`([^`]*)`|(\\S+)");

    public GoModFile {
        requires = Map.copyOf(requires);
        replaces = Map.copyOf(replaces);
        uses = List.copyOf(uses);
    }

    public static GoModFile of(Tree tree, String file) {
        String module = "";
        String go = "";
        Map<String, String> requires = new TreeMap<>();
        Map<String, String> replaces = new TreeMap<>();
        List<String> uses = new ArrayList<>();
        String block = "";
        for (String line : tree.lines(file)) {
            List<String> words = words(line);
            if (words.isEmpty()) {
                continue;
            }
            if (words.getFirst().equals(")")) {
                block = "";
                continue;
            }
            if (words.getLast().equals("(")) {
                block = words.getFirst();
                continue;
            }
            List<String> said = new ArrayList<>(words);
            if (!block.isEmpty()) {
                said.addFirst(block);
            }
            if (said.size() < 2) {
                continue;
            }
            String word = said.get(1);
            switch (said.getFirst()) {
                case "module" -> module = word;
                case "go" -> go = word;
                case "require" -> requires.put(word, said.size() > 2 ? said.get(2) : "");
                case "replace" -> {
                    String by = said.getLast();
                    int arrow = said.indexOf("=>");
                    if (arrow > 0 && by.matches("\\.{1,2}(/.*)?") && arrow == said.size() - 2) {
                        replaces.put(word, by);
                    }
                }
                case "use" -> uses.add(word);
                default -> {
                    // exclude, retract, toolchain, tool, godebug: they change nothing here
                }
            }
        }
        return new GoModFile(module, go, requires, replaces, uses);
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line.replaceFirst("(^|\\s)//.*", ""));
        while (matcher.find()) {
            words.add(
                    matcher.group(1) != null
                            ? matcher.group(1)
                            : matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
        }
        return words;
    }

    /**
     * The place where a module is required, as {@code file:line: path}; empty if it is not.
     *
     * @param path the module's path, or the beginning of it
     */
    public static String place(Tree tree, String file, String path) {
        int at = tree.text(file).indexOf(path);
        return at < 0 ? "" : tree.place(file, at) + ": " + path;
    }
}
