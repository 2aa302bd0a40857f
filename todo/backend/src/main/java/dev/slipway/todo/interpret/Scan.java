package dev.slipway.todo.interpret;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text from which one phrase after the other is taken out. What stands in quotation marks is left alone. */
final class Scan {
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]+\"|(?<![\\p{L}])'[^']{2,}'(?![\\p{L}])");
    private static final char HIDDEN = '\uE000';

    private String text;
    private final String[] quotes;

    Scan(String text) {
        Matcher quoted = QUOTED.matcher(text);
        this.quotes = quoted.results().map(MatchResult::group).toArray(String[]::new);
        int[] n = {0};
        this.text = QUOTED.matcher(text).replaceAll(m -> String.valueOf((char) (HIDDEN + n[0]++)));
    }

    /** Takes the first such phrase out. */
    Optional<MatchResult> take(Pattern phrase) {
        Matcher matcher = phrase.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        MatchResult found = matcher.toMatchResult();
        text = (text.substring(0, found.start()) + " " + text.substring(found.end()))
                .replaceAll("\\s+", " ")
                .strip();
        return Optional.of(found);
    }

    boolean has(Pattern phrase) {
        return phrase.matcher(text).find();
    }

    /** What is left, with its quotations. */
    String rest() {
        StringBuilder rest = new StringBuilder();
        for (char c : text.toCharArray()) {
            int i = c - HIDDEN;
            rest.append(i >= 0 && i < quotes.length ? quotes[i] : String.valueOf(c));
        }
        return rest.toString().strip();
    }
}
