package dev.slipway.assist.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of text with single spaces. Commas and stops are words of their own; quoted texts of several words are set
 * aside.
 *
 * @param text with {@code «N»} in place of a quoted text
 * @param quoted the texts
 */
public record Phrase(String text, List<String> quoted) {
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();
    private static final Pattern QUOTE = Pattern.compile("«(\\d+)»");
    /** Words beside names that are no names. */
    private static final String NO_NAME =
            "(?!(?:a|an|the|with|in|into|to|from|for|using|that|this|named|called|and|or|of|on|at|which|is|are|was"
                    + "|be|has|have|it|its|by|so|running|runs|run|image|images|if|as|than|then|should|must|will|can|but|who|whose|where"
                    + "|when|because|not|no|all|any|each|every|only|also|up|down|so|does|do|via|per|between|onto|resource|object)(?![\\w-]))";

    public static final String NAME = "(«\\d+»|" + NO_NAME + "[A-Za-z0-9](?:[-\\w.]*[A-Za-z0-9])?)";
    public static final String VALUE = "(«\\d+»|[^\\s,;]+)";

    public Phrase {
        quoted = List.copyOf(quoted);
    }

    /**
     * Compiles a pattern, in which {@code <name>}, {@code <value>} and {@code <int>} stand for these. Upper and lower
     * case are the same.
     */
    static Pattern pattern(String regex) {
        return PATTERNS.computeIfAbsent(
                regex,
                r -> Pattern.compile(
                        r.replace("<name>", NAME).replace("<value>", VALUE).replace("<int>", "(\\d+)"),
                        Pattern.CASE_INSENSITIVE));
    }

    public boolean says(String regex) {
        return pattern(regex).matcher(text).find();
    }

    /** The first group that has something, of the first match. */
    public Optional<String> value(String regex) {
        Matcher m = pattern(regex).matcher(text);
        return m.find() ? Optional.of(group(m)).filter(v -> !v.isEmpty()) : Optional.empty();
    }

    /** The same as {@link #value}, with the marks of quoted texts in it. */
    public Optional<String> raw(String regex) {
        Matcher m = pattern(regex).matcher(text);
        return m.find() && m.group(1) != null ? Optional.of(m.group(1).strip()) : Optional.empty();
    }

    public Optional<Integer> number(String regex) {
        return value(regex).filter(v -> v.matches("\\d{1,9}")).map(Integer::parseInt);
    }

    /** The first group that has something, of each match. */
    public List<String> values(String regex) {
        List<String> all = new ArrayList<>();
        Matcher m = pattern(regex).matcher(text);
        while (m.find()) {
            String value = group(m);
            if (!value.isEmpty()) {
                all.add(value);
            }
        }
        return all;
    }

    /** All groups of each match; an empty text for a group without a match. */
    public List<List<String>> rows(String regex) {
        List<List<String>> all = new ArrayList<>();
        Matcher m = pattern(regex).matcher(text);
        while (m.find()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= m.groupCount(); i++) {
                row.add(m.group(i) == null ? "" : resolved(m.group(i)));
            }
            all.add(row);
        }
        return all;
    }

    /** Offset of the first match; -1 if there is none. */
    public int at(String regex) {
        Matcher m = pattern(regex).matcher(text);
        return m.find() ? m.start() : -1;
    }

    public Phrase without(String regex) {
        return new Phrase(
                pattern(regex)
                        .matcher(text)
                        .replaceAll(" ")
                        .replaceAll("\\s+", " ")
                        .strip(),
                quoted);
    }

    public Phrase part(int from, int to) {
        return new Phrase(text.substring(from, to).strip(), quoted);
    }

    public Phrase of(String other) {
        return new Phrase(other, quoted);
    }

    /** The piece with the quoted texts in their places. */
    public String resolved(String piece) {
        return QUOTE.matcher(piece).replaceAll(m -> Matcher.quoteReplacement(quoted.get(Integer.parseInt(m.group(1)))));
    }

    /** The text nearly as it was typed. */
    public String told() {
        return resolved(text).replaceAll(" ([,.;])", "$1").replaceAll("[.,; ]+$", "");
    }

    private String group(Matcher m) {
        for (int i = 1; i <= m.groupCount(); i++) {
            if (m.group(i) != null && !m.group(i).isEmpty()) {
                return resolved(m.group(i)).replaceAll("[.:]+$", "").strip();
            }
        }
        return "";
    }
}
