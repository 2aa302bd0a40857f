package dev.slipway.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/** Reads the instructions of a Dockerfile. Slipway does not build it; it only takes evidence from it. */
public final class DockerfileText {
    private static final Pattern ESCAPE = Pattern.compile("(?i)\\s*#\\s*escape\\s*=\\s*`\\s*");
    private static final Pattern WORDS = Pattern.compile("(\\w+)\\s+(.*)", Pattern.DOTALL);

    private static final Pattern PAIR = Pattern.compile("(\\w+)=\"?([^\\s\"]*)\"?");

    private DockerfileText() {}

    /**
     * An instruction.
     *
     * @param name in capitals
     * @param arguments on one line
     * @param line where it begins, from 1
     */
    public record Instruction(String name, String arguments, int line) {
        /**
         * The arguments one by one. The JSON form gives them as they are; other text is split at blanks. Flags such as
         * {@code --from} are left out.
         */
        public List<String> words() {
            String plain = arguments.replaceFirst("^(--\\S+\\s+)+", "");
            if (plain.startsWith("[")) {
                try {
                    return List.of(new ObjectMapper().readValue(plain, String[].class));
                } catch (JacksonException e) {
                    return List.of();
                }
            }
            return List.of(plain.split("\\s+"));
        }
    }

    /**
     * The instructions in order. A line that ends with a backslash continues on the next one. Comments are left out.
     */
    public static List<Instruction> of(String text) {
        List<String> lines = text.lines().toList();
        String escape = !lines.isEmpty() && ESCAPE.matcher(lines.getFirst()).matches() ? "`" : "\\";
        List<Instruction> all = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            int first = i;
            StringBuilder logical = new StringBuilder();
            for (boolean more = true; more && i < lines.size(); i++) {
                String line = lines.get(i).strip();
                if (line.startsWith("#")) {
                    more = !logical.isEmpty();
                    continue;
                }
                more = line.endsWith(escape);
                logical.append(more ? line.substring(0, line.length() - 1) : line)
                        .append(' ');
            }
            i--;
            Matcher words = WORDS.matcher(logical.toString().strip());
            if (words.matches()) {
                all.add(new Instruction(
                        words.group(1).toUpperCase(Locale.ROOT), words.group(2).strip(), first + 1));
            }
        }
        return all;
    }

    /** The images from which its stages start. */
    public static Stream<String> images(String text) {
        return of(text).stream()
                .filter(instruction -> instruction.name().equals("FROM"))
                .flatMap(instruction -> instruction.words().stream().limit(1));
    }

    /** Its variables, as {@code NAME=value} tells them. */
    public static Map<String, String> env(String text) {
        Map<String, String> variables = new TreeMap<>();
        of(text).stream()
                .filter(instruction -> instruction.name().equals("ENV"))
                .flatMap(instruction -> PAIR.matcher(instruction.arguments()).results())
                .forEach(pair -> variables.put(pair.group(1), pair.group(2)));
        return variables;
    }

    /** The command that starts the image, as one line. The last of its instructions decides. */
    public static Optional<String> start(String text) {
        return of(text).stream()
                .filter(instruction -> instruction.name().matches("CMD|ENTRYPOINT"))
                .reduce((a, b) -> b)
                .map(instruction -> instruction.arguments().startsWith("[")
                        ? String.join(" ", instruction.words())
                        : instruction.arguments());
    }
}
