package dev.slipway.assist.guard;

import dev.slipway.application.Secrecy;
import dev.slipway.assist.plan.Docs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes secrets out of what is to leave this machine: data, variables, logs, events, annotations. It would rather take too much:
 * what it hides is still on the cluster.
 */
public final class Redaction {
    /** What stands in the place of a secret. */
    public static final String HIDDEN = "[hidden]";

    private static final int LEAST = 6;
    private static final String NAME =
            "[\\w.-]*(?:passw(?:or)?d|passphrase|pwd|secret|token|credential|api[_-]?key|access[_-]?key|private[_-]?key"
                    + "|signing[_-]?key|encryption[_-]?key|client[_-]?secret|salt|cookie|session[_-]?id)s?[\\w-]*";
    /** A name of this ending only says where a secret is. */
    private static final Pattern POINTS =
            Pattern.compile("(?i).*(?:name|namespace|ref|keyref|type|path|mount|count|limit|ttl|class)s?");

    private static final List<Pattern> WHOLE = List.of(
            Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)"),
            Pattern.compile("\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}(?:\\.[A-Za-z0-9_-]*)?"),
            Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
            Pattern.compile("\\b(?:sk|pk|rk)[-_](?:[a-z]+[-_])*[A-Za-z0-9_-]{16,}"),
            Pattern.compile(
                    "\\b(?:gh[pousr]_|github_pat_|glpat-|npm_|hf_|xox[abeprs]-|dop_v1_|pypi-)[A-Za-z0-9_-]{16,}"),
            Pattern.compile("\\bAIza[0-9A-Za-z_-]{30,}"));
    private static final Pattern URL = Pattern.compile("(\\b[a-z][a-z0-9+.-]*://[^/\\s:@\"']*):([^/\\s@\"']+)@");
    private static final Pattern HEADER =
            Pattern.compile("(?i)\\b(authorization\"?\\s*[:=]\\s*\"?(?:bearer|basic|token|digest)?|bearer|basic)\\s+"
                    + "([A-Za-z0-9+/=_.~-]{8,})");
    private static final Pattern PAIR = Pattern.compile(
            "(?i)(?<![\\w.-])([\"']?(" + NAME + ")[\"']?\\s*[=:]\\s*)(\"[^\"]*\"|'[^']*'|[^\\s,;&\"'{\\[]+)");
    private static final Pattern FLAG = Pattern.compile("(?i)(--(" + NAME + ")\\s+)([^\\s-][^\\s]*)");
    private static final Pattern NAMED_VALUE = Pattern.compile("(?i)(\"?name\"?\\s*:\\s*\"?(" + NAME
            + ")\"?\\s*,?\\s*\"?value\"?\\s*:\\s*)(\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s,}]+)");
    /** A variable's value in a list of differences, whose name stands in another line or in none. */
    private static final Pattern DIFFERENCE = Pattern.compile("(?m)(\\benv\\.\\d+\\.value: ).*$");

    private final List<String> known;

    /** @param env variables of this process: values of secret ones are hidden wherever they stand */
    public Redaction(Map<String, String> env) {
        Set<String> values = new HashSet<>();
        env.forEach((name, value) -> {
            if (value.length() >= LEAST && Secrecy.broken(name, value)) {
                values.add(value);
            }
        });
        List<String> longestFirst = new ArrayList<>(values);
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        this.known = List.copyOf(longestFirst);
    }

    /** The text without its secrets. */
    public String of(String text) {
        String left = text;
        for (String value : known) {
            left = left.replace(value, HIDDEN);
        }
        for (Pattern whole : WHOLE) {
            left = whole.matcher(left).replaceAll(HIDDEN);
        }
        left = URL.matcher(left).replaceAll("$1:" + Matcher.quoteReplacement(HIDDEN) + "@");
        left = HEADER.matcher(left).replaceAll("$1 " + Matcher.quoteReplacement(HIDDEN));
        left = NAMED_VALUE.matcher(left).replaceAll(m -> hidden(m.group(1)));
        left = DIFFERENCE.matcher(left).replaceAll(m -> hidden(m.group(1)));
        left = pairs(PAIR, left);
        return pairs(FLAG, left);
    }

    private static String hidden(String before) {
        return Matcher.quoteReplacement(before + HIDDEN);
    }

    private static String pairs(Pattern pattern, String text) {
        return pattern.matcher(text)
                .replaceAll(
                        m -> POINTS.matcher(m.group(2)).matches() || m.group(3).contains(HIDDEN)
                                ? Matcher.quoteReplacement(m.group())
                                : hidden(m.group(1)));
    }

    /** A copy of an object of the API without its secrets: values of Secrets and of secret variables, what annotations repeat. */
    public ObjectNode of(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        if (Docs.text(copy, "kind").equals("Secret")) {
            for (String field : List.of("data", "stringData")) {
                if (copy.get(field) instanceof ObjectNode data) {
                    List.copyOf(data.propertyNames()).forEach(key -> data.put(key, HIDDEN));
                }
            }
        }
        if (copy.path("metadata").get("annotations") instanceof ObjectNode annotations) {
            annotations.remove("kubectl.kubernetes.io/last-applied-configuration");
        }
        return (ObjectNode) cleaned("", copy);
    }

    private JsonNode cleaned(String name, JsonNode node) {
        if (node instanceof ObjectNode object) {
            String variable = object.path("name").asString("");
            boolean secret = object.has("value")
                    && object.path("value").isString()
                    && Secrecy.broken(variable, object.path("value").asString(""));
            for (String field : List.copyOf(object.propertyNames())) {
                object.set(
                        field,
                        secret && field.equals("value") ? Docs.node(HIDDEN) : cleaned(field, object.path(field)));
            }
            return object;
        }
        if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, cleaned(name, list.get(i)));
            }
            return list;
        }
        if (node.isString()) {
            String text = node.asString("");
            boolean secret = !name.isEmpty() && !POINTS.matcher(name).matches() && Secrecy.broken(name, text);
            return Docs.node(secret ? HIDDEN : of(text));
        }
        return node;
    }
}
