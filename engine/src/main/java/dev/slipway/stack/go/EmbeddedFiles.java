package dev.slipway.stack.go;

import dev.slipway.inventory.Tree;
import dev.slipway.stack.node.page.EmbeddedPage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that is compiled into the program, or served from a folder beside it. Its files are not in the source, so
 * another build makes them.
 *
 * @param target folder that has to exist
 * @param compiled whether it has to exist for the compiler
 */
record EmbeddedFiles(EmbeddedPage page, String target, boolean compiled) {
    private static final Pattern EMBED = Pattern.compile("(?m)^//go:embed\\s+(.+)$");
    private static final Pattern SERVED =
            Pattern.compile("\"(?:\\./)?((?:[\\w-]+/)*[\\w-]+/(?:dist|build|out))(?:/[\\w.*-]*)*\"");
    private static final Pattern PLACEHOLDER =
            Pattern.compile("(?i)\\.git(keep|ignore)|\\.keep|placeholder.*|index\\.html|readme.*");

    static Optional<EmbeddedFiles> of(GoProgram program) {
        Tree tree = program.module().tree();
        String dir = program.module().dir();
        for (GoFile file : program.files()) {
            Matcher embed = EMBED.matcher(file.text());
            while (embed.find()) {
                for (String word : embed.group(1).strip().split("\\s+")) {
                    String path = word.replaceAll("^\"|\"$", "").replaceFirst("^all:", "");
                    Optional<EmbeddedFiles> found =
                            of(tree, dir, Tree.at(Tree.parent(file.path()), folder(path)), true);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return program.files().stream()
                .flatMap(file -> SERVED.matcher(file.code()).results())
                .flatMap(m -> of(tree, dir, Tree.at(dir, m.group(1)), false).stream())
                .filter(found -> found.target().startsWith(found.folder() + "/"))
                .findFirst();
    }

    private static Optional<EmbeddedFiles> of(Tree tree, String dir, String target, boolean compiled) {
        boolean there = tree.content(target).stream()
                .anyMatch(f -> !PLACEHOLDER.matcher(Tree.name(f)).matches());
        boolean file = tree.has(target);
        return there || file || target.equals(dir)
                ? Optional.empty()
                : EmbeddedPage.of(tree, dir, target).map(page -> new EmbeddedFiles(page, target, compiled));
    }

    /** The folder in a pattern of files: {@code dist} for {@code dist/*} and {@code dist/index.html}. */
    private static String folder(String pattern) {
        List<String> parts = Arrays.asList(pattern.split("/"));
        int end = 0;
        while (end < parts.size() && parts.get(end).matches("[^*?\\[.]+")) {
            end++;
        }
        return String.join("/", parts.subList(0, Math.max(end, parts.size() == 1 ? 1 : end)));
    }

    String folder() {
        return page.dir();
    }
}
