package dev.slipway.assist.slot;

import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.words.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Reads ports of containers and Services. */
public final class PortWords {
    private static final int MOST = 65535;

    private PortWords() {}

    /**
     * A port of a Service.
     *
     * @param port of the Service
     * @param target port of its pods, a number or a name; empty if not given
     * @param node 0 if not given
     */
    public record Led(int port, String target, int node, String name) {}

    /** The ports for a Service. */
    public static List<Led> led(Phrase phrase) {
        List<Led> ports = new ArrayList<>();
        int node = phrase.number("\\bnodeport(?: of| on| number| :|=)* <int>")
                .or(() -> phrase.number("\\b(3[0-2]\\d{3})\\b"))
                .orElse(0);
        for (List<String> row : phrase.rows("(?<![\\w.:])(\\d{2,5}):(\\d{2,5})(?![\\w.:])")) {
            ports.add(new Led(Integer.parseInt(row.get(0)), row.get(1), node, ""));
        }
        if (!ports.isEmpty()) {
            return ports;
        }
        String to = "(?: to| ->| which| that|, ?| and| ,|=>| connects?| talks?)*(?: forward(?:s|ing)?|"
                + " target(?:s|ing|ed)?| map(?:s|ped|ping)?| rout(?:es|ing)| direct(?:s|ing|ed)?| lead(?:s|ing)?|"
                + " send(?:s|ing)?| point(?:s|ing)?| traffic| requests?| to| with| the| a| an| pods?| containers?|"
                + " its| on| of| :|=| is)*";
        for (List<String> row :
                phrase.rows("\\bport (?:: |= ?)?<int>(?: of the service| tcp| on the service| and)?" + to
                        + " (?:target ?port|container ?port|port)(?: of| :|=| is| on)*"
                        + " ([a-z\\d-]*\\d[a-z\\d-]*|http|https|web)\\b")) {
            ports.add(new Led(Integer.parseInt(row.get(0)), row.get(1), node, ""));
        }
        if (ports.isEmpty()) {
            for (List<String> row : phrase.rows(
                    "\\b(?:on|port) <int>(?: tcp)?(?: and)?(?: going| leading| forwarding| forwarded| mapped| pointing| which goes)?"
                            + " (?:to|->|=>) (?:the |its )?(?:port |container ?port |target ?port )?<int>(?= |$)")) {
                ports.add(new Led(Integer.parseInt(row.get(0)), row.get(1), node, ""));
            }
        }
        if (ports.isEmpty()) {
            for (List<String> row :
                    phrase.rows("\\bport (?:: |= ?)?<int>(?: to| ->| targeting| forwarding to) (?:the )?<int>")) {
                ports.add(new Led(Integer.parseInt(row.get(0)), row.get(1), node, ""));
            }
        }
        if (ports.isEmpty()) {
            Optional<String> target = phrase.value(
                    "\\b(?:target|container|pod|backend)[ -]?port(?: of| :|=| is| set to| to)* ([a-z\\d-]+)");
            String at = target.filter(t ->
                            t.matches("\\d+|http|https|web|[a-z]+-?[a-z0-9]*") && !t.matches("of|is|to|and|the|on"))
                    .orElse("");
            for (Integer port : plain(phrase.without(
                            "\\b(?:target|container|pod|backend)[ -]?port(?: of| :|=| is| set to| to)* [a-z\\d-]+")
                    .without("\\bnodeport(?: of| on| number| :|=)* \\d+"))) {
                ports.add(new Led(port, at, node, ""));
            }
            ports.removeIf(p -> p.port() == node);
            if (ports.isEmpty() && at.matches("\\d+")) {
                ports.add(new Led(Integer.parseInt(at), at, node, ""));
            }
        }
        return ports;
    }

    /** Numbers that are called ports. */
    public static List<Integer> plain(Phrase phrase) {
        List<Integer> ports = new ArrayList<>();
        for (List<String> row : phrase.rows(
                "\\b(?:container ?|tcp |udp |http |service |target ?)?ports?(?: number| numbers| is| of| to| at| on|"
                        + " named \\S+| :|=)* ?(\\d{1,5}(?:(?: ,| and| ,? and|, )+ ?(?:port )?\\d{1,5})*)\\b")) {
            for (String number : row.getFirst().split("\\D+")) {
                add(ports, number);
            }
        }
        if (ports.isEmpty()) {
            phrase.values("\\b(?:listen(?:s|ing)?|serv(?:es|ing)|expos(?:e|es|ing|ed)|on|at) (?:on |at"
                            + " )?:?(\\d{2,5})(?= |$)")
                    .forEach(n -> add(ports, n));
        }
        if (ports.isEmpty()) {
            phrase.values("\\b(?:tcp|udp) (\\d{2,5})\\b").forEach(n -> add(ports, n));
        }
        if (ports.isEmpty()) {
            phrase.values("\\b(\\d{2,5})/(?:tcp|udp)\\b").forEach(n -> add(ports, n));
        }
        return ports;
    }

    private static void add(List<Integer> ports, String number) {
        if (number.matches("\\d{1,5}")
                && Integer.parseInt(number) > 0
                && Integer.parseInt(number) <= MOST
                && !ports.contains(Integer.parseInt(number))) {
            ports.add(Integer.parseInt(number));
        }
    }

    static boolean put(ObjectNode container, Phrase phrase) {
        Phrase said = phrase.without(ProbeWords.PIECE).without("\\bservice .*? port \\d+");
        List<Integer> ports = plain(said);
        Optional<String> name = phrase.value("\\bport \\d+ (?:named|called) <name>");
        for (Integer port : ports) {
            Docs.put(
                    Docs.listIn(container, "ports"),
                    "containerPort",
                    Docs.object("name", ports.size() == 1 ? name.orElse(null) : null, "containerPort", port));
        }
        return !ports.isEmpty();
    }
}
