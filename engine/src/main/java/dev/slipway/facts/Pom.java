package dev.slipway.facts;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The POM that Maven writes into a jar. */
final class Pom {
    private static final String DEPENDENCY = "project/dependencies/dependency";
    private static final Set<String> NOT_AT_RUN_TIME = Set.of("test", "provided", "system", "import");

    private Pom() {}

    /** The packages that it asks for at run time, as {@code group:artifact}. @param group of the jar itself */
    static List<String> needs(byte[] xml, String group) {
        List<String> needs = new ArrayList<>();
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
            Deque<String> place = new ArrayDeque<>();
            Map<String, String> fields = new HashMap<>();
            while (reader.hasNext()) {
                int event = reader.next();
                String at = String.join("/", place.reversed());
                if (event == XMLStreamConstants.START_ELEMENT) {
                    place.push(reader.getLocalName());
                } else if (event == XMLStreamConstants.CHARACTERS && at.startsWith(DEPENDENCY + "/")) {
                    fields.merge(at.substring(DEPENDENCY.length() + 1), reader.getText(), String::concat);
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    place.pop();
                    if (at.equals(DEPENDENCY)) {
                        add(fields, group, needs);
                        fields.clear();
                    }
                }
            }
        } catch (XMLStreamException e) {
            // What was read before the fault is true.
        }
        return needs;
    }

    private static void add(Map<String, String> fields, String group, List<String> needs) {
        if (fields.getOrDefault("optional", "").strip().equals("true")
                || NOT_AT_RUN_TIME.contains(fields.getOrDefault("scope", "").strip())) {
            return;
        }
        String of = fields.getOrDefault("groupId", "").strip();
        needs.add((of.matches("\\$\\{(project\\.|pom\\.)?groupId}") ? group : of) + ":"
                + fields.getOrDefault("artifactId", "").strip());
    }
}
