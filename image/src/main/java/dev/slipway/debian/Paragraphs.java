package dev.slipway.debian;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Reads Debian control data (Debian policy, chapter 5): paragraphs of fields, whose names ignore case. */
final class Paragraphs {
    private Paragraphs() {}

    static List<Map<String, String>> of(String text) {
        List<Map<String, String>> all = new ArrayList<>();
        try {
            read(new BufferedReader(new StringReader(text)), field -> true, all::add);
        } catch (IOException e) {
            throw new AssertionError("a string cannot fail to be read", e);
        }
        return all;
    }

    /** Passes on each paragraph with its wanted fields, names in lower case, continuation lines joined by newlines. */
    static void read(BufferedReader reader, Predicate<String> wanted, Consumer<Map<String, String>> each)
            throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        String current = "";
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.isBlank()) {
                if (!fields.isEmpty()) {
                    each.accept(fields);
                    fields = new LinkedHashMap<>();
                }
                current = "";
            } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                if (!current.isEmpty()) {
                    fields.merge(current, line.strip(), (a, b) -> a.isEmpty() ? b : a + "\n" + b);
                }
            } else if (line.charAt(0) != '#') {
                int colon = line.indexOf(':');
                if (colon <= 0) {
                    throw new DebianException("not a line of Debian control data: " + line);
                }
                String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
                current = wanted.test(name) ? name : "";
                if (!current.isEmpty()) {
                    fields.put(current, line.substring(colon + 1).strip());
                }
            }
        }
        if (!fields.isEmpty()) {
            each.accept(fields);
        }
    }
}
