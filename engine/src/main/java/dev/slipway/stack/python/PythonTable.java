package dev.slipway.stack.python;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A table of dependencies as Poetry and Pipenv write it: {@code fastapi = "^0.110"}, as requirements that pip knows. */
final class PythonTable {
    private static final Pattern LINE = Pattern.compile("(?m)^[\"']?([A-Za-z0-9][\\w.-]*)[\"']?\\s*=\\s*(.+?)\\s*$");
    private static final Pattern PLAIN = Pattern.compile("[\"']([^\"']*)[\"'].*");
    private static final Pattern VERSION = Pattern.compile("\\bversion\\s*=\\s*[\"']([^\"']*)[\"']");
    private static final Pattern EXTRAS = Pattern.compile("\\bextras\\s*=\\s*\\[([^]]*)]");
    private static final Pattern CARET = Pattern.compile("([~^])\\s*([\\d.]+).*");

    private PythonTable() {}

    /**
     * The requirements in a section, in their order, by their line in it.
     *
     * @param section {@code tool.poetry.dependencies} or {@code packages}
     */
    static Map<String, String> requirements(String text, String section) {
        Map<String, String> requirements = new LinkedHashMap<>();
        Matcher begin =
                Pattern.compile("(?m)^\\[" + Pattern.quote(section) + "]\\s*$").matcher(text);
        if (!begin.find()) {
            return requirements;
        }
        Matcher end = Pattern.compile("(?m)^\\[").matcher(text);
        String body = text.substring(begin.end(), end.find(begin.end()) ? end.start() : text.length());
        LINE.matcher(body).results().filter(m -> !m.group(1).equals("python")).forEach(m -> {
            String value = m.group(2);
            Matcher plain = PLAIN.matcher(value);
            Matcher version = VERSION.matcher(value);
            String wanted = plain.matches() ? plain.group(1) : version.find() ? version.group(1) : "*";
            Matcher extras = EXTRAS.matcher(value);
            String with = extras.find() ? "[" + extras.group(1).replaceAll("[\"'\\s]", "") + "]" : "";
            requirements.put(m.group(), m.group(1) + with + range(wanted.strip()));
        });
        return requirements;
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
