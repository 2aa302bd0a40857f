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

/** A value of a YAML document with its line, so that an error can name the place. Lines count from 1; 0 is no line. */
public sealed interface Marked {
    /** How deep values may lie in one another; an alias that holds itself ends here. */
    int DEEPEST = 50;

    int line();

    record Scalar(String text, int line) implements Marked {}

    record Sequence(List<Marked> values, int line) implements Marked {}

    /** Its entries in their order, a key that is there twice included. */
    record Mapping(List<Entry> entries, int line) implements Marked {}

    record Entry(Marked key, Marked value) {}

    /** Why a text is no YAML, and where. */
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

    /** The one document of a text; empty where it has none. */
    static Optional<Marked> read(String yaml, String label) throws MalformedException {
        try {
            Optional<Node> node =
                    new Compose(LoadSettings.builder().setLabel(label).build()).composeString(yaml);
            return node.isEmpty() ? Optional.empty() : Optional.of(of(node.get(), 0));
        } catch (MarkedYamlEngineException e) {
            throw new MalformedException(
                    e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1), e.getProblem());
        }
    }

    /** Plain maps, lists and values as a document without lines. */
    static Marked of(Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                new Mapping(
                        map.entrySet().stream()
                                .map(entry ->
                                        new Entry(new Scalar(String.valueOf(entry.getKey()), 0), of(entry.getValue())))
                                .toList(),
                        0);
            case List<?> list -> new Sequence(list.stream().map(Marked::of).toList(), 0);
            default -> new Scalar(String.valueOf(value), 0);
        };
    }

    private static Marked of(Node node, int depth) throws MalformedException {
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
            List<Marked> values = new ArrayList<Marked>();
            for (Node value : sequence.getValue()) {
                values.add(of(value, depth + 1));
            }
            return new Sequence(List.copyOf(values), line);
        }
        return new Scalar(node instanceof ScalarNode scalar ? scalar.getValue() : "", line);
    }
}
