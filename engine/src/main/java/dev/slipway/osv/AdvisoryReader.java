package dev.slipway.osv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import us.springett.cvss.Cvss;
import us.springett.cvss.MalformedVectorException;

/** Reads an advisory of OSV's schema. What it does not know it leaves out. */
final class AdvisoryReader {
    private AdvisoryReader() {}

    /** @throws JacksonException where the bytes are no JSON */
    static Advisory read(byte[] json) {
        JsonNode node = JsonMapper.shared().readTree(json);
        List<Advisory.Affected> affected = new ArrayList<>();
        double score = score(node);
        Optional<Severity> named = Severity.named(severityWord(node));
        for (JsonNode one : node.path("affected")) {
            Optional<Ecosystem> ecosystem =
                    Ecosystem.ofOsv(one.path("package").path("ecosystem").asString(""));
            ecosystem.ifPresent(known -> affected.add(affected(known, one)));
            score = Math.max(score, score(one));
            named = named.or(() -> Severity.named(severityWord(one)));
        }
        String id = node.path("id").asString("");
        Severity severity = id.startsWith("MAL-")
                ? Severity.CRITICAL
                : score >= 0 ? Severity.ofScore(score) : named.orElse(Severity.UNKNOWN);
        return new Advisory(
                id,
                texts(node.path("aliases")),
                node.path("summary").asString(firstLine(node.path("details").asString(""))),
                severity,
                score,
                node.path("modified").asString(""),
                node.hasNonNull("withdrawn"),
                affected);
    }

    private static String firstLine(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String severityWord(JsonNode node) {
        String own = node.path("database_specific").path("severity").asString("");
        return own.isEmpty() ? node.path("ecosystem_specific").path("severity").asString("") : own;
    }

    private static Advisory.Affected affected(Ecosystem ecosystem, JsonNode node) {
        List<List<Advisory.Event>> ranges = new ArrayList<>();
        for (JsonNode range : node.path("ranges")) {
            if (range.path("type").asString("").equals("GIT")) {
                continue;
            }
            List<Advisory.Event> events = new ArrayList<>();
            for (JsonNode event : range.path("events")) {
                event(event, "introduced", Advisory.Event.Kind.INTRODUCED).ifPresent(events::add);
                event(event, "fixed", Advisory.Event.Kind.FIXED).ifPresent(events::add);
                event(event, "last_affected", Advisory.Event.Kind.LAST_AFFECTED).ifPresent(events::add);
            }
            ranges.add(events);
        }
        return new Advisory.Affected(
                ecosystem, node.path("package").path("name").asString(""), ranges, texts(node.path("versions")));
    }

    private static Optional<Advisory.Event> event(JsonNode node, String key, Advisory.Event.Kind kind) {
        return node.hasNonNull(key)
                ? Optional.of(new Advisory.Event(kind, node.path(key).asString("")))
                : Optional.empty();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asString("")));
        return texts;
    }

    /** The highest base score of the vectors that can be read; -1 where there is none. */
    private static double score(JsonNode node) {
        double highest = -1;
        for (JsonNode one : node.path("severity")) {
            try {
                Cvss cvss = Cvss.fromVector(one.path("score").asString(""));
                if (cvss != null) {
                    highest = Math.max(highest, cvss.calculateScore().getBaseScore());
                }
            } catch (MalformedVectorException e) {
                // Other kinds of ratings, such as Ubuntu's words, are no vectors.
            }
        }
        return highest;
    }
}
