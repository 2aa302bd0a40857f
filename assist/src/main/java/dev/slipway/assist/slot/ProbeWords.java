package dev.slipway.assist.slot;

import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.words.Phrase;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Reads liveness, readiness and startup probes. */
public final class ProbeWords {
    /** The text from the probe's word to the next subject. */
    static final String PIECE = "(?:an? |the )?(?:http |tcp |exec )?(?:liveness|readiness|startup)(?: and"
            + " (?:liveness|readiness|startup))?[ -]?(?:probes?|checks?|health ?checks?)\\b.*?(?=(?: and| ,|"
            + " \\.|,)+ (?:an? |the )?(?:http |tcp |exec )?(?:liveness|readiness|startup)|$)";

    private static final Pattern NAMES = Pattern.compile("liveness|readiness|startup", Pattern.CASE_INSENSITIVE);

    private ProbeWords() {}

    static boolean put(ObjectNode container, Phrase phrase) {
        boolean changed = false;
        Matcher m = Pattern.compile(PIECE, Pattern.CASE_INSENSITIVE).matcher(phrase.text());
        while (m.find()) {
            Phrase piece = phrase.of(m.group());
            String head = m.group().replaceFirst("(?i)\\b(?:probes?|checks?)\\b.*", "");
            Matcher name = NAMES.matcher(head);
            while (name.find()) {
                String probe = name.group().toLowerCase(Locale.ROOT) + "Probe";
                container.set(probe, probe(piece, container, container.path(probe)));
                changed = true;
            }
        }
        return changed;
    }

    private static ObjectNode probe(Phrase whole, ObjectNode container, tools.jackson.databind.JsonNode was) {
        // "it uses port 80 but the app listens on 8080": what comes after is what is true.
        Phrase piece = whole.of(whole.text().replaceFirst("(?i)^.* but (?=.*\\d)", "http "));
        ObjectNode probe = was instanceof ObjectNode there ? there.deepCopy() : Docs.nothing();
        Optional<String> path =
                piece.value("(?<![\\w./])(/[\\w./?=&-]*)(?= |$)").map(p -> p.replaceAll("[.]$", ""));
        List<Integer> ports = PortWords.plain(piece);
        Optional<String> named = piece.value("\\bport (http|https|web|metrics|tcp|grpc)\\b");
        Object port =
                !ports.isEmpty() ? ports.getFirst() : named.<Object>map(n -> n).orElse(first(container));
        Optional<List<String>> command =
                piece.says("\\b(?:exec|command|runs?|cat|executes?)\\b") ? command(piece) : Optional.empty();
        if (command.isPresent()) {
            handler(probe, "exec", Docs.object("command", command.get()));
        } else if (piece.says("\\btcp\\b") && path.isEmpty()) {
            handler(probe, "tcpSocket", Docs.object("port", port));
        } else if (path.isPresent() || piece.says("\\bhttp\\b") || !hasHandler(probe)) {
            if (!ports.isEmpty() || path.isPresent() || piece.says("\\bhttp\\b") || !hasHandler(probe)) {
                String was1 = Docs.text(probe, "httpGet/path");
                Object kept = ports.isEmpty() && !Docs.at(probe, "httpGet/port").isMissingNode()
                        ? Docs.at(probe, "httpGet/port")
                        : port;
                handler(probe, "httpGet", Docs.object("path", path.orElse(was1.isEmpty() ? "/" : was1), "port", kept));
            }
        } else if (!ports.isEmpty()) {
            for (String kind : List.of("httpGet", "tcpSocket", "grpc")) {
                if (probe.get(kind) instanceof ObjectNode handler) {
                    handler.put("port", ports.getFirst());
                }
            }
        }
        seconds(
                probe,
                piece,
                "initialDelaySeconds",
                "initial ?delay(?: seconds?)?(?: of| to| is| :|=)* <int>|(?:after|delay of|wait(?:s|ing)?) <int>"
                        + " ?(?:s|sec)|<int> ?(?:s|seconds?) (?:initial )?delay");
        seconds(
                probe,
                piece,
                "periodSeconds",
                "(?:period|interval)(?: ?seconds?)?(?: of| to| is| :|=)* <int>|every <int>");
        seconds(probe, piece, "timeoutSeconds", "timeout(?: ?seconds?)?(?: of| to| is| :|=)* <int>");
        seconds(
                probe,
                piece,
                "failureThreshold",
                "failure ?threshold(?: of| to| is| :|=)* <int>|<int> (?:failures|retries|attempts)");
        seconds(probe, piece, "successThreshold", "success ?threshold(?: of| to| is| :|=)* <int>");
        return probe;
    }

    private static Optional<List<String>> command(Phrase piece) {
        Optional<String> cat = piece.value("\\b(cat /[\\w./-]+|test -\\w /[\\w./-]+|ls /[\\w./-]+)");
        return cat.map(c -> List.of(c.split(" "))).or(() -> CommandWords.of(piece));
    }

    private static boolean hasHandler(ObjectNode probe) {
        return probe.has("httpGet") || probe.has("tcpSocket") || probe.has("exec") || probe.has("grpc");
    }

    private static void handler(ObjectNode probe, String kind, ObjectNode handler) {
        List.of("httpGet", "tcpSocket", "exec", "grpc").forEach(probe::remove);
        probe.set(kind, handler);
    }

    private static void seconds(ObjectNode probe, Phrase piece, String field, String regex) {
        piece.number("\\b(?:" + regex + ")").ifPresent(n -> probe.put(field, n));
    }

    private static Object first(ObjectNode container) {
        return Docs.number(container, "ports/0/containerPort", 80);
    }
}
