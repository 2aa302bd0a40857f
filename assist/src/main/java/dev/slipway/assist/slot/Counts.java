package dev.slipway.assist.slot;

import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.words.Phrase;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Reads numbers of replicas, sizes of storage and rollout strategies. */
public final class Counts {
    private static final Map<String, Integer> PORTS = Map.ofEntries(
            Map.entry("redis", 6379),
            Map.entry("postgres", 5432),
            Map.entry("mysql", 3306),
            Map.entry("mariadb", 3306),
            Map.entry("mongo", 27017),
            Map.entry("rabbitmq", 5672),
            Map.entry("memcached", 11211),
            Map.entry("elasticsearch", 9200),
            Map.entry("cassandra", 9042),
            Map.entry("tomcat", 8080),
            Map.entry("node", 3000));
    private static final String THINGS = "replicas?|instances?|copies|copy|pods?|nodes of it";

    private Counts() {}

    /** A number that is called a number of replicas. */
    public static Optional<Integer> replicas(Phrase phrase) {
        return phrase.number(
                        "\\breplicas?(?: count| number)?(?: to| of| :|=| is| at| from \\d+ to|set to|should be|must"
                                + " be)* <int>(?![\\w.%])")
                .or(() -> phrase.number("\\breplicas?=<int>\\b"))
                .or(() -> phrase.number("\\bfrom \\d+ (?:(?:" + THINGS + ") )?to <int>\\b"))
                .or(() -> phrase.number("\\b(?:to|with|at|run|runs|running|have|has|exactly|be|of|want|need|up to|down"
                        + " to|keep|deploy|create|launch|start) (?:at least |only |exactly |just |a total of"
                        + " )?<int> (?:\\w+ )?(?:more )?(?:"
                        + THINGS + ")\\b"))
                .or(() -> phrase.number(
                        "(?<![\\w.:])<int> (?:(?!\\d|containers?|more|additional|extra|other|ports?|different)\\w+"
                                + " )?(?:"
                                + THINGS + ")\\b"))
                .or(() -> phrase.says("\\b(?:a single|one|1) (?:replica|instance|copy|pod)\\b")
                        ? Optional.of(1)
                        : Optional.empty())
                .or(() -> phrase.says("\\b(?:to zero|zero replicas|no replicas|to none|to nothing)\\b")
                        ? Optional.of(0)
                        : Optional.empty());
    }

    /** A size of storage. */
    public static Optional<String> storage(Phrase phrase) {
        return phrase.value("\\bfrom \\d+(?:\\.\\d+)?[KMGT]i? to (\\d+(?:\\.\\d+)?[KMGT]i?)\\b")
                .or(() ->
                        phrase.value("\\b(?:storage|size|capacity|disk|space)(?: request| to| of| is| :|=|set)*(?: from"
                                + " \\S+ to)? (\\d+(?:\\.\\d+)?[KMGT]i?)\\b"))
                .or(() -> phrase.value("(?<![\\w.])(\\d+(?:\\.\\d+)?[KMGT]i?) (?:of )?(?:persistent |total |each"
                        + " )?(?:storage|disk|space|pvc|pv|volume|persistent|claim|each|data)"))
                .or(() -> phrase.says("\\b(?:pvc|pv|claims?|volumes?|storage|volumeclaimtemplates?)\\b")
                        ? phrase.value("(?:^| )(?:to |of |with |requesting |requests? |for |at least"
                                + " |:)?(\\d+(?:\\.\\d+)?[KMGT]i)\\b(?! (?:of )?(?:memory|ram|cpu))")
                        : Optional.empty())
                .map(s -> s.replaceFirst("(?<=\\d)([KMGT])$", "$1i"));
    }

    public static Optional<String> storageClass(Phrase phrase) {
        return phrase.value("\\bstorageclass(?:name)?(?: named| called| of| to| is| :|=|,)* <name>")
                .or(() -> phrase.value("\\b(?:using|with|of|the|from|use) (?:the )?<name> storageclass"))
                .filter(c -> !c.matches("default|a|the"));
    }

    /** A Deployment's rollout strategy. */
    public static Optional<ObjectNode> strategy(Phrase phrase) {
        if (phrase.says("\\brecreate\\b")) {
            return Optional.of(Docs.object("type", "Recreate"));
        }
        Optional<String> surge = phrase.value("\\bmax ?-?surge(?: of| to| is| :| ?=| set| )*(\\d+%?)");
        surge = surge.or(() -> phrase.value("\\bsurge (?:by |of |to )?(\\d+%?)"));
        Optional<String> gone = phrase.value("\\bmax ?-?unavailable(?: of| to| is| :| ?=| set| )*(\\d+%?)");
        if (gone.isEmpty()) {
            gone = phrase.value(
                    "\\bat most (\\d+%?)(?: of \\S+)? (?:pods? |replicas? )?(?:is |are |be |may be |can be )*unavailable");
        }
        if (gone.isEmpty()
                && phrase.says("\\bat most (?:one|1) (?:pod|replica)s? (?:is |are |be |may be )?unavailable")) {
            gone = Optional.of("1");
        }
        boolean zero = phrase.says("\\b(?:zero|without|no) downtime\\b");
        if (surge.isEmpty()
                && gone.isEmpty()
                && !zero
                && !phrase.says(
                        "\\brolling ?update (?:strategy|type)|\\bstrategy(?: type| of| to| :|=)* rolling ?update")) {
            return Optional.empty();
        }
        ObjectNode rolling = Docs.nothing();
        amount(rolling, "maxSurge", surge.orElse(zero ? "1" : ""));
        amount(rolling, "maxUnavailable", gone.orElse(zero ? "0" : ""));
        return Optional.of(Docs.object("type", "RollingUpdate", "rollingUpdate", rolling));
    }

    private static void amount(ObjectNode rolling, String field, String amount) {
        if (amount.endsWith("%")) {
            rolling.put(field, amount);
        } else if (!amount.isEmpty()) {
            rolling.put(field, Integer.parseInt(amount));
        }
    }

    /** The data folder of a well-known image. */
    public static String usualFolder(String image) {
        return switch (ImageWords.name(image)) {
            case "postgres" -> "/var/lib/postgresql/data";
            case "mysql", "mariadb" -> "/var/lib/mysql";
            case "mongo" -> "/data/db";
            case "nginx" -> "/usr/share/nginx/html";
            default -> "/data";
        };
    }

    /** The port of a well-known image. */
    public static int usualPort(String image) {
        return PORTS.getOrDefault(ImageWords.name(image), 80);
    }
}
