package dev.slipway.inventory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides which folders and files count, by their names and their neighbours. */
final class SourceRules {
    /** Folders that tools make, wherever they are. */
    private static final Set<String> MADE =
            Set.of("node_modules", "venv", "virtualenv", "__pycache__", "site-packages", "htmlcov");

    /**
     * Folders that tools make beside one of these files. Without such a file, a person may have written their content.
     */
    private static final Map<String, List<String>> MADE_BESIDE = Map.of(
            "build", List.of("build.gradle", "build.gradle.kts", "package.json", "pyproject.toml"),
            "coverage", List.of("package.json", "pyproject.toml", "setup.cfg", "requirements.txt"),
            "dist", List.of("package.json", "pyproject.toml"),
            "out", List.of("package.json", "pom.xml"),
            "target", List.of("pom.xml", "Cargo.toml", "build.sbt", "project.clj"));

    /** Files in a virtual environment of Python, whatever its folder is called. */
    private static final List<String> VIRTUAL = List.of("pyvenv.cfg", "bin/activate", "Scripts/activate");

    private static final Set<String> HIDDEN_BUT_NEEDED = Set.of(".cargo", ".mvn", ".sqlx", ".well-known", ".yarn");
    private static final Pattern NO_SOURCE =
            Pattern.compile(".*(~|\\.bak|\\.orig|\\.swp|\\.pyc|\\.log|\\.sqlite3?|\\.db|\\.tsbuildinfo)"
                    + "|\\.DS_Store|Thumbs\\.db|next-env\\.d\\.ts|slipway\\.lock");
    private static final Pattern OLDER = Pattern.compile(
            "(?i).*(\\.|[-_ ])(bak|backup|old|orig|copy|deprecated|legacy)( ?\\(?\\d+\\)?)?|(bak|backups?|old|archived?|legacy|references?)|(bak|backup|old|archived?|legacy|deprecated)[-_ .].*");

    /** Patterns for {@code .dockerignore}: what is left out in every folder. */
    static final List<String> GLOBS = List.of(
            "**/.git",
            "**/.gradle",
            "**/.idea",
            "**/.mypy_cache",
            "**/.next",
            "**/.pytest_cache",
            "**/.ruff_cache",
            "**/.slipway",
            "**/.venv",
            "**/.vscode",
            "**/__pycache__",
            "**/node_modules",
            "**/venv",
            "**/*~",
            "**/*.bak",
            "**/*.db",
            "**/*.log",
            "**/*.orig",
            "**/*.pyc",
            "**/*.sqlite",
            "**/*.sqlite3",
            "**/*.swp",
            "**/.DS_Store",
            "**/Thumbs.db");

    private SourceRules() {}

    /**
     * Whether the folder's name says that it holds a service's settings for one environment. It is no service of its
     * own.
     */
    static boolean settingsOnly(String dir) {
        return ("/" + dir + "/").contains("/env/");
    }

    /** Whether a folder's content counts. */
    static boolean counts(Path dir) {
        String name = dir.getFileName().toString();
        if (MADE.contains(name)) {
            return false;
        }
        if (name.startsWith(".")) {
            return HIDDEN_BUT_NEEDED.contains(name);
        }
        boolean made = MADE_BESIDE.getOrDefault(name, List.of()).stream()
                .anyMatch(file -> Files.exists(dir.resolveSibling(file)));
        boolean virtual = name.contains("env") && VIRTUAL.stream().anyMatch(file -> Files.exists(dir.resolve(file)));
        return !made && !virtual;
    }

    /** Whether a file counts whose folder does. */
    static boolean isSource(String name) {
        return !NO_SOURCE.matcher(name).matches();
    }

    /** Whether a folder's name says that it holds an older copy. No service is looked for there. */
    static boolean older(String name) {
        return OLDER.matcher(name).matches();
    }
}
