package dev.slipway.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Helm template with a few directives of Slipway's own, which are replaced before Helm reads it.
 *
 * <ul>
 * <li>{@code @word@} becomes the word's value;
 * <li>lines between {@code %if word} (or {@code %if !word}) and {@code %end} stay where the word is (not) empty;
 * <li>{@code %put word} becomes the word's lines, each indented as it is itself.
 * </ul>
 */
final class Template {
    private static final Pattern WORD = Pattern.compile("@([a-z][A-Za-z]*)@");

    private Template() {}

    static String fill(String name, Map<String, String> words) {
        StringBuilder text = new StringBuilder();
        Deque<Boolean> kept = new ArrayDeque<>();
        for (String line : lines(name)) {
            String command = line.strip();
            if (command.startsWith("%if !")) {
                kept.push(word(words, command.substring(5)).isEmpty());
            } else if (command.startsWith("%if ")) {
                kept.push(!word(words, command.substring(4)).isEmpty());
            } else if (command.equals("%end")) {
                kept.pop();
            } else if (!kept.contains(false)) {
                text.append(filled(line, words));
            }
        }
        return text.toString();
    }

    private static String filled(String line, Map<String, String> words) {
        int at = line.indexOf("%put ");
        if (at < 0) {
            return WORD.matcher(line).replaceAll(m -> Matcher.quoteReplacement(word(words, m.group(1)))) + "\n";
        }
        StringBuilder text = new StringBuilder();
        word(words, line.substring(at + 5).strip())
                .lines()
                .map(l -> l.isEmpty() ? "\n" : " ".repeat(at) + l + "\n")
                .forEach(text::append);
        return text.toString();
    }

    private static String word(Map<String, String> words, String word) {
        return words.getOrDefault(word, "");
    }

    private static List<String> lines(String name) {
        try (InputStream in = Template.class.getResourceAsStream("templates/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no template " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
