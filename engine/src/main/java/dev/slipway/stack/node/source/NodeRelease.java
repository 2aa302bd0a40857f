package dev.slipway.stack.node.source;

import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The major version of Node.js for a package.
 *
 * @param why for people, with the place; empty for the usual version
 */
public record NodeRelease(int major, String why) {
    public static final NodeRelease USUAL = new NodeRelease(24, "");

    /** The oldest version that can load the script that a program loads first. */
    private static final int OLDEST = 18;

    private static final int NEWEST = 26;
    private static final Map<String, Integer> CALLED =
            Map.of("hydrogen", 18, "iron", 20, "jod", 22, "krypton", 24, "*", 24);
    private static final Pattern NUMBER = Pattern.compile("\\s*v?(\\d{1,2})(\\.[\\w.*-]+)?\\s*");
    private static final Pattern CLAUSE = Pattern.compile("(>=|<=|>|<|\\^|~|=)?\\s*v?(\\d{1,2})(\\.[\\dxX*]+)*");

    /** The oldest version that an author's Dockerfile is followed to: older ones are seldom a choice, but never changed. */
    private static final int SERVED = 20;

    private static final Pattern FROM =
            Pattern.compile("(?m)^FROM\\s+(?:--platform=\\S+\\s+)?(?:\\S*/)?node:(\\d{2})\\b");

    /** A file that names the version for another tool. */
    private record VersionFile(String file, Pattern pattern) {}

    private static final List<VersionFile> VERSION_FILES = List.of(
            new VersionFile(".nvmrc", Pattern.compile("^\\s*(\\S+)")),
            new VersionFile(".node-version", Pattern.compile("^\\s*(\\S+)")),
            new VersionFile(".tool-versions", Pattern.compile("(?m)^node(?:js)?\\s+(\\S+)")));

    /**
     * The version that the author names in one of these folders; else the newest in a range, with the usual one first; without a
     * range, that of the author's own image: compiled packages are often made for it alone.
     *
     * @param engines the range; blank for none
     * @param place of the range
     */
    static NodeRelease of(Tree tree, List<String> folders, String engines, String place) {
        for (String folder : folders) {
            for (VersionFile by : VERSION_FILES) {
                String file = Tree.at(folder, by.file());
                Matcher said = by.pattern().matcher(tree.text(file));
                if (said.find()) {
                    OptionalInt major = number(said.group(1));
                    if (major.isPresent()) {
                        return at(major.getAsInt(), tree.place(file, said.start(1)));
                    }
                }
            }
        }
        for (String folder : engines.isBlank() ? folders : List.<String>of()) {
            String file = Tree.at(folder, "Dockerfile");
            Matcher from = FROM.matcher(tree.text(file));
            if (from.find() && Integer.parseInt(from.group(1)) >= SERVED) {
                return at(Integer.parseInt(from.group(1)), tree.place(file, from.start()));
            }
        }
        return engines.isBlank() || allows(engines, USUAL.major)
                ? USUAL
                : IntStream.iterate(NEWEST, major -> major >= OLDEST, major -> major - 1)
                        .filter(major -> allows(engines, major))
                        .boxed()
                        .min((a, b) -> Integer.compare(a % 2, b % 2))
                        .map(major -> at(major, place))
                        .orElse(USUAL);
    }

    /** The version of this name. @param name such as {@code 22} or {@code 22.4.1} */
    static Optional<NodeRelease> named(String name) {
        OptionalInt major = number(name);
        return major.isPresent() ? Optional.of(new NodeRelease(major.getAsInt(), "")) : Optional.empty();
    }

    private static NodeRelease at(int said, String place) {
        int major = Math.max(OLDEST, said);
        return major == USUAL.major
                ? USUAL
                : new NodeRelease(
                        major,
                        place + ": Node.js " + said + (said == major ? "" : " is too old for an image: " + major)
                                + " is taken");
    }

    private static OptionalInt number(String said) {
        String name = said.replaceFirst("^lts/", "").replaceFirst("^(lts|latest|node|stable)$", "*");
        Matcher number = NUMBER.matcher(name);
        return number.matches()
                ? OptionalInt.of(Integer.parseInt(number.group(1)))
                : CALLED.containsKey(name) ? OptionalInt.of(CALLED.get(name)) : OptionalInt.empty();
    }

    /** Whether a range (node-semver) contains a version of this major. */
    static boolean allows(String range, int major) {
        for (String alternative : range.split("\\|\\|")) {
            boolean all = true;
            Matcher clause = CLAUSE.matcher(alternative.replaceAll("(\\d\\S*)\\s+-\\s+(\\S+)", ">=$1 <=$2"));
            while (clause.find()) {
                int named = Integer.parseInt(clause.group(2));
                boolean more = clause.group(3) != null && !clause.group().matches(".*?\\d+(\\.[0xX*]+)+");
                all &= switch (clause.group(1) == null ? "" : clause.group(1)) {
                    case ">=" -> major >= named;
                    case ">" -> more ? major >= named : major > named;
                    case "<=" -> major <= named;
                    case "<" -> more ? major <= named : major < named;
                    default -> major == named;
                };
            }
            if (all) {
                return true;
            }
        }
        return false;
    }
}
