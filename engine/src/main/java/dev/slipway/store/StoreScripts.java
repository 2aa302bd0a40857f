package dev.slipway.store;

import dev.slipway.inventory.Tree;
import dev.slipway.manifest.ComposeFiles;
import dev.slipway.manifest.DockerfileText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files that the database runs when it creates its data: of SQL, or scripts of MongoDB's shell. The application names them in a volume of a Compose file
 * or in a Dockerfile of the database.
 *
 * @param files relative to the application's root
 * @param database that they are meant for; empty if unknown
 */
record StoreScripts(List<String> files, String database) {
    /** The folder in which the official images of databases look for them. */
    static final String FOLDER = "/docker-entrypoint-initdb.d";

    /** The file that the start programs share. */
    static final String SHARED = "/usr/local/lib/slipway/store.sh";

    private static final Pattern NAME =
            Pattern.compile("(?m)\\b(?:MYSQL_DATABASE|MARIADB_DATABASE|POSTGRES_DB|MONGO_INITDB_DATABASE)[\\s=:\"']+"
                    + "(?:\\$\\{\\w+:?-)?([A-Za-z][\\w-]*)\\b");
    private static final Pattern USE = Pattern.compile(
            "(?im)^\\s*(?:USE|\\\\c|CREATE\\s+DATABASE(?:\\s+IF\\s+NOT\\s+EXISTS)?)\\s+[`\"]?([A-Za-z][\\w-]*)");

    StoreScripts {
        files = List.copyOf(files);
    }

    /** Files of SQL. @param image the name of the database's image, without its registry and its tag */
    static StoreScripts of(Tree tree, String image) {
        return of(tree, image, ".sql");
    }

    /**
     * Files of one kind.
     *
     * @param image the name of the database's image, without its registry and its tag
     * @param end of the files' names
     */
    static StoreScripts of(Tree tree, String image, String end) {
        Pattern named = Pattern.compile("(.*/)?(" + image + ")([:@].*)?");
        TreeSet<String> files = new TreeSet<>();
        StringBuilder told = new StringBuilder();
        for (ComposeFiles.Entry service : ComposeFiles.of(tree)) {
            if (named.matcher(String.valueOf(service.keys().get("image"))).matches()) {
                ComposeFiles.list(service.keys().get("volumes")).stream()
                        .flatMap(volume -> source(volume).stream())
                        .forEach(source -> files.addAll(scripts(tree, ComposeFiles.inside(source), end)));
                told.append(service.keys().get("environment")).append('\n');
            }
        }
        for (String file : tree.below("", f -> Tree.name(f).equals("Dockerfile"))) {
            String text = tree.text(file);
            if (DockerfileText.images(text).anyMatch(from -> named.matcher(from).matches())) {
                DockerfileText.of(text).stream()
                        .filter(instruction -> instruction.name().matches("COPY|ADD"))
                        .map(DockerfileText.Instruction::words)
                        .filter(words -> words.size() > 1 && words.getLast().startsWith(FOLDER))
                        .flatMap(words -> words.subList(0, words.size() - 1).stream())
                        .forEach(source -> files.addAll(
                                scripts(tree, Tree.at(Tree.parent(file), ComposeFiles.inside(source)), end)));
                told.append(text).append('\n');
            }
        }
        return new StoreScripts(List.copyOf(files), files.isEmpty() ? "" : database(tree, told.toString(), files));
    }

    private static String database(Tree tree, String told, TreeSet<String> files) {
        Matcher name = NAME.matcher(told);
        if (name.find()) {
            return name.group(1);
        }
        return files.stream()
                .map(file -> USE.matcher(tree.text(file)))
                .filter(Matcher::find)
                .map(m -> m.group(1))
                .findFirst()
                .orElse("");
    }

    /** The path that a volume mounts into the folder of such scripts. */
    private static Optional<String> source(Object volume) {
        if (volume instanceof Map<?, ?> map) {
            return String.valueOf(map.get("target")).startsWith(FOLDER)
                    ? Optional.of(String.valueOf(map.get("source")))
                    : Optional.empty();
        }
        String[] parts = String.valueOf(volume).split(":");
        return parts.length > 1 && parts[1].startsWith(FOLDER) ? Optional.of(parts[0]) : Optional.empty();
    }

    /** @param path of a file or a folder, or a pattern of files in one folder, as {@code COPY} takes it */
    private static List<String> scripts(Tree tree, String path, String end) {
        if (Tree.name(path).contains("*")) {
            Pattern name = Pattern.compile(("\\Q" + Tree.name(path) + "\\E").replace("*", "\\E[^/]*\\Q"));
            return tree.below(
                    Tree.parent(path),
                    f -> f.endsWith(end)
                            && Tree.parent(f).equals(Tree.parent(path))
                            && name.matcher(Tree.name(f)).matches());
        }
        return tree.has(path)
                ? Stream.of(path).filter(f -> f.endsWith(end)).toList()
                : tree.below(path, f -> f.endsWith(end) && Tree.parent(f).equals(path));
    }
}
