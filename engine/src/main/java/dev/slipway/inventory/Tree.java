package dev.slipway.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.stream.Stream;

/** The files of a source tree, for the search for services. A text is read once, when it is first asked for. */
public final class Tree {
    private static final long LONGEST_TEXT = 2_000_000;

    private final Inventory inventory;
    private final TreeSet<String> searched = new TreeSet<>();
    private final TreeSet<String> aside = new TreeSet<>();
    private final TreeSet<String> secrets = new TreeSet<>();
    private final Supplier<String> date;
    private final Map<String, Optional<String>> texts = new HashMap<>();
    private final Map<String, Object> read = new HashMap<>();

    private Tree(Inventory inventory, Supplier<String> date) {
        this.inventory = inventory;
        this.date = date;
        inventory.entries().forEach((path, entry) -> {
            switch (entry.kind()) {
                case SOURCE -> searched.add(path);
                case ASIDE -> aside.add(path);
                case SECRET -> secrets.add(path);
            }
        });
    }

    /** @param date of the last commit, as an instant; empty if it is unknown */
    public static Tree of(Path root, Supplier<String> date) throws IOException {
        return new Tree(Inventory.of(root), date);
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

    /** Time of the last commit, as an instant; empty if it is unknown. */
    public String date() {
        return date.get();
    }

    /** Committed files that hold secrets by their name. Their values are never read. */
    List<String> secrets() {
        return List.copyOf(secrets);
    }

    /** Notes for a person about files that are not in the tree. */
    public List<String> notes() {
        return inventory.notes();
    }

    public boolean has(String path) {
        return searched.contains(path) || aside.contains(path);
    }

    /** The folders in which services are looked for, the root ({@code ""}) first. */
    public List<String> folders() {
        TreeSet<String> folders = new TreeSet<>(Set.of(""));
        for (String file : searched) {
            for (String dir = parent(file); !dir.isEmpty(); dir = parent(dir)) {
                folders.add(dir);
            }
        }
        folders.removeIf(SourceRules::settingsOnly);
        return List.copyOf(folders);
    }

    /** The files below a folder that show what a service is, sorted. */
    public List<String> below(String dir) {
        return below(dir, file -> true);
    }

    public List<String> below(String dir, Predicate<String> which) {
        List<String> found = below(searched, dir).filter(which).toList();
        // A person may name a folder that is not searched.
        return found.isEmpty() && !dir.isEmpty()
                ? below(aside, dir).filter(which).toList()
                : found;
    }

    /** The files below a folder that go into images, sorted; also those that are not searched for services. */
    public List<String> content(String dir) {
        return Stream.concat(below(searched, dir), below(aside, dir)).sorted().toList();
    }

    private static Stream<String> below(TreeSet<String> files, String dir) {
        return (dir.isEmpty() ? files : files.subSet(dir + "/", dir + "0")).stream();
    }

    /** Whether the file's mode allows running it. Git on Windows does not keep that mode. */
    public boolean executable(String path) {
        return has(path) && Files.isExecutable(inventory.root().resolve(path));
    }

    /** A value that is made from a folder or file. It is made once, when it is first asked for. */
    public <T> T once(Class<T> kind, String path, Supplier<T> reader) {
        String key = kind.getName() + " " + path;
        Object known = read.get(key);
        if (known == null) {
            known = reader.get();
            read.put(key, known);
        }
        return kind.cast(known);
    }

    /** The file's text; {@code ""} if there is no such file or it is no text. */
    public String text(String path) {
        return texts.computeIfAbsent(path, this::read).orElse("");
    }

    public List<String> lines(String path) {
        return text(path).lines().toList();
    }

    private Optional<String> read(String path) {
        try {
            Inventory.Entry entry = inventory.entries().get(path);
            if (entry == null || entry.size() > LONGEST_TEXT) {
                return Optional.empty();
            }
            Path file = inventory.root().resolve(path);
            byte[] bytes = Files.readAllBytes(file);
            Charset encoding = encoding(bytes);
            String text = new String(bytes, encoding);
            return Optional.of(encoding.equals(StandardCharsets.UTF_8) ? text : text.replaceFirst("^\uFEFF", ""));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The encoding that the file's first bytes show. */
    public Charset encoding(String path) {
        try (InputStream in = Files.newInputStream(inventory.root().resolve(path))) {
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

    /** The number in the first group of the first pattern that matches in one of the files. */
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
