package dev.slipway.assist.slot;

import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.words.Phrase;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** Reads requests and limits of CPU and memory. */
public final class Amounts {
    private static final String SECTION =
            "requests?|limits?|min(?:imum)?|max(?:imum)?|requested|limited|requesting|limiting|guarantee[ds]?";
    private static final String KIND = "cpus?|memory|ram|mem|cores?|gpus?|ephemeral-storage";
    private static final String QUANTITY = "\\d+(?:\\.\\d+)?(?:m|[KMGT]i?|k)?";
    private static final int NEAR = 3;

    private Amounts() {}

    /** Amounts by {@code requests} and {@code limits}; if a request names neither, both. */
    public static Map<String, Map<String, String>> of(Phrase phrase) {
        Map<String, Map<String, String>> amounts = new TreeMap<>();
        if (!phrase.says("\\b(?:cpus?|memory|ram|mem|cores?|gpus?)\\b")
                && !phrase.says("\\b(?:limits?|requests?)\\b.*\\d+(?:m|[MG]i)\\b")) {
            return amounts;
        }
        String[] words = phrase.text()
                .replaceAll("[:=/()]", " ")
                .replaceAll(",", " , ")
                .replaceAll("--", " ")
                .replaceAll(" +", " ")
                .strip()
                .split(" ");
        String section = "";
        String kind = "";
        for (int i = 0; i < words.length; i++) {
            String word = words[i].toLowerCase(Locale.ROOT);
            if (word.matches(SECTION)) {
                section = section(word);
            } else if (word.matches(KIND)) {
                kind = kind(word);
            } else if (words[i].matches(QUANTITY)) {
                Optional<String> said = ahead(words, i, KIND, true).map(Amounts::kind);
                boolean bytes = words[i].matches(".*[KMGT]i?$");
                boolean milli = words[i].endsWith("m");
                String of = said.filter(k -> (!bytes || !k.equals("cpu")) && (!milli || !k.equals("memory")))
                        .orElse(bytes ? "memory" : milli ? "cpu" : behind(words, i, kind));
                if (of.isEmpty() || storage(words, i) || (!bytes && of.equals("memory"))) {
                    continue;
                }
                String in =
                        ahead(words, i, SECTION, false).map(Amounts::section).orElse(section);
                String amount = bytes ? words[i].replaceFirst("(?<=[0-9])([KMGT])$", "$1i") : words[i];
                for (String s : in.isEmpty() ? new String[] {"requests", "limits"} : new String[] {in}) {
                    amounts.computeIfAbsent(s, x -> new LinkedHashMap<>()).put(of, amount);
                }
            }
        }
        return amounts;
    }

    private static String behind(String[] words, int at, String kind) {
        for (int i = at - 1; i >= Math.max(0, at - NEAR - 1); i--) {
            String word = words[i].toLowerCase(Locale.ROOT);
            if (word.matches(KIND)) {
                return kind.equals("memory") ? "" : kind;
            }
            if (word.matches("replicas?|port|pods?|and|" + QUANTITY)) {
                return "";
            }
        }
        return "";
    }

    private static boolean storage(String[] words, int at) {
        for (int i = Math.max(0, at - 2); i <= Math.min(words.length - 1, at + 2); i++) {
            if (words[i].matches("(?i)storage|disk|pvc|volume|size|claim")) {
                return true;
            }
        }
        return false;
    }

    /** A word that belongs to the quantity before it: "256Mi of memory limit". */
    private static Optional<String> ahead(String[] words, int at, String wanted, boolean direct) {
        for (int i = at + 1; i <= Math.min(words.length - 1, at + (direct ? 2 : NEAR)); i++) {
            String word = words[i].toLowerCase(Locale.ROOT);
            if (word.matches(wanted)) {
                // "requests 100m cpu limits 200m": the next section begins its own quantity.
                boolean begins = !direct
                        && i + 1 < words.length
                        && (words[i + 1].matches(QUANTITY) || words[i + 1].matches("(?i)of|to|" + KIND));
                return begins ? Optional.empty() : Optional.of(word);
            }
            if (words[i].matches(QUANTITY)
                    || word.matches("and|with|,")
                    || (!direct && word.matches("request|limit"))) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static String section(String word) {
        return word.startsWith("req") || word.startsWith("min") || word.startsWith("guar") ? "requests" : "limits";
    }

    private static String kind(String word) {
        return word.startsWith("cpu") || word.startsWith("core")
                ? "cpu"
                : word.startsWith("gpu") ? "nvidia.com/gpu" : word.startsWith("eph") ? "ephemeral-storage" : "memory";
    }

    /**
     * Puts the amounts into a container. If only a limit is given and it is below the request, both become the limit.
     */
    static boolean put(ObjectNode container, Phrase phrase) {
        Map<String, Map<String, String>> amounts = of(phrase);
        amounts.forEach((section, of) -> of.forEach((kind, amount) -> {
            String in = kind.contains("gpu") ? "limits" : section;
            Docs.in(container, "resources/" + in).put(kind, amount);
        }));
        return !amounts.isEmpty();
    }
}
