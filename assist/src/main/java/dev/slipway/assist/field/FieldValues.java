package dev.slipway.assist.field;

import dev.slipway.assist.words.Phrase;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value that a request gives to a field, from the text before and behind the field's name. */
final class FieldValues {
    private static final int LONGEST = 7;
    private static final Map<String, Integer> UNITS = Map.of(
            "s", 1, "sec", 1, "second", 1, "m", 60, "min", 60, "minute", 60, "h", 3600, "hour", 3600, "d", 86_400);
    private static final Pattern TIME = Pattern.compile(
            "(\\d{1,7})(?: |-)?(s|secs?|seconds?|m|mins?|minutes?|h|hours?|d)?(?= |$|-)", Pattern.CASE_INSENSITIVE);
    /** Words between a field and its value. */
    private static final Set<String> LINKS = Set.of(
            "to", "of", "is", "be", "as", "at", "with", "=", ":", "should", "must", "set", "on", "for", "a", "the",
            "value");

    private static final Pattern NO = Pattern.compile(
            "(?:^| )(?:disable[sd]?|no|not|without|never|off|forbid|don't|doesn't|unset|false|deactivate)(?: |$)",
            Pattern.CASE_INSENSITIVE);

    private FieldValues() {}

    static Optional<Long> number(FieldTree.Leaf leaf, String before, String after) {
        String rest = after.replaceFirst("(?i)^(.*?\\bfrom \\S+ (?:\\w+ )?)?(?=to \\d)", "");
        Matcher m = TIME.matcher(rest);
        Matcher earlier = Pattern.compile(
                        "(\\d{1,7})(?: |-)?(s|secs?|seconds?|m|mins?|minutes?|h|hours?|d)?$", Pattern.CASE_INSENSITIVE)
                .matcher(before);
        boolean behind = m.find() && rest.substring(0, m.start()).split(" ").length <= LONGEST;
        Matcher found = behind ? m : earlier.find() ? earlier : null;
        if (found == null) {
            return Optional.empty();
        }
        long number = Long.parseLong(found.group(1));
        String unit = found.group(2) == null
                ? "s"
                : found.group(2).toLowerCase(Locale.ROOT).replaceFirst("(?<=..)s$", "");
        return Optional.of(leaf.inSeconds() ? number * UNITS.getOrDefault(unit, 1) : number);
    }

    static boolean truth(String before, String after) {
        Matcher said = Pattern.compile(
                        "^(?:(?:to|is|=|:|of|should|be|\\S+) )?(?:be )?(true|false|on|off|yes|no)(?: |$)",
                        Pattern.CASE_INSENSITIVE)
                .matcher(after);
        if (said.find()) {
            return said.group(1).matches("(?i)true|on|yes");
        }
        return !NO.matcher(before).find() && !after.matches("(?i)(?:to |is )?(?:off|false|disabled)\\b.*");
    }

    static Optional<Object> either(String before, String after) {
        Matcher m = Pattern.compile("^(?:\\D{0,40}? )??(\\d+%?)(?= |$)").matcher(after);
        Matcher earlier = Pattern.compile("(\\d+%?)$").matcher(before);
        Matcher found = m.find() ? m : earlier.find() ? earlier : null;
        return Optional.ofNullable(found).map(f -> f.group(1).endsWith("%") ? f.group(1) : Integer.valueOf(f.group(1)));
    }

    static Optional<String> text(Phrase phrase, FieldTree.Leaf leaf, String before, String after) {
        Matcher linked = Pattern.compile(
                        "^(?:(?:of|on|for|in) (?:(?:the )?(?:\\w+ )?\\S+ )?)?(?:(?:should|must) be|to be|to|is|=|:|as|with) (?:the )?(?:value |serviceaccount |class |priorityclass )?(«\\d+»|[^\\s,;]+)",
                        Pattern.CASE_INSENSITIVE)
                .matcher(after);
        // A field that names another object is followed by the name alone: "the service account reporter".
        Matcher next = Pattern.compile(
                        leaf.name().endsWith("Name")
                                ? "^(?:named |called )?(?!(?:to|of|is|for|in|on|with|and)\\b)(«\\d+»|[\\w/.-]+)"
                                : "^(«\\d+»|[A-Z][\\w/.-]*)")
                .matcher(after);
        Matcher earlier = Pattern.compile("(?:^| )([A-Z][\\w/.-]*)$").matcher(before);
        String value = linked.find() && !LINKS.contains(linked.group(1))
                ? linked.group(1)
                : next.find() ? next.group(1) : earlier.find() ? earlier.group(1) : "";
        if (value.isEmpty()) {
            return Optional.empty();
        }
        String plain = phrase.resolved(value);
        // What these take are words such as Always, Retain and ClientIP.
        return Optional.of(
                leaf.name().matches(".*(?:Policy|Mode|Affinity)") && plain.matches("[a-z][A-Za-z]*")
                        ? plain.substring(0, 1).toUpperCase(Locale.ROOT) + plain.substring(1)
                        : plain);
    }
}
