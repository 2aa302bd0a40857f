package dev.slipway.stack.jvm;

import dev.slipway.inventory.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code application.properties} or {@code application.yaml} of a Java service, as production sees it, with places. */
final class JavaSettings {
    private static final Pattern PROPERTY = Pattern.compile("^\\s*([^#!=:\\s][^=:\\s]*)\\s*[=:]\\s*(.*?)\\s*$");
    private static final Pattern YAML = Pattern.compile("^(\\s*)([\\w.\"%-]+)\\s*:\\s*(.*?)\\s*(?:\\s#.*)?$");
    private static final Pattern NUMBER = Pattern.compile("(?:\\$\\{[^:}]*:)?(\\d{2,5})}?");

    private final Map<String, Setting> settings = new LinkedHashMap<>();

    /** @param place {@code file:line} */
    record Setting(String key, String value, String place) {}

    private JavaSettings() {}

    static JavaSettings of(Tree tree, String dir) {
        JavaSettings settings = new JavaSettings();
        String resources = Tree.at(dir, "src/main/resources/application");
        for (String end : List.of(".yaml", ".yml", ".properties")) {
            String file = resources + end;
            List<String> lines = tree.lines(file);
            if (end.equals(".properties")) {
                settings.properties(file, lines);
            } else {
                settings.yaml(file, lines);
            }
        }
        return settings;
    }

    private void properties(String file, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = PROPERTY.matcher(lines.get(i));
            if (matcher.matches()) {
                put(matcher.group(1), matcher.group(2), file + ":" + (i + 1));
            }
        }
    }

    /** Keys by indentation: all that a settings file of these frameworks uses. */
    private void yaml(String file, List<String> lines) {
        LinkedHashMap<Integer, String> path = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = YAML.matcher(lines.get(i));
            if (lines.get(i).startsWith("---")) {
                path.clear();
            }
            if (lines.get(i).strip().startsWith("#") || !matcher.matches()) {
                continue;
            }
            int depth = matcher.group(1).length();
            path.keySet().removeIf(at -> at >= depth);
            path.put(depth, matcher.group(2).replace("\"", ""));
            if (!matcher.group(3).isEmpty()) {
                put(
                        String.join(".", path.values()),
                        matcher.group(3).replaceAll("^[\"']|[\"']$", ""),
                        file + ":" + (i + 1));
            }
        }
    }

    private void put(String key, String value, String place) {
        if (key.startsWith("%prod.")) {
            settings.put(key.substring("%prod.".length()), new Setting(key, value, place));
        } else if (!key.startsWith("%")) {
            settings.putIfAbsent(key, new Setting(key, value, place));
        }
    }

    List<Setting> all() {
        return List.copyOf(settings.values());
    }

    boolean has(String key) {
        return settings.containsKey(key);
    }

    String get(String key) {
        return get(key, "");
    }

    String get(String key, String otherwise) {
        Setting setting = settings.get(key);
        return setting == null ? otherwise : setting.value();
    }

    int port(String key, int otherwise) {
        Matcher matcher = NUMBER.matcher(get(key));
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : otherwise;
    }
}
