package dev.slipway.assist.slot;

import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.words.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the command of a container. */
public final class CommandWords {
    private static final String RUNS =
            "(?:command|commands|execut(?:es?|ing)|run(?:s|ning)?|do(?:es|ing)?|args?|arguments?)";
    private static final Pattern SHELL = Pattern.compile("[;|&<>$`*]|\\bwhile\\b|\\bfor\\b|&&");

    private CommandWords() {}

    static boolean put(ObjectNode container, Phrase phrase) {
        Optional<List<String>> command = of(phrase);
        command.ifPresent(c -> container.set("command", Docs.list(c)));
        phrase.value("\\bargs?(?:uments?)? (?:are |is |: |= ?|of )*(«\\d+»)")
                .ifPresent(a -> container.set("args", words(phrase, a)));
        return command.isPresent();
    }

    private static ArrayNode words(Phrase phrase, String text) {
        return Docs.list(split(text));
    }

    /** The words of the command. */
    public static Optional<List<String>> of(Phrase phrase) {
        Optional<String> quoted = phrase.value("\\b" + RUNS
                + "(?: (?:of|in|for) (?:the )?(?:\\w+ )?[\\w-]+ (?:with|to|by|be|is|as))?(?: (?:the|a|this|following|command|commands|is|of|as|to|:|=|shell|script|line|and|run|execute))*"
                + " («\\d+»)");
        if (quoted.isPresent()) {
            return quoted.map(CommandWords::split);
        }
        Optional<String> quotedFirst = phrase.value("\\bcommand(?: :| =)? ((?:/?[\\w./-]+ )+«\\d+»)");
        if (quotedFirst.isPresent()) {
            return quotedFirst.map(c -> shell(phrase, c));
        }
        Optional<String> plain =
                phrase.raw("\\bcommand (?:is |of |: |= ?|to |that runs )*((?:sh|bash|/bin/sh|/bin/bash) -c «\\d+»)");
        if (plain.isPresent()) {
            return plain.map(c -> shell(phrase, c));
        }
        Optional<String> dashed = phrase.raw("(?: -- )(.+)$");
        if (dashed.isPresent()) {
            return dashed.map(c -> shell(phrase, c.replaceAll(" [.,].*$", "")));
        }
        Optional<String> sleep = phrase.value("\\b(?:sleep(?:s|ing)?) (?:for )?(\\d+|infinity|forever|3600s)");
        Optional<List<String>> writes = writes(phrase);
        if (writes.isPresent()) {
            return writes;
        }
        if (sleep.isPresent()) {
            return Optional.of(List.of("sleep", sleep.get().equals("forever") ? "infinity" : sleep.get()));
        }
        if (phrase.says("\\bsleep(?:s|ing)?(?: forever| infinitely| indefinitely)?(?: |$)")) {
            return Optional.of(List.of("sleep", "infinity"));
        }
        Optional<String> word =
                phrase.raw("\\bcommand (?:is |: |= ?)?((?!(?:and|with|in|to|that|for|is|which)\\b)[\\w./-]+(?:"
                        + " (?!(?:and|with|in|on|every|then|,|\\.)(?: |$))[\\w./=:-]+)*)");
        return word.filter(w -> !w.isEmpty()).map(w -> List.of(w.split(" ")));
    }

    private static List<String> shell(Phrase phrase, String text) {
        List<String> words = new ArrayList<>();
        Matcher m = Pattern.compile("«(\\d+)»|\\S+").matcher(text);
        while (m.find()) {
            words.add(phrase.resolved(m.group()));
        }
        return words;
    }

    private static List<String> split(String command) {
        if (command.startsWith("[") && command.endsWith("]")) {
            return List.of(command.substring(1, command.length() - 1).split("\u0001"));
        }
        Matcher sh = Pattern.compile("^(?:(/bin/)?(sh|bash)) -c ['\"]?(.*?)['\"]?$", Pattern.DOTALL)
                .matcher(command);
        if (sh.matches()) {
            return List.of((sh.group(1) == null ? "" : sh.group(1)) + sh.group(2), "-c", sh.group(3));
        }
        return SHELL.matcher(command).find() ? List.of("sh", "-c", command) : List.of(command.split(" +"));
    }

    /** "writes the date to /data/out every 5 seconds" as a shell command. */
    private static Optional<List<String>> writes(Phrase phrase) {
        List<List<String>> rows = phrase.rows(
                "\\b(?:write|append|log|echo|print|output)(?:s|ing)? (?:out )?(.{1,60}?)(?: (?:to|into|in) (?:the |a"
                        + " )?(?:file |shared file )?(?:at |named |called )?(/[\\w./-]+|standard output|stdout|the log|its"
                        + " log))?(?: every (\\d+|few)? ?(?:seconds?|s)\\b(?: (?:to|into|in) (?:the )?(?:file"
                        + " )?(/[\\w./-]+))?|$| then| and| ,| \\.| once| in a loop| continuously)");
        for (List<String> row : rows) {
            String what = row.get(0).strip();
            String file = !row.get(1).isEmpty() ? row.get(1) : row.get(3);
            boolean date = what.matches("(?i).*\\b(?:date|time|timestamps?)\\b.*");
            boolean spoken =
                    phrase.says("\\b(?:that|which|to|it|command|runs?|should|will|must|container|job|and) (?:\\w+"
                            + " )?(?:write|append|log|echo|print|output)");
            if (!spoken || (!date && !what.matches(".*['\"].*") && file.isEmpty() && what.split(" ").length > 6)) {
                continue;
            }
            String say = date
                    ? "date"
                    : "echo " + quote(what.replaceFirst("(?i)^(?:the )?(?:text|message|line|words?|string) ", ""));
            boolean toFile = file.startsWith("/");
            boolean loop = !row.get(2).isEmpty()
                    || phrase.says("every (?:few )?seconds?|continuously|in a loop|periodically|constantly");
            String each = row.get(2).matches("\\d+") ? row.get(2) : "1".equals(row.get(2)) ? "1" : "5";
            String line = say + (toFile ? (loop || phrase.says("append") ? " >> " : " > ") + file : "");
            return Optional.of(
                    List.of("sh", "-c", loop ? "while true; do " + line + "; sleep " + each + "; done" : line));
        }
        Optional<String> reads = phrase.value(
                "\\b(?:read|tail|follow|watch|stream|print)(?:s|ing)? (?:the |from |of |content |contents |that |log"
                        + " |data |lines |new )*(?:file )?(/[\\w./-]+\\.?\\w*)");
        return reads.map(f -> List.of("sh", "-c", "touch " + f + "; tail -f " + f));
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
