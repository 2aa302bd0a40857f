package dev.slipway.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A value of a YAML document with its line, so that an error can name the place. Lines count from 1; 0 means that there
 * is no line.
 */
public sealed interface YamlValue {
    /** The deepest nesting of values. It ends an alias that contains itself. */
    int DEEPEST = 50;

    int line();

    record Scalar(String text, int line) implements YamlValue {}

    record Sequence(List<YamlValue> values, int line) implements YamlValue {}

    /** Its entries in order. A key that occurs twice has two entries. */
    record Mapping(List<Entry> entries, int line) implements YamlValue {}

    record Entry(YamlValue key, YamlValue value) {}

    /** Says why a text is no YAML, and in which place. */
    final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int line;

        MalformedException(int line, String problem) {
            super(problem);
            this.line = line;
        }

        public int line() {
            return line;
        }
    }

    /** The document of a text; empty if the text has none. */
    static Optional<YamlValue> read(String yaml, String label) throws MalformedException {
        try {
            Optional<Node> node =
                    new Compose(LoadSettings.builder().setLabel(label).build()).composeString(yaml);
            return node.isEmpty() ? Optional.empty() : Optional.of(of(node.get(), 0));
        } catch (MarkedYamlEngineException e) {
            throw new MalformedException(
                    e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1), e.getProblem());
        }
    }

    /** Makes a document without lines from plain maps, lists and values. */
    static YamlValue of(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                new Mapping(
                        map.entrySet().stream()
                                .map(entry ->
                                        new Entry(new Scalar(String.valueOf(entry.getKey()), 0), of(entry.getValue())))
                                .toList(),
                        0);
            case List<?> list -> new Sequence(list.stream().map(YamlValue::of).toList(), 0);
            default -> new Scalar(String.valueOf(value), 0);
        };
    }

    private static YamlValue of(Node node, int depth) throws MalformedException {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        if (depth > DEEPEST) {
            throw new MalformedException(line, "values lie more than " + DEEPEST + " deep in one another");
        }
        if (node instanceof MappingNode mapping) {
            List<Entry> entries = new ArrayList<Entry>();
            for (NodeTuple tuple : mapping.getValue()) {
                entries.add(new Entry(of(tuple.getKeyNode(), depth + 1), of(tuple.getValueNode(), depth + 1)));
            }
            return new Mapping(List.copyOf(entries), line);
        }
        if (node instanceof SequenceNode sequence) {
            List<YamlValue> values = new ArrayList<YamlValue>();
            for (Node value : sequence.getValue()) {
                values.add(of(value, depth + 1));
            }
            return new Sequence(List.copyOf(values), line);
        }
        return new Scalar(node instanceof ScalarNode scalar ? scalar.getValue() : "", line);
    }
}
