package dev.slipway.manifest;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A settings file of YAML or properties as flat keys: {@code server.port}, {@code origins[0]}. A file may have several
 * documents, each of which applies under conditions of its own.
 */
public final class SettingsFile {
    /** The deepest nesting that is read. Settings are never so deep, but a document may contain itself. */
    private static final int DEEPEST = 40;

    private SettingsFile() {}

    /** @param line from 1 */
    public record Setting(String key, String value, int line) {}

    /** The documents of a YAML file, in order; none if the file is no YAML. */
    public static List<List<Setting>> yaml(String text) {
        // Build tools replace @project.version@. No YAML value may begin with an @.
        String filled = text.replaceAll("(?m)(:[ \\t]+)(@[\\w.-]+@.*)$", "$1'$2'");
        List<List<Setting>> documents = new ArrayList<>();
        try {
            LoadSettings settings =
                    LoadSettings.builder().setAllowDuplicateKeys(true).build();
            for (Node node : new Compose(settings).composeAllFromString(filled)) {
                List<Setting> document = new ArrayList<>();
                flatten("", node, line(node), 0, document);
                documents.add(document);
            }
        } catch (YamlEngineException e) {
            return documents; // The framework does not read the rest either.
        }
        return documents;
    }

    private static void flatten(String at, Node node, int line, int depth, List<Setting> into) {
        if (depth > DEEPEST) {
            return;
        }
        if (node instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
                String path = key.matches("<<|~") ? at : at.isEmpty() ? key : at + "." + key;
                flatten(path, tuple.getValueNode(), line(tuple.getKeyNode()), depth + 1, into);
            }
        } else if (node instanceof SequenceNode list) {
            for (int i = 0; i < list.getValue().size(); i++) {
                Node one = list.getValue().get(i);
                flatten(at + "[" + i + "]", one, line(one), depth + 1, into);
            }
        } else if (node instanceof ScalarNode scalar
                && (!scalar.isPlain() || !scalar.getValue().isEmpty())) {
            into.add(new Setting(at, scalar.getValue(), line));
        }
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /** The documents of a properties file. Lines with {@code #---} separate them. */
    public static List<List<Setting>> properties(String text) {
        List<List<Setting>> documents = new ArrayList<>(List.of(new ArrayList<>()));
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches("[#!]---\\s*")) {
                documents.add(new ArrayList<>());
                continue;
            }
            int first = i;
            StringBuilder logical = new StringBuilder(lines.get(i));
            while (continues(lines.get(i)) && i + 1 < lines.size()) {
                logical.append('\n').append(lines.get(++i));
            }
            documents.getLast().addAll(property(logical.toString(), first + 1));
        }
        return documents;
    }

    private static boolean continues(String line) {
        boolean comment = line.strip().startsWith("#") || line.strip().startsWith("!");
        return !comment && (line.length() - line.replaceAll("\\\\+$", "").length()) % 2 == 1;
    }

    private static List<Setting> property(String logical, int line) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(logical));
            return properties.stringPropertyNames().stream()
                    .map(key -> new Setting(key, properties.getProperty(key).strip(), line))
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of(); // It has an invalid escape. The framework does not start with such a file.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
