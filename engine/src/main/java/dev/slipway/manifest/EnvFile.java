package dev.slipway.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a file of variables such as {@code .env.example}. */
public final class EnvFile {
    private static final Pattern LINE = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][\\w.-]*)\\s*=\\s*(.*)");
    private static final Pattern QUOTED = Pattern.compile("([\"'`])(.*?)(?<!\\\\)\\1.*", Pattern.DOTALL);

    private EnvFile() {}

    /** @param value without quotes and comments; @param line from 1 */
    public record Variable(String name, String value, int line) {}

    /** The variables in order. A quoted value may have several lines. */
    public static List<Variable> of(String text) {
        List<String> lines = text.lines().toList();
        List<Variable> all = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher matcher = LINE.matcher(lines.get(i));
            if (!matcher.matches()) {
                continue;
            }
            int first = i;
            StringBuilder value = new StringBuilder(matcher.group(2).strip());
            if (!value.isEmpty() && "\"'`".indexOf(value.charAt(0)) >= 0) {
                int end = closing(lines, i, value.toString());
                for (; i < end; i++) {
                    value.append('\n').append(lines.get(i + 1));
                }
            }
            all.add(new Variable(matcher.group(1), unquoted(value.toString()), first + 1));
        }
        return all;
    }

    /** The line on which a quoted value ends; its first one if the quote is never closed. */
    private static int closing(List<String> lines, int first, String start) {
        StringBuilder text = new StringBuilder(start);
        for (int i = first; i < lines.size(); i++) {
            if (i > first) {
                text.append('\n').append(lines.get(i));
            }
            if (QUOTED.matcher(text).matches()) {
                return i;
            }
        }
        return first;
    }

    private static String unquoted(String value) {
        Matcher quoted = QUOTED.matcher(value);
        return quoted.matches() ? quoted.group(2) : value.replaceFirst("(^|\\s+)#.*", "");
    }
}
