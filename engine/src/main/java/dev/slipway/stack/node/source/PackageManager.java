package dev.slipway.stack.node.source;

import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The package manager that a lock file names; without a lock, the project itself names it. All except npm are run
 * through npm, in the lock's version, so that the machine needs npm only.
 *
 * @param name npm, pnpm, yarn or bun
 * @param from npm's package that contains it; empty for npm
 */
public record PackageManager(String name, String from, Map<String, String> env) {
    private static final Pattern WANTED = Pattern.compile("(npm|pnpm|yarn|bun)@([0-9][\\w.-]*).*");

    public PackageManager {
        env = Map.copyOf(env);
    }

    /**
     * The package manager of the lock in a folder.
     *
     * @param lock empty if there is none
     * @param wanted {@code packageManager} of package.json; empty if it has none
     */
    public static PackageManager of(Tree tree, String root, String lock, String wanted) {
        Matcher matcher = WANTED.matcher(wanted);
        String told = matcher.matches() ? matcher.group(1) : "";
        String name = name(tree, root, lock, told);
        String version = name.equals(told) ? matcher.group(2) : "";
        return switch (name) {
            case "pnpm" ->
                new PackageManager(name, "pnpm@" + (version.isEmpty() ? pnpm(tree, root, lock) : version), Map.of());
            case "yarn" -> yarn(tree, root, version);
            case "bun" -> new PackageManager(name, "bun@" + (version.isEmpty() ? "1" : version), Map.of());
            default -> new PackageManager("npm", "", Map.of());
        };
    }

    private static String name(Tree tree, String root, String lock, String told) {
        if (lock.isEmpty()) {
            return !told.isEmpty()
                    ? told
                    : tree.has(Tree.at(root, "pnpm-workspace.yaml"))
                            ? "pnpm"
                            : tree.has(Tree.at(root, ".yarnrc.yml")) ? "yarn" : "npm";
        }
        return Stream.of("pnpm", "yarn", "bun")
                .filter(lock::startsWith)
                .findFirst()
                .orElse("npm");
    }

    /**
     * The version of pnpm. From version 10 on it reads settings in pnpm-workspace.yaml alone, and no longer runs
     * packages' install scripts.
     */
    private static String pnpm(Tree tree, String root, String lock) {
        Matcher format = Pattern.compile("lockfileVersion:\\s*'?(\\d+)").matcher(tree.text(Tree.at(root, lock)));
        int major = format.find() ? Integer.parseInt(format.group(1)) : 9;
        String settings = tree.text(Tree.at(root, "pnpm-workspace.yaml"));
        boolean alone = !settings.isBlank() && !settings.matches("(?s).*(^|\\n)packages:.*");
        return alone ? "10" : major >= 9 ? "9" : major >= 6 ? "8" : "7";
    }

    private static PackageManager yarn(Tree tree, String root, String version) {
        boolean classic = version.isEmpty()
                ? !tree.has(Tree.at(root, ".yarnrc.yml"))
                        && !tree.text(Tree.at(root, "yarn.lock")).contains("__metadata:")
                : version.startsWith("1.");
        if (classic) {
            return new PackageManager("yarn", "yarn@1.22.22", Map.of());
        }
        return new PackageManager(
                "yarn",
                "@yarnpkg/cli-dist@" + (version.isEmpty() ? "4" : version),
                // Next.js needs real files.
                Map.of("YARN_ENABLE_TELEMETRY", "0", "YARN_NODE_LINKER", "node-modules"));
    }

    private boolean classic() {
        return from.startsWith("yarn@");
    }

    /** A command of it. */
    public String run(String words) {
        return from.isEmpty() ? "npm " + words : "npm exec --yes --package=" + from + " -- " + name + " " + words;
    }

    /**
     * Options by which it installs only what one package of a workspace needs; empty if it cannot.
     *
     * @param folder relative to the workspace's root
     * @param built folders of the packages that it needs and that are built before it
     * @param called the package's name; may be empty
     */
    public String only(String folder, List<String> built, String called) {
        return switch (name) {
            case "npm" ->
                Stream.concat(Stream.of(folder), built.stream())
                        .map(f -> " --workspace=" + f)
                        .collect(Collectors.joining("", "", " --include-workspace-root"));
            case "pnpm" -> called.isEmpty() ? "" : " --filter '" + called + "...'";
            case "yarn" -> called.isEmpty() || classic() ? "" : " '" + called + "'";
            case "bun" -> " --filter './" + folder + "'";
            default -> "";
        };
    }

    /**
     * Shell that installs what the lock fixes; if the lock does not match, what package.json asks for.
     *
     * @param fits whether the lock is known to be complete
     * @param only options by which it installs a part of a workspace; empty for the whole
     */
    public String install(boolean fits, String only) {
        return switch (name) {
            case "pnpm" ->
                run("install --frozen-lockfile" + only) + " || " + run("install --no-frozen-lockfile" + only);
            case "yarn" ->
                classic()
                        ? run("install --frozen-lockfile") + " || " + run("install --ignore-engines")
                        : run(only.isEmpty() ? "install --immutable" : "workspaces focus" + only) + " || "
                                + run("install --no-immutable");
            case "bun" -> run("install --frozen-lockfile" + only) + " || " + run("install");
            default -> {
                // npm refuses packages whose peer dependencies do not match, though much of such code works.
                String quietly = " --no-audit --no-fund" + only;
                String loosely = quietly + " --legacy-peer-deps";
                yield (fits ? "npm ci" + quietly + " || npm ci" + loosely : "npm install" + quietly) + " || npm install"
                        + loosely;
            }
        };
    }

    /**
     * A command that installs further packages.
     *
     * @param packages for a shell
     * @param root whether the folder is a workspace's root, which needs an option
     */
    String add(List<String> packages, boolean root) {
        String quoted = packages.stream().map(one -> "\"" + one + "\"").collect(Collectors.joining(" "));
        return switch (name) {
            case "pnpm" -> run("add " + (root ? "--ignore-workspace-root-check " : "") + quoted);
            case "yarn" -> run("add " + (root && classic() ? "-W " : "") + quoted);
            case "bun" -> run("add " + quoted);
            default -> run("install --no-audit --no-fund --legacy-peer-deps " + quoted);
        };
    }
}
