package dev.slipway.compile;

import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/** The sources of the Go module that Slipway brings along. */
record GoModule(Path folder) {
    private static final Pattern GO_LINE = Pattern.compile("(?m)^go ([0-9.]+)\\s*$");
    private static final int HASH_LENGTH = 12;

    GoModule {
        if (!Files.isRegularFile(folder.resolve("go.mod"))) {
            throw new SlipwayFailure(new Failure(
                    "SLIP-400",
                    "The sources of the embedded node are not in " + folder + ".",
                    folder.resolve("go.mod") + " does not exist: this is no complete checkout of Slipway",
                    "clone Slipway again, or set SLIPWAY_ROOT to a checkout that has the folder node"));
        }
    }

    /** The version of Go that the module asks for. */
    GoVersion needs() {
        Matcher m = GO_LINE.matcher(read(folder.resolve("go.mod")));
        if (!m.find()) {
            throw new IllegalStateException(folder.resolve("go.mod") + " has no go line");
        }
        return GoVersion.parse(m.group(1));
    }

    /**
     * The version of another module that this one requires, such as {@code 1.37.2}; 0.0.0 if it does not require it.
     */
    String version(String of) {
        Matcher m = Pattern.compile("(?m)^\\s*" + Pattern.quote(of) + " v([0-9]+\\.[0-9]+\\S*)")
                .matcher(read(folder.resolve("go.mod")));
        return m.find() ? m.group(1) : "0.0.0";
    }

    /** The module of a target: this one, or one below it. */
    GoModule of(Target target) {
        return target.module().isEmpty() ? this : new GoModule(folder.resolve(target.module()));
    }

    /** Digest of everything that the executable depends on: sources, module versions, Go, flags. */
    String hash(Target target, String go, List<String> flags) {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        for (Path file : files(target.pkg())) {
            digest(sha256, folder.relativize(file).toString());
            try {
                DigestUtils.updateDigest(sha256, file);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
            digest(sha256, "");
        }
        digest(sha256, target.pkg());
        digest(sha256, go);
        digest(sha256, String.join(" ", flags));
        return HexFormat.of().formatHex(sha256.digest()).substring(0, HASH_LENGTH);
    }

    /** The package's files if it is in this module, and always the files that fix the versions of other modules. */
    private List<Path> files(String pkg) {
        List<Path> found = new ArrayList<>(List.of(folder.resolve("go.mod"), folder.resolve("go.sum")));
        if (pkg.startsWith(".")) {
            collect(folder.resolve(pkg).normalize(), found);
        }
        return found.stream().distinct().sorted().toList();
    }

    private void collect(Path in, List<Path> found) {
        try (Stream<Path> children = Files.list(in)) {
            for (Path child : (Iterable<Path>) children::iterator) {
                if (Files.isDirectory(child)) {
                    // A folder with a go.mod of its own is another module.
                    if (!hidden(child) && !Files.exists(child.resolve("go.mod"))) {
                        collect(child, found);
                    }
                } else if (source(child)) {
                    found.add(child);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + in, e);
        }
    }

    private static boolean hidden(Path folder) {
        String name = folder.getFileName().toString();
        return name.startsWith(".") || name.equals("testdata");
    }

    /** Tests and documentation are not part of an executable, nor is an executable that somebody built there. */
    private static boolean source(Path file) {
        String name = file.getFileName().toString();
        boolean program = Files.isExecutable(file) && !name.contains(".");
        return !name.startsWith(".") && !name.endsWith("_test.go") && !name.endsWith(".md") && !program;
    }

    private static void digest(MessageDigest into, String text) {
        into.update(text.getBytes(StandardCharsets.UTF_8));
        into.update((byte) 0);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
