package dev.slipway.assist.slot;

import dev.slipway.assist.words.Phrase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads keys with values, such as labels. */
public final class Pairs {
    private static final String KEY = "([A-Za-z0-9](?:[\\w./-]*[A-Za-z0-9])?)";
    private static final String PAIR = KEY + "(?:=| = | : |: )" + "(«\\d+»|[^\\s,;=]+)";

    private Pairs() {}

    /** The pairs behind one of the words, such as {@code labels? }. */
    public static Map<String, String> behind(Phrase phrase, String words) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (List<String> row :
                phrase.rows("\\b(?:" + words + ")(?: (?:of|are|is|set to|to|as|with|:|named|key|the|a|selector))* ((?:"
                        + PAIR.replace("(«", "(?:«").replace("([A", "(?:[A") + "(?: ,| and| ,? and)?(?: |$))+)")) {
            phrase.of(row.getFirst()).rows(PAIR).forEach(p -> pairs.put(p.get(0), strip(p.get(1))));
        }
        for (List<String> row : phrase.rows("\\b(?:" + words + ") (?:named |key |called )?" + KEY
                + " (?:set to|(?:with|and) (?:the )?value(?: of)?|as|to|equal to|is|having value) " + Phrase.VALUE)) {
            pairs.putIfAbsent(row.get(0), strip(row.get(1)));
        }
        return pairs;
    }

    /** All pairs of a text, such as the data of a ConfigMap. */
    public static Map<String, String> all(Phrase phrase) {
        Map<String, String> pairs = new LinkedHashMap<>();
        phrase.rows("(?:^|[ ,])(?:--from-literal[= ])?" + KEY + "(?:=| = )(«\\d+»|[^\\s,;]+)")
                .forEach(p -> pairs.put(p.get(0), strip(p.get(1))));
        phrase.rows("(?:^|[ ,])" + KEY + "= «(\\d+)»")
                .forEach(p -> pairs.put(p.get(0), phrase.quoted().get(Integer.parseInt(p.get(1)))));
        phrase.rows("(?:^|[ ,])" + KEY + "(?:: | : )(«\\d+»|[^\\s,;:]+)").forEach(p -> {
            if (!p.get(0)
                    .matches(
                            "(?i)data|containing|with|following|pairs?|values?|keys?|literals?|entries|settings|content|set|labels?|namespace|name|and|keys/values|key-value")) {
                pairs.putIfAbsent(p.get(0), strip(p.get(1)));
            }
        });
        String value =
                " (?:set to|to|with (?:the |a )?value(?: of)?|is|as|equal to|equals|having (?:the )?value|whose value"
                        + " is|containing|with content(?:s)?|and value) ";
        phrase.rows("\\b(?:key|entry|entries|keys|file|setting|value|,|and|with|containing) (?:named |called |key"
                        + " |a |the |of )*"
                        + KEY + value + Phrase.VALUE)
                .forEach(p -> {
                    if (!p.get(0).matches("(?i)data|key|value|values|keys|it|secret|configmap|set")) {
                        pairs.putIfAbsent(p.get(0), strip(p.get(1)));
                    }
                });
        return pairs;
    }

    private static String strip(String value) {
        return value.replaceAll("[.]$", "");
    }
}
