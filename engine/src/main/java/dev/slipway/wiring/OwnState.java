package dev.slipway.wiring;

import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds state that a program keeps by itself: in its memory, which a second pod would not share, or in files beside its
 * code, which a container's read-only file system refuses.
 */
final class OwnState {
    private static final Pattern CODE = Pattern.compile(".*\\.([cm]?[jt]s|py)");
    private static final Pattern TEST = Pattern.compile(
            "(.*/)?(tests?([-_]\\w+)?|__tests__|e2e|spec|seeds?|migrations)/.*|.*[._](test|spec)\\.\\w+|(.*/)?test_[^/]*");

    /** A list, map or set that lives as long as the program. */
    private static final Pattern VARIABLE = Pattern.compile(
            "(?m)^(?:export )?(?:const|let|var) (\\w+)(?:\\s*:[^=\\n]+)?\\s*=\\s*(?:\\[|\\{|new (?:Map|Set)\\b)"
                    + "|^(\\w+)(?:\\s*:[^=\\n]+)?\\s*=\\s*(?:\\[|\\{|dict\\(|list\\(|set\\(|defaultdict\\()");

    private static final Pattern SOCKETS = Pattern.compile(
            "new Server\\([^;]{0,200}|socketio\\.AsyncServer\\(|SocketIO\\(|from [\"']socket\\.io[\"']");
    private static final Pattern SHARED_SOCKETS =
            Pattern.compile("redis-adapter|createAdapter|AsyncRedisManager|message_queue");

    private static final Pattern WRITES = Pattern.compile(
            "mkdir|writeFile|createWriteStream|diskStorage|multer\\(|makedirs|UPLOAD|\\.save\\(|shutil\\.copy|open\\([^)\\n"
                    + "]*[\"'][wa]b?[\"']");
    private static final Pattern FOLDER = Pattern.compile(
            "(?:mkdir(?:Sync)?\\(|makedirs\\(|\\bdest\\s*:|UPLOAD\\w*[\"'\\]]*\\s*=)\\s*(?:path\\.(?:join|resolve)\\(\\s*(?:__dirname|process\\.cwd\\(\\))\\s*,\\s*)?[\"'](?:\\./)?([\\w-]+(?:/[\\w-]+)*)/?[\"']");
    /** A folder that Git ignores, by its plain name. */
    private static final Pattern IGNORED = Pattern.compile("/?([\\w-]+(?:/[\\w-]+)*)/?(?:\\*+)?");

    private final Tree tree;
    private final List<String> notes = new ArrayList<>();

    OwnState(Tree tree) {
        this.tree = tree;
    }

    List<String> notes() {
        return notes;
    }

    /** The project, deployed so that it loses none of its state. */
    Project kept(Project project) {
        Service service = project.service();
        if (service.role() != Role.BACKEND || service.port() == 0) {
            return project;
        }
        List<String> code = tree.below(
                service.dir(),
                f -> CODE.matcher(f).matches()
                        && !TEST.matcher(f).matches()
                        && project.takes().stream().noneMatch(page -> f.startsWith(page + "/")));
        Service kept = service;
        Optional<String> memory = memory(code);
        if (memory.isPresent()) {
            notes.add(memory.get() + ": " + service.name()
                    + " keeps state in its memory, so it has one pod: what it keeps is lost when it is started anew");
            kept = kept.amended(kept.amendments().alone());
        }
        for (var folder : folders(service.dir(), code).entrySet()) {
            String path = "/app/" + folder.getKey();
            notes.add(folder.getValue() + ": " + service.name() + " writes to " + folder.getKey()
                    + ": it lies in a volume, and the service has one pod");
            kept = kept.amended(kept.amendments().keeping(path));
        }
        return kept == service ? project : project.with(kept);
    }

    private Optional<String> memory(List<String> code) {
        for (String file : code) {
            String text = tree.text(file);
            Matcher sockets = SOCKETS.matcher(text);
            if (text.contains("socket")
                    && sockets.find()
                    && code.stream()
                            .noneMatch(f -> SHARED_SOCKETS.matcher(tree.text(f)).find())
                    && text.matches("(?s).*(socket\\.io|socketio|SocketIO).*")) {
                return Optional.of(tree.place(file, sockets.start()));
            }
            Matcher variable = VARIABLE.matcher(text);
            while (variable.find()) {
                String name = variable.group(1) != null ? variable.group(1) : variable.group(2);
                if (changes(text, name, variable.end())) {
                    return Optional.of(tree.place(file, variable.start()));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a function behind its declaration adds something to it. */
    private static boolean changes(String text, String name, int from) {
        String quoted = Pattern.quote(name);
        return Pattern.compile("(?m)^[ \\t]+[^\\n]*\\b" + quoted
                        + "(?:\\.(?:push|set|add|append|unshift|splice|update|insert|setdefault)\\(|\\[[^\\]\\n"
                        + "]+\\]\\s*[+-]?=[^=])")
                .matcher(text)
                .find(from);
    }

    /** Folders below the service's that it writes to, each with the place that shows it. */
    private TreeMap<String, String> folders(String dir, List<String> code) {
        TreeMap<String, String> folders = new TreeMap<>();
        for (String file : code) {
            String text = tree.text(file);
            Matcher matcher = FOLDER.matcher(text);
            while (matcher.find()) {
                folders.putIfAbsent(matcher.group(1), tree.place(file, matcher.start()));
            }
            if (WRITES.matcher(text).find()) {
                ignored(dir).stream()
                        .filter(folder -> text.matches("(?s).*[\"'/]" + Pattern.quote(Tree.name(folder)) + "[\"'/].*"))
                        .forEach(folder -> folders.putIfAbsent(folder, file));
            }
        }
        // A volume would hide what a build puts into a folder of files that are sent as they are.
        folders.keySet()
                .removeIf(folder -> folder.startsWith("tmp")
                        || folder.contains("node_modules")
                        || folder.matches("static(files)?|test-results"));
        return folders;
    }

    /** Folders that Git ignores below a folder. Nobody wrote their content, so a tool or the program did. */
    private List<String> ignored(String dir) {
        List<String> folders = new ArrayList<>();
        for (String at = dir; ; at = Tree.parent(at)) {
            for (String line : tree.lines(Tree.at(at, ".gitignore"))) {
                Matcher matcher = IGNORED.matcher(line.strip());
                if (matcher.matches()) {
                    String path = Tree.at(at, matcher.group(1));
                    if (dir.isEmpty() || path.startsWith(dir + "/")) {
                        folders.add(path.substring(dir.isEmpty() ? 0 : dir.length() + 1));
                    }
                }
            }
            if (at.isEmpty()) {
                break;
            }
        }
        folders.removeIf(
                f -> f.matches("(.*/)?(node_modules|dist|build|out|coverage|target|venv|env|__pycache__|logs?)"));
        return folders;
    }
}
