package dev.slipway.stack.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The JDKs of the machine, read from their {@code release} files. */
public final class Jdks {
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    private Jdks() {}

    private record Jdk(Path home, int release) {}

    public static Optional<Path> find(Map<String, String> env, int release) {
        return candidates(env).stream()
                .flatMap(home -> read(home).stream())
                .filter(jdk -> jdk.release() >= release)
                .min(Comparator.comparingInt(Jdk::release))
                .map(Jdk::home);
    }

    private static List<Path> candidates(Map<String, String> env) {
        List<Path> homes = new ArrayList<>();
        Optional.ofNullable(env.get("JAVA_HOME")).map(Path::of).ifPresent(homes::add);
        homes.add(Path.of(System.getProperty("java.home")));
        List<Path> parents =
                new ArrayList<>(List.of(Path.of("/usr/lib/jvm"), Path.of("/Library/Java/JavaVirtualMachines")));
        Optional.ofNullable(env.get("HOME")).map(Path::of).ifPresent(home -> {
            parents.add(home.resolve(".sdkman/candidates/java"));
            parents.add(home.resolve(".jdks"));
            parents.add(home.resolve(".local/share/mise/installs/java"));
        });
        for (Path parent : parents) {
            try (Stream<Path> children = Files.isDirectory(parent) ? Files.list(parent) : Stream.of()) {
                children.sorted().forEach(child -> {
                    homes.add(child);
                    homes.add(child.resolve("Contents/Home"));
                });
            } catch (IOException e) {
                // A folder that cannot be listed has no usable JDK.
            }
        }
        return homes;
    }

    private static Optional<Jdk> read(Path home) {
        // A JRE has a release file, too.
        if (!Files.isExecutable(home.resolve("bin/javac"))) {
            return Optional.empty();
        }
        try {
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
            return version.find() ? Optional.of(new Jdk(home, Integer.parseInt(version.group(1)))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
