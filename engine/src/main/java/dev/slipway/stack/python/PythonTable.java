package dev.slipway.stack.python;

import dev.slipway.manifest.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Converts a table of dependencies of Poetry or Pipenv, such as {@code fastapi = "^0.110"}, to pip's requirements. */
final class PythonTable {
    private static final Pattern CARET = Pattern.compile("([~^])\\s*([\\d.]+).*");

    private PythonTable() {}

    /**
     * The requirements of a table, in order, by their names in it. Those that are built from a folder are left out.
     */
    static Map<String, String> requirements(Document table) {
        Map<String, String> requirements = new LinkedHashMap<>();
        table.properties().stream()
                .filter(one -> !one.getKey().equals("python"))
                .filter(one -> !one.getValue().has("path"))
                .forEach(one -> requirements.put(one.getKey(), requirement(one.getKey(), one.getValue())));
        return requirements;
    }

    private static String requirement(String name, Document value) {
        Document one = value.isArray() && !value.isEmpty() ? value.path(0) : value;
        String wanted = one.isString() ? one.asString() : one.path("version").asString("*");
        if (one.has("git")) {
            String at = one.path("rev")
                    .asString(one.path("tag")
                            .asString(
                                    one.path("branch").asString(one.path("ref").asString(""))));
            return name + " @ git+" + one.path("git").asString() + (at.isEmpty() ? "" : "@" + at);
        }
        if (one.has("url")) {
            return name + " @ " + one.path("url").asString();
        }
        List<String> extras = new ArrayList<>();
        one.path("extras").forEach(extra -> extras.add(extra.asString("")));
        return name + (extras.isEmpty() ? "" : "[" + String.join(",", extras) + "]") + range(wanted.strip());
    }

    /** {@code ^1.2.3} is {@code >=1.2.3,<2}, {@code ^0.2} is {@code >=0.2,<0.3}, {@code ~1.2.3} is {@code >=1.2.3,<1.3}. */
    private static String range(String wanted) {
        if (wanted.isEmpty() || wanted.equals("*")) {
            return "";
        }
        Matcher caret = CARET.matcher(wanted);
        if (!caret.matches()) {
            return Character.isDigit(wanted.charAt(0)) ? "==" + wanted : wanted;
        }
        String[] parts = caret.group(2).split("\\.");
        int at = caret.group(1).equals("~") ? Math.min(1, parts.length - 1) : 0;
        while (caret.group(1).equals("^") && at < parts.length - 1 && parts[at].equals("0")) {
            at++;
        }
        StringBuilder below = new StringBuilder();
        for (int i = 0; i < at; i++) {
            below.append(parts[i]).append('.');
        }
        return ">=" + caret.group(2) + ",<" + below + (Integer.parseInt(parts[at]) + 1);
    }
}
