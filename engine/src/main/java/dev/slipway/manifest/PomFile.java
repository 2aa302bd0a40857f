package dev.slipway.manifest;

import dev.slipway.inventory.Tree;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A Maven project as its {@code pom.xml} describes it (POM 4.0.0), without what profiles add. Values are as they are
 * written.
 *
 * @param artifact its own id; empty if it has none
 * @param packaging {@code jar} if it says none
 * @param parent the parent's coordinates, with {@code relativePath} among its settings; its names are empty if there is
 * no parent
 * @param dependencies its own, with those of tests
 * @param plugins that it builds with, without those that it only manages
 * @param modules folders below its own
 */
public record PomFile(
        String artifact,
        String packaging,
        Item parent,
        Map<String, String> properties,
        List<Item> dependencies,
        List<Item> plugins,
        List<String> modules) {
    private static final Item NOTHING = new Item(Map.of(), 0);
    private static final XMLInputFactory XML = factory();

    public PomFile {
        properties = Map.copyOf(properties);
        dependencies = List.copyOf(dependencies);
        plugins = List.copyOf(plugins);
        modules = List.copyOf(modules);
    }

    /**
     * A parent, a dependency or a plugin.
     *
     * @param settings texts by the path of their elements: {@code artifactId}, {@code configuration/mainClass}
     * @param line where it begins, from 1
     */
    public record Item(Map<String, String> settings, int line) {
        public Item {
            settings = Map.copyOf(settings);
        }

        public String group() {
            return settings.getOrDefault("groupId", "");
        }

        public String artifact() {
            return settings.getOrDefault("artifactId", "");
        }

        public String version() {
            return settings.getOrDefault("version", "");
        }

        public String scope() {
            return settings.getOrDefault("scope", "");
        }

        /** The first text of an element of this name, at any depth; empty if there is none. */
        public String said(String element) {
            return settings.entrySet().stream()
                    .filter(e -> e.getKey().equals(element) || e.getKey().endsWith("/" + element))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("");
        }
    }

    /**
     * Reads the file. The project is empty if there is no file. Of a file that is no XML, it has what precedes the
     * error.
     */
    public static PomFile of(Tree tree, String file) {
        return tree.once(PomFile.class, file, () -> parse(tree.text(file)));
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    static PomFile parse(String text) {
        Reading reading = new Reading();
        try {
            XMLStreamReader xml = XML.createXMLStreamReader(new StringReader(text.strip()));
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT ->
                        reading.start(xml.getLocalName(), xml.getLocation().getLineNumber());
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> reading.text(xml.getText());
                    case XMLStreamConstants.END_ELEMENT -> reading.end();
                    default -> {
                        // comments, instructions
                    }
                }
            }
        } catch (XMLStreamException e) {
            return reading.pom(); // Maven reports what is wrong.
        }
        return reading.pom();
    }

    /** Collects what was read so far. */
    private static final class Reading {
        private final Deque<String> path = new ArrayDeque<>();
        private final StringBuilder text = new StringBuilder();
        private final Map<String, String> own = new TreeMap<>();
        private final Map<String, String> properties = new TreeMap<>();
        private final List<Item> dependencies = new ArrayList<>();
        private final List<Item> plugins = new ArrayList<>();
        private final List<String> modules = new ArrayList<>();
        private Item parent = NOTHING;
        private String item = "";
        private int line;
        private Map<String, String> settings = new LinkedHashMap<>();

        void start(String name, int at) {
            path.addLast(name);
            text.setLength(0);
            String here = String.join("/", path);
            if (item.isEmpty()
                    && List.of("project/parent", "project/dependencies/dependency", "project/build/plugins/plugin")
                            .contains(here)) {
                item = here;
                line = at;
                settings = new LinkedHashMap<>();
            }
        }

        void text(String more) {
            text.append(more);
        }

        void end() {
            String here = String.join("/", path);
            String value = text.toString().strip();
            text.setLength(0);
            path.removeLast();
            if (here.equals(item)) {
                close();
            } else if (!item.isEmpty()) {
                if (!value.isEmpty()) {
                    settings.putIfAbsent(here.substring(item.length() + 1), value);
                }
            } else if (here.startsWith("project/properties/")) {
                properties.put(here.substring("project/properties/".length()), value);
            } else if (here.equals("project/modules/module")) {
                modules.add(value);
            } else if (here.matches("project/(artifactId|packaging)")) {
                own.put(here, value);
            }
        }

        private void close() {
            Item read = new Item(settings, line);
            switch (item) {
                case "project/parent" -> parent = read;
                case "project/dependencies/dependency" -> dependencies.add(read);
                default -> plugins.add(read);
            }
            item = "";
        }

        PomFile pom() {
            return new PomFile(
                    own.getOrDefault("project/artifactId", ""),
                    Objects.requireNonNullElse(own.get("project/packaging"), "jar"),
                    parent,
                    properties,
                    dependencies,
                    plugins,
                    modules);
        }
    }
}
