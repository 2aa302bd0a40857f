package dev.slipway.chart;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Writes settings as commented YAML that people read and edit. */
final class ValuesYaml {
    private static final int WIDTH = 116;
    private static final Set<String> NOT_TEXT =
            Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan");

    private ValuesYaml() {}

    static String write(String head, List<Setting> settings) {
        StringBuilder text = new StringBuilder();
        comment(text, head, "");
        for (Setting setting : settings) {
            text.append('\n');
            write(text, setting, "");
        }
        return text.toString();
    }

    private static void write(StringBuilder text, Setting setting, String indent) {
        if (setting.value().isMissingNode()) {
            return;
        }
        comment(text, setting.about(), indent);
        text.append(indent).append(setting.name()).append(':');
        if (setting.children().isEmpty()) {
            value(text, setting.value(), indent);
            return;
        }
        text.append('\n');
        setting.children().forEach(child -> write(text, child, indent + "  "));
    }

    private static void value(StringBuilder text, JsonNode value, String indent) {
        if (value.isObject() && !value.isEmpty()) {
            text.append('\n');
            value.properties()
                    .forEach(p -> text.append(indent)
                            .append("  ")
                            .append(scalar(p.getKey()))
                            .append(": ")
                            .append(scalar(p.getValue().asString()))
                            .append('\n'));
        } else if (value.isArray() && !value.isEmpty()) {
            text.append('\n');
            value.values()
                    .forEach(v -> text.append(indent)
                            .append("  - ")
                            .append(scalar(v.asString()))
                            .append('\n'));
        } else {
            text.append(' ')
                    .append(value.isString() ? scalar(value.stringValue()) : value.toString())
                    .append('\n');
        }
    }

    /** As plain text where YAML 1.1 and 1.2 read it as the same text, else in quotes. */
    static String scalar(String value) {
        boolean plain = value.matches("[A-Za-z/][A-Za-z0-9_./@-]*|[0-9]+(m|[KMGT]i)")
                && !NOT_TEXT.contains(value.toLowerCase(Locale.ROOT));
        return plain ? value : quoted(value);
    }

    /** A JSON string, which every YAML parser reads. */
    static String quoted(String value) {
        return JsonNodeFactory.instance.stringNode(value).toString();
    }

    private static void comment(StringBuilder text, String words, String indent) {
        if (words.isEmpty()) {
            return;
        }
        StringBuilder line = new StringBuilder(indent).append('#');
        for (String word : words.split("\\s+")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder(indent).append('#');
            }
            line.append(' ').append(word);
        }
        text.append(line).append('\n');
    }
}
