package dev.slipway.inventory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Which folders and files count, by their names and by what lies beside or in them. */
final class SourceRules {
    /** Folders that tools make, wherever they are. */
    private static final Set<String> MADE =
            Set.of("node_modules", "venv", "virtualenv", "__pycache__", "site-packages", "htmlcov");

    /** Folders that tools make beside one of these files; elsewhere a person may have written what is in them. */
    private static final Map<String, List<String>> MADE_BESIDE = Map.of(
            "build", List.of("build.gradle", "build.gradle.kts", "package.json", "pyproject.toml"),
            "coverage", List.of("package.json", "pyproject.toml", "setup.cfg", "requirements.txt"),
            "dist", List.of("package.json", "pyproject.toml"),
            "out", List.of("package.json", "pom.xml"),
            "target", List.of("pom.xml", "Cargo.toml", "build.sbt", "project.clj"));

    /** What a virtual environment of Python has in it, whatever its folder is called. */
    private static final List<String> VIRTUAL = List.of("pyvenv.cfg", "bin/activate", "Scripts/activate");

    private static final Set<String> HIDDEN_BUT_NEEDED = Set.of(".cargo", ".mvn", ".sqlx", ".well-known", ".yarn");
    private static final Pattern NO_SOURCE =
            Pattern.compile(".*(~|\\.bak|\\.orig|\\.swp|\\.pyc|\\.log|\\.sqlite3?|\\.db|\\.tsbuildinfo)"
                    + "|\\.DS_Store|Thumbs\\.db|next-env\\.d\\.ts|slipway\\.lock");
    private static final Pattern OLDER = Pattern.compile(
            "(?i).*(\\.|[-_ ])(bak|backup|old|orig|copy|deprecated|legacy)( ?\\(?\\d+\\)?)?|(bak|backups?|old|archived?|legacy|references?)|(bak|backup|old|archived?|legacy|deprecated)[-_ .].*");

    /** For {@code .dockerignore}: what is left out wherever it is. */
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

    /** Whether a folder has what a service reads of its environment by its name: it is no service of its own. */
    static boolean settingsOnly(String dir) {
        return ("/" + dir + "/").contains("/env/");
    }

    /** Whether what is below a folder counts at all. */
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

    /** Whether a file of a folder that counts does. */
    static boolean isSource(String name) {
        return !NO_SOURCE.matcher(name).matches();
    }

    /** Whether a folder's name says that what is in it is a copy of something older: no service is looked for there. */
    static boolean older(String name) {
        return OLDER.matcher(name).matches();
    }
}
