package dev.slipway.stack.node;

import dev.slipway.inventory.Tree;
import dev.slipway.stack.node.runtime.Bun;
import dev.slipway.stack.node.runtime.NodeRuntime;
import dev.slipway.stack.node.source.JavaScriptCode;
import dev.slipway.stack.node.source.NodePackages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a Node.js program starts by its scripts, without a package manager in between.
 *
 * @param words behind {@code node}; for a program of Bun, {@code bun} and the words behind it
 * @param place that shows it
 * @param developers whether it needs a tool from the development packages
 */
public record NodeStart(List<String> words, String place, boolean developers) {
    private static final List<String> FILES =
            List.of("server", "index", "app", "main", "src/server", "src/index", "src/app", "src/main");

    /** Manifests of other languages, whose code may lie beside a script. */
    private static final List<String> MANIFESTS = List.of(
            "requirements.txt",
            "pyproject.toml",
            "Pipfile",
            "pom.xml",
            "build.gradle",
            "go.mod",
            "Cargo.toml",
            "composer.json",
            "Gemfile",
            "mix.exs",
            "deno.json",
            "deno.jsonc");

    /** The folder of programs that packages install. */
    static final String BIN = "node_modules/.bin/";

    /** Programs that only serve developers, or start others that do. */
    private static final Set<String> FOR_DEVELOPERS = Set.of(
            "astro",
            "concurrently",
            "docusaurus",
            "eleventy",
            "gatsby",
            "nuxt",
            "nuxi",
            "quasar",
            "rsbuild",
            "svelte-kit",
            "vinxi",
            "vitepress",
            "vuepress",
            "wrangler",
            "docker",
            "docker-compose",
            "electron",
            "expo",
            "lerna",
            "ng",
            "npm-run-all",
            "nx",
            "parcel",
            "react-native",
            "react-scripts",
            "run-p",
            "run-s",
            "turbo",
            "vite",
            "vue-cli-service",
            "webpack",
            "webpack-dev-server");

    static final Pattern LISTENS =
            Pattern.compile("\\.bindAsync\\(|\\.listen\\(|\\bserve\\(|\\blisten:|new WebSocketServer\\(|new"
                    + " WebSocket\\.Server\\(|NestFactory\\.create|export default \\{[^}]*\\bfetch\\b");

    /** Functions that Node.js does not have. */
    private static final Pattern BUN = Pattern.compile("\\bBun\\.(?:serve|file|sql|redis)\\b");

    private static final Pattern DENO = Pattern.compile("\\bDeno\\.(?:serve|listen|env)\\b");

    private static final Pattern BUILDS =
            Pattern.compile("\\b(build|tsc|rimraf|webpack|vite|esbuild|tsup|swc|generate|lint|clean|install)\\b");

    private static final List<List<String>> COMPILERS =
            List.of(List.of("--import", "tsx"), List.of("--require", "ts-node/register"));

    public NodeStart {
        words = List.copyOf(words);
    }

    /** The program that the author's scripts start; else a file that looks like a program. */
    public static Optional<NodeStart> of(Tree tree, String dir, NodePackages packages) {
        return author(tree, dir, packages)
                .or(() -> scripts(tree, dir, packages, "serve", "dev"))
                .or(() -> file(tree, dir, packages));
    }

    /** The program that the start script starts. */
    static Optional<NodeStart> author(Tree tree, String dir, NodePackages packages) {
        return scripts(tree, dir, packages, "start:prod", "start:production", "start");
    }

    private static Optional<NodeStart> scripts(Tree tree, String dir, NodePackages packages, String... names) {
        return Stream.of(names)
                .flatMap(name -> packages
                        .script(name)
                        .flatMap(script -> script(tree, dir, packages, packages.followed(script)))
                        .map(words -> new NodeStart(words, packages.place(name), developers(packages, words)))
                        .stream())
                .findFirst();
    }

    /** The words behind {@code node} in a command; empty if it starts no program of the folder. */
    public static Optional<List<String>> command(Tree tree, String dir, NodePackages packages, String script) {
        return script(tree, dir, packages, script);
    }

    /** The start of a service with a command of its own. */
    public static NodeStart of(List<String> command) {
        List<String> words = new ArrayList<>(command.subList(3, command.size()));
        if (command.getFirst().equals(Bun.PROGRAM)) {
            words.addFirst(Bun.NAME);
        }
        return new NodeStart(words, "", tool(words));
    }

    /**
     * Commands that the author runs before each start, such as a migration ({@code prestart}, or the commands before
     * the last {@code &&}). Commands that only build are left out, because the build is done.
     */
    static List<String> before(Tree tree, String dir, NodePackages packages) {
        List<String> lines = new ArrayList<>();
        for (String name : List.of("start:prod", "start:production", "start")) {
            if (packages.script(name).isPresent()) {
                packages.script("pre" + name).ifPresent(lines::add);
                String script = packages.followed(packages.script(name).get());
                if (script.contains("&&")) {
                    lines.add(script.substring(0, script.lastIndexOf("&&")));
                }
                break;
            }
        }
        List<String> commands = lines.stream()
                .flatMap(line -> Stream.of(line.split("&&")))
                .map(line -> packages.followed(line.strip()))
                .filter(line -> !BUILDS.matcher(line).find())
                .flatMap(line -> script(tree, dir, packages, line).stream())
                .map(words -> NodeRuntime.PROGRAM + " " + String.join(" ", words))
                .toList();
        return commands.isEmpty()
                ? List.of()
                : commands.size() == 1 && !commands.getFirst().matches(".*[\"'$|;<>].*")
                        ? List.of(commands.getFirst().split(" "))
                        : List.of("/bin/sh", "-c", String.join(" && ", commands));
    }

    /** What the script that starts it builds first, for a package without a build script. It is empty where that is nothing. */
    static String built(NodePackages packages) {
        return Stream.of("start:prod", "start:production", "start")
                .filter(name -> packages.script(name).isPresent())
                .limit(1)
                .flatMap(name -> Stream.of(
                        packages.script("pre" + name).orElse(""),
                        packages.followed(packages.script(name).get()).replaceFirst("(^|&&)[^&]*$", "")))
                .flatMap(line -> Stream.of(line.split("&&")))
                .map(String::strip)
                .filter(line -> BUILDS.matcher(line).find())
                .collect(Collectors.joining(" && "));
    }

    /** Whether the program that starts it is among the development packages. */
    private static boolean developers(NodePackages packages, List<String> words) {
        return words.getFirst().startsWith(BIN)
                ? !packages.production(words.getFirst().substring(BIN.length()))
                : tool(words);
    }

    /** Whether a package installs the program. */
    boolean brought() {
        return !words.isEmpty() && words.getFirst().startsWith(BIN);
    }

    /** The program's name, if a package installs it. */
    String program() {
        return words.getFirst().replace(BIN, "");
    }

    boolean bun() {
        return !words.isEmpty() && words.getFirst().equals(Bun.NAME);
    }

    /** Its command in the image. */
    public static List<String> command(List<String> words) {
        boolean bun = words.getFirst().equals(Bun.NAME);
        List<String> command = new ArrayList<>(
                bun
                        ? List.of(Bun.PROGRAM, "--preload", NodeRuntime.START.to())
                        : List.of(NodeRuntime.PROGRAM, "--import", NodeRuntime.START.to()));
        command.addAll(bun ? words.subList(1, words.size()) : words);
        return command;
    }

    /** The start for people. */
    String shown() {
        return (bun() ? "" : "node ") + String.join(" ", words);
    }

    private static boolean tool(List<String> words) {
        return words.getFirst().startsWith("node_modules/")
                || COMPILERS.stream().anyMatch(words::containsAll);
    }

    /** Whether a program lies in a folder that is no package, is below none, and has no other build. */
    static boolean alone(Tree tree, String dir) {
        for (String at = dir; ; at = Tree.parent(at)) {
            if (tree.has(Tree.at(at, "package.json"))) {
                return false;
            }
            if (at.isEmpty()) {
                break;
            }
        }
        return MANIFESTS.stream().noneMatch(name -> tree.has(Tree.at(dir, name)))
                && file(tree, dir, NodePackages.none(tree, dir)).isPresent();
    }

    /** A file that is the program itself, if no script starts it. */
    private static Optional<NodeStart> file(Tree tree, String dir, NodePackages packages) {
        return Stream.concat(
                        Stream.of(packages.main()).filter(f -> !f.isEmpty()),
                        FILES.stream().flatMap(f -> Stream.of(f + ".js", f + ".mjs", f + ".cjs", f + ".ts")))
                .filter(f -> LISTENS.matcher(JavaScriptCode.of(tree, Tree.at(dir, f)))
                        .find())
                .filter(f ->
                        !DENO.matcher(JavaScriptCode.of(tree, Tree.at(dir, f))).find())
                .findFirst()
                .map(f -> {
                    boolean bun = packages.bun()
                            || BUN.matcher(JavaScriptCode.of(tree, Tree.at(dir, f)))
                                    .find();
                    return new NodeStart(bun ? List.of(Bun.NAME, f) : List.of(f), Tree.at(dir, f), false);
                });
    }

    private static Optional<List<String>> script(Tree tree, String dir, NodePackages packages, String script) {
        // The commands before are a build, which is done already.
        String last = script.substring(script.lastIndexOf("&&") < 0 ? 0 : script.lastIndexOf("&&") + 2)
                .strip();
        List<String> words = new ArrayList<>(Arrays.asList(last.split("\\s+")));
        while (!words.isEmpty() && words.getFirst().matches("cross-env|npx|\\w+=\\S*|--no-install")) {
            words.removeFirst();
        }
        if (words.isEmpty()) {
            return Optional.empty();
        }
        String tool = words.removeFirst();
        String file = words.stream()
                .filter(w -> tree.has(Tree.at(dir, w.replaceFirst("^\\./", ""))))
                .findFirst()
                .or(() -> words.stream()
                        .filter(w -> !w.startsWith("-") && !w.equals("watch") && !w.equals("run"))
                        .findFirst())
                .orElse("");
        return switch (tool) {
            case "node" ->
                file.isEmpty()
                        ? Optional.empty()
                        : known(tree, dir, packages, file).map(f -> replaced(words, file, f));
            case "bun" ->
                file.isEmpty() || !tree.has(Tree.at(dir, file)) && !file.contains("/")
                        ? Optional.empty()
                        : known(tree, dir, packages, file).map(f -> List.of(Bun.NAME, f));
            case "nest" -> packages.script("build").map(build -> List.of("dist/main.js"));
            case "nodemon", "tsx", "ts-node", "ts-node-dev" ->
                !tree.has(Tree.at(dir, file))
                        ? Optional.empty()
                        : !file.matches(".*\\.[cm]?tsx?")
                                ? Optional.of(List.of(file))
                                : compiler(packages).map(by -> List.of(by.getFirst(), by.getLast(), file));
            default ->
                tool.matches("[\\w.-]+") && !FOR_DEVELOPERS.contains(tool) && packages.brings(tool)
                        ? Optional.of(Stream.concat(Stream.of(BIN + tool), words.stream())
                                .toList())
                        : Optional.empty();
        };
    }

    /** The compiler by its name and not by its file, which may lie in the workspace's folder. */
    private static Optional<List<String>> compiler(NodePackages packages) {
        return COMPILERS.stream()
                .filter(by -> packages.has(by.getLast().replaceFirst("/.*", "")))
                .findFirst();
    }

    /** A file of the source, or one that the build makes. */
    private static Optional<String> known(Tree tree, String dir, NodePackages packages, String file) {
        String plain = file.matches("\\.?/?")
                ? packages.main().isEmpty() ? "index.js" : packages.main()
                : file.replaceFirst("^\\./", "");
        return Stream.of(plain, plain + ".js", plain + "/index.js", plain + ".mjs", plain + ".cjs")
                .filter(f -> tree.has(Tree.at(dir, f)))
                .findFirst()
                .or(() -> packages.script("build").map(build -> plain.matches(".*\\.[cm]?js") ? plain : plain + ".js"));
    }

    private static List<String> replaced(List<String> words, String old, String file) {
        return words.stream()
                .filter(w -> !w.equals("--watch") && !w.startsWith("--inspect") && !w.startsWith("--env-file"))
                .map(w -> w.equals(old) ? file : w)
                .toList();
    }
}
