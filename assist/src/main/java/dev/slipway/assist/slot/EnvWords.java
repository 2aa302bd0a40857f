package dev.slipway.assist.slot;

import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.words.Phrase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads environment variables: their values, and the objects from which values come. */
public final class EnvWords {
    private static final String KEY = "([A-Za-z_][A-Za-z0-9_]*)";
    private static final String UPPER = "((?-i:[A-Z][A-Z0-9_]+))";
    private static final String SOURCE = "(configmap|secret)s? (?:named |called )?" + Phrase.NAME;

    private EnvWords() {}

    /** Puts the variables into a container. Returns whether there were any. */
    static boolean put(ObjectNode container, Phrase phrase) {
        ArrayNode env = Docs.listIn(container, "env");
        ArrayNode from = Docs.listIn(container, "envFrom");
        int before = env.toString().length() + from.toString().length();
        sources(env, from, phrase, Docs.text(container, "image"));
        values(phrase).forEach((key, value) -> {
            if (Docs.items(env).stream().noneMatch(e -> Docs.text(e, "name").equals(key) && e.has("valueFrom"))) {
                Docs.put(env, "name", Docs.object("name", key, "value", value));
            }
        });
        boolean changed = env.toString().length() + from.toString().length() != before;
        if (env.isEmpty()) {
            container.remove("env");
        }
        if (from.isEmpty()) {
            container.remove("envFrom");
        }
        return changed;
    }

    /** Names and values, in order. */
    public static Map<String, String> values(Phrase phrase) {
        Map<String, String> values = new LinkedHashMap<>();
        boolean said = phrase.says("\\benv\\b|\\bvariables?\\b");
        for (List<String> row : phrase.rows("(?:^| )" + (said ? KEY : UPPER) + "=" + Phrase.VALUE)) {
            values.put(row.get(0), row.get(1));
        }
        for (List<String> row : phrase.rows("(?:^| )" + (said ? KEY : UPPER) + "= «(\\d+)»")) {
            values.put(row.get(0), phrase.quoted().get(Integer.parseInt(row.get(1))));
        }
        for (List<String> row : phrase.rows("(?:^|\\b(?:set|change|update|and|,)) " + UPPER
                + " (?:on|of|in|for) (?:the )?[\\w-]+(?: (?:deployment|statefulset|daemonset|pod|service))? to "
                + Phrase.VALUE)) {
            values.put(row.get(0), row.get(1));
        }
        String how = " (?:set to|to|=|:|as|is|equals?(?: to)?|with (?:the |a )?value(?: of| :)?|having (?:the"
                + " )?value|value|having value) "
                + Phrase.VALUE;
        if (said) {
            for (List<String> row : phrase.rows("\\b(?:env|variables?)(?: (?:named|called|:))? "
                    + "(?!(?:from|and|to|in|of|on|for)\\b)" + KEY + how)) {
                values.putIfAbsent(row.get(0), row.get(1));
            }
        }
        for (List<String> row : phrase.rows("(?:^|\\b(?:set|and|change|,|update|with|env|variable|add|to|:)) " + UPPER
                + "(?: env| variable)?" + how)) {
            if (row.get(0).length() > 2
                    && !row.get(0).matches("ALL|CPU|TCP|UDP|HTTP|NET_\\w+|SYS_\\w+|PVC|HPA|PDB|RAM|GET|POST")) {
                values.putIfAbsent(row.get(0), row.get(1));
            }
        }
        return values;
    }

    private static Optional<String> password(String image) {
        return Optional.ofNullable(
                switch (ImageWords.name(image)) {
                    case "mysql" -> "MYSQL_ROOT_PASSWORD";
                    case "mariadb" -> "MARIADB_ROOT_PASSWORD";
                    case "postgres" -> "POSTGRES_PASSWORD";
                    case "mongo" -> "MONGO_INITDB_ROOT_PASSWORD";
                    default -> null;
                });
    }

    private static void sources(ArrayNode env, ArrayNode from, Phrase phrase, String image) {
        int before = env.toString().length();
        for (List<String> row : phrase.rows(UPPER
                + "(?: env)?(?: (?:of|in|on|for) (?:the )?(?!key\\b)[\\w-]+(?: deployment| container)?)?(?: which|"
                + " that)?(?: is| are| taken| read| set| comes?| populated| filled| loaded| sourced)*"
                + " (?:from|by|using) (?:the )?(?:key )?(?:"
                + Phrase.VALUE + "(?: key)? (?:of|in|from) (?:the )?)?" + SOURCE
                + "(?: (?:with |under |using |and |, )*(?:the )?key (?:named )?" + Phrase.VALUE + ")?")) {
            String key = !row.get(1).isEmpty() && !row.get(1).equals("the") ? row.get(1) : row.get(4);
            Docs.put(
                    env,
                    "name",
                    Docs.object(
                            "name",
                            row.get(0),
                            "valueFrom",
                            reference(row.get(2), row.get(3), key.isEmpty() ? row.get(0) : key)));
        }
        for (List<String> row : phrase.rows("key " + Phrase.VALUE + " (?:of|from|in) (?:the )?" + SOURCE
                + " (?:as|into|in|to|through|via)(?: an?| the)?(?: env)?(?: named| called| variable)? " + UPPER)) {
            Docs.put(
                    env,
                    "name",
                    Docs.object("name", row.get(3), "valueFrom", reference(row.get(1), row.get(2), row.get(0))));
        }
        // The password that a well-known image asks for by a name of its own.
        phrase.rows(
                        "\\b(?:root |admin |its )?password (?:is |comes |taken |read |set )*(?:from|in) (?:the |key (?:named )?(?<k>\\S+) of (?:the )?)?"
                                + SOURCE + "(?:[ ,(]|with|under|and|the)* ?key (?:named )?" + Phrase.VALUE)
                .forEach(r -> password(image)
                        .ifPresent(name -> Docs.put(
                                env,
                                "name",
                                Docs.object(
                                        "name",
                                        name,
                                        "valueFrom",
                                        reference(r.get(1), r.get(2), r.get(3).replaceAll("[)]$", ""))))));
        boolean all = phrase.says(
                "\\benvfrom\\b|\\ball (?:of )?(?:the )?(?:its )?(?:keys|values|entries|data|variables|env)|\\bas"
                        + " env\\b|\\benv (?:are |is )?(?:loaded |taken |read |set |come |populated"
                        + " )*from\\b|\\b(?:load|inject|get|take|read|populate|consume)s?(?: its| the| all| their)* env"
                        + " (?:from|of|with)|\\binto (?:its |the )?env(?:ironment)?\\b|\\benvironment (?:is )?(?:loaded"
                        + " |taken |read |populated )?from\\b|as (?:its |the )?environment|through env|via env|inject");
        if (all && before == env.toString().length()) {
            for (List<String> row : phrase.rows(SOURCE)) {
                String ref = row.get(0).equalsIgnoreCase("secret") ? "secretRef" : "configMapRef";
                from.add(Docs.object(ref, Docs.object("name", row.get(1))));
            }
        }
    }

    private static ObjectNode reference(String kind, String name, String key) {
        return Docs.object(
                kind.equalsIgnoreCase("secret") ? "secretKeyRef" : "configMapKeyRef",
                Docs.object("name", name, "key", key));
    }
}
