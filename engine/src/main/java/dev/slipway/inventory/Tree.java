package dev.slipway.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a source tree that people wrote and that count. Left out is what tools leave behind, what is hidden, what
 * is a copy of something older, and secrets. Symbolic links are followed to files inside the tree only.
 */
public final class Tree {
    private static final Set<String> LEFT_BEHIND = Set.of(
            "node_modules",
            "target",
            "venv",
            "env",
            "virtualenv",
            "__pycache__",
            "site-packages",
            "coverage",
            "htmlcov");
    /** Made by tools beside these files, else perhaps somebody's own folder. */
    private static final Map<String, List<String>> MADE = Map.of(
            "build", List.of("build.gradle", "build.gradle.kts", "package.json", "pyproject.toml"),
            "dist", List.of("package.json", "pyproject.toml"),
            "out", List.of("package.json", "pom.xml"));

    private static final Set<String> HIDDEN_BUT_NEEDED = Set.of(".mvn", ".well-known", ".yarn");
    private static final Pattern OLDER = Pattern.compile(
            "(?i).*(\\.|[-_ ])(bak|backup|old|orig|copy|deprecated|legacy)( ?\\(?\\d+\\)?)?|(bak|backups?|old|archived?|legacy|references?)|(bak|backup|old|archived?|legacy|deprecated)[-_ .].*");
    private static final Pattern WORTHLESS =
            Pattern.compile(".*(~|\\.bak|\\.orig|\\.swp|\\.pyc|\\.log|\\.sqlite3?|\\.db)|\\.DS_Store|Thumbs\\.db");
    private static final Pattern SECRETS =
            Pattern.compile("\\.env(\\..*)?|.*\\.(pem|key|p12|jks|keystore)|id_(rsa|ed25519)");
    private static final int DEEPEST = 40;
    private static final long LONGEST_TEXT = 2_000_000;

    private final Path root;
    private final TreeSet<String> files;
    private final TreeSet<String> secrets;
    private final Supplier<String> date;
    private final Map<String, Optional<String>> texts = new HashMap<>();

    private Tree(Path root, TreeSet<String> files, TreeSet<String> secrets, Supplier<String> date) {
        this.root = root;
        this.files = files;
        this.secrets = secrets;
        this.date = date;
    }

    /** @param date of the last commit, as an instant; empty where it is not known */
    public static Tree of(Path root, Supplier<String> date) throws IOException {
        TreeSet<String> files = new TreeSet<>();
        TreeSet<String> secrets = new TreeSet<>();
        Files.walkFileTree(root, Set.of(), DEEPEST, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                return dir.equals(root) || counts(dir) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (!attributes.isRegularFile() && !linksInside(root, file)) {
                    return FileVisitResult.CONTINUE;
                }
                if (SECRETS.matcher(name).matches()) {
                    secrets.add(relative(root, file));
                } else if (!WORTHLESS.matcher(name).matches()) {
                    files.add(relative(root, file));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return new Tree(root, files, secrets, date);
    }

    private static boolean counts(Path dir) {
        String name = dir.getFileName().toString();
        if (LEFT_BEHIND.contains(name) || OLDER.matcher(name).matches()) {
            return false;
        }
        if (name.startsWith(".")) {
            return HIDDEN_BUT_NEEDED.contains(name);
        }
        return MADE.getOrDefault(name, List.of()).stream().noneMatch(by -> Files.exists(dir.resolveSibling(by)));
    }

    private static boolean linksInside(Path root, Path link) {
        try {
            Path target = link.toRealPath();
            return Files.isRegularFile(target) && target.startsWith(root.toRealPath());
        } catch (IOException e) {
            return false; // a link to nowhere
        }
    }

    private static String relative(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    /** {@code dir/name}, where {@code dir} may be empty. */
    public static String at(String dir, String name) {
        return dir.isEmpty() ? name : dir + "/" + name;
    }

    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Of the last commit, as an instant; empty where it is not known. */
    public String date() {
        return date.get();
    }

    /** Committed files that hold secrets by their name; never read for their values. */
    List<String> secrets() {
        return List.copyOf(secrets);
    }

    public boolean has(String path) {
        return files.contains(path);
    }

    /** The folders that hold files, the root ({@code ""}) first. */
    public List<String> folders() {
        TreeSet<String> folders = new TreeSet<>(Set.of(""));
        for (String file : files) {
            for (String dir = parent(file); !dir.isEmpty(); dir = parent(dir)) {
                folders.add(dir);
            }
        }
        return List.copyOf(folders);
    }

    /** All files below a folder, sorted. */
    public List<String> below(String dir) {
        return below(dir, file -> true);
    }

    public List<String> below(String dir, Predicate<String> which) {
        if (dir.isEmpty()) {
            return files.stream().filter(which).toList();
        }
        return files.subSet(dir + "/", dir + "0").stream().filter(which).toList();
    }

    /** The file's text, {@code ""} where there is none or it is no text. */
    public String text(String path) {
        return texts.computeIfAbsent(path, this::read).orElse("");
    }

    public List<String> lines(String path) {
        return text(path).lines().toList();
    }

    private Optional<String> read(String path) {
        try {
            Path file = root.resolve(path);
            if ((!files.contains(path) && !secrets.contains(path)) || Files.size(file) > LONGEST_TEXT) {
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(file);
            Charset encoding = encoding(bytes);
            String text = new String(bytes, encoding);
            return Optional.of(encoding.equals(StandardCharsets.UTF_8) ? text : text.replaceFirst("^\uFEFF", ""));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** As the file's first bytes tell. */
    public Charset encoding(String path) {
        try (InputStream in = Files.newInputStream(root.resolve(path))) {
            return encoding(in.readNBytes(2));
        } catch (IOException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static Charset encoding(byte[] bytes) {
        if (bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
            return StandardCharsets.UTF_16LE;
        }
        return bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF
                ? StandardCharsets.UTF_16BE
                : StandardCharsets.UTF_8;
    }

    /** {@code file:line} of the offset in the file's text. */
    public String place(String path, int offset) {
        return path + ":"
                + (1
                        + text(path)
                                .substring(0, offset)
                                .chars()
                                .filter(c -> c == '\n')
                                .count());
    }

    /** The number that the first of the patterns to be found in one of the files has in its first group. */
    public OptionalInt number(Iterable<String> in, List<Pattern> patterns) {
        for (Pattern pattern : patterns) {
            for (String file : in) {
                Matcher matcher = pattern.matcher(text(file));
                if (matcher.find()) {
                    return OptionalInt.of(Integer.parseInt(matcher.group(1)));
                }
            }
        }
        return OptionalInt.empty();
    }
}
