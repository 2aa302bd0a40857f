package dev.slipway.manifest;

import dev.slipway.inventory.Tree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads which paths settings of nginx pass on, and to whom. Slipway runs no nginx; they are evidence. */
public final class NginxFile {
    private static final Pattern LOCATION = Pattern.compile("\\blocation\\s+(?:(=|~\\*?|\\^~)\\s*)?([^\\s{]+)\\s*\\{");
    private static final Pattern PASSED =
            Pattern.compile("\\bproxy_pass\\s+https?://([\\w.-]+)(?::\\d+)?(/[^\\s;]*)?\\s*;");
    private static final Pattern UPSTREAM =
            Pattern.compile("\\bupstream\\s+([\\w.-]+)\\s*\\{[^}]*?\\bserver\\s+([\\w.-]+)");
    /** Takes the prefix off, as {@code proxy_pass} with a path does. */
    private static final Pattern REWRITTEN =
            Pattern.compile("\\brewrite\\s+\\^?(/[\\w/-]*?)/?\\(\\.[*+]\\)\\$?\\s+/\\$1\\b");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)}?");

    private NginxFile() {}

    /**
     * What goes on to another server.
     *
     * @param prefix of paths, without a slash at its end; empty for all
     * @param host as it stands there
     * @param path that takes the prefix's place, without a slash at its end
     */
    public record Forward(String prefix, String host, String path) {}

    /**
     * The ways of the settings in a folder, the longest prefix first. Where there are none, those of a server that stands before
     * the folder's own one and passes all other paths on to it.
     */
    public static List<Forward> of(Tree tree, String dir) {
        List<Forward> own = settings(tree, dir).stream()
                .flatMap(file -> of(tree.text(file), variables(tree, dir)).stream())
                .toList();
        return (own.isEmpty() && !dir.isEmpty() ? before(tree, dir) : own)
                .stream()
                        .distinct()
                        .sorted(Comparator.comparing(
                                        (Forward way) -> -way.prefix().length())
                                .thenComparing(Forward::prefix))
                        .toList();
    }

    private static List<String> settings(Tree tree, String dir) {
        return tree.below(dir, file -> file.matches(".*\\.(conf|template)|(.*/)?nginx[^/]*"));
    }

    private static List<Forward> before(Tree tree, String dir) {
        List<String> names = Stream.concat(
                        Stream.of(Tree.name(dir)),
                        ComposeFiles.of(tree).stream()
                                .filter(entry ->
                                        entry.folder().filter(dir::equals).isPresent())
                                .map(ComposeFiles.Entry::name))
                .toList();
        return settings(tree, "").stream()
                .map(file -> of(tree.text(file), variables(tree, Tree.parent(file))))
                .filter(ways -> ways.stream().anyMatch(way -> way.prefix().isEmpty() && names.contains(way.host())))
                .findFirst()
                .orElse(List.of());
    }

    /** @param variables that stand in the text as <code>$NAME</code> or <code>${NAME}</code> */
    static List<Forward> of(String settings, Map<String, String> variables) {
        String text = VARIABLE.matcher(settings.replaceAll("(?m)(^|\\s)#.*$", "$1"))
                .replaceAll(m -> Matcher.quoteReplacement(variables.getOrDefault(m.group(1), m.group())));
        Map<String, String> upstreams = new TreeMap<>();
        Matcher upstream = UPSTREAM.matcher(text);
        while (upstream.find()) {
            upstreams.put(upstream.group(1), upstream.group(2));
        }
        List<Forward> ways = new ArrayList<>();
        Matcher location = LOCATION.matcher(text);
        while (location.find()) {
            String kind = location.group(1) == null ? "" : location.group(1);
            String prefix = kind.startsWith("~") ? literal(location.group(2)) : location.group(2);
            String body = text.substring(location.end(), end(text, location.end()));
            Matcher passed = PASSED.matcher(body);
            if (prefix.startsWith("/") && passed.find()) {
                String host = upstreams.getOrDefault(passed.group(1), passed.group(1));
                String to = passed.group(2) != null && !passed.group(2).contains("$")
                        ? passed.group(2)
                        : REWRITTEN.matcher(body).find() ? "/" : prefix;
                ways.add(new Forward(plain(prefix), host, plain(to)));
            }
        }
        return ways;
    }

    /** What a pattern such as {@code ^/api/(.*)$} begins with, where that is all it asks for; else nothing. */
    private static String literal(String pattern) {
        Matcher matcher =
                Pattern.compile("\\^(/[\\w/-]+?)/?(\\(?\\.[*+]\\)?\\$?)?").matcher(pattern);
        return matcher.matches() ? matcher.group(1) : "";
    }

    private static String plain(String path) {
        return path.replaceFirst("/+$", "");
    }

    /** Where the block ends that begins before {@code from}. */
    private static int end(String text, int from) {
        int open = 1;
        for (int at = from; at < text.length(); at++) {
            open += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
            if (open == 0) {
                return at;
            }
        }
        return text.length();
    }

    /** Of the Dockerfile beside them, and of the Compose service that is built of the folder. */
    private static Map<String, String> variables(Tree tree, String dir) {
        Map<String, String> variables = new TreeMap<>(DockerfileText.env(tree.text(Tree.at(dir, "Dockerfile"))));
        ComposeFiles.of(tree).stream()
                .filter(entry -> entry.folder().filter(dir::equals).isPresent())
                .forEach(entry -> variables.putAll(entry.environment()));
        return variables;
    }
}
