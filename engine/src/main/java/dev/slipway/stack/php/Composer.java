package dev.slipway.stack.php;

import dev.slipway.inventory.Tree;
import dev.slipway.manifest.Document;
import dev.slipway.manifest.Json;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a project's {@code composer.json} asks for.
 *
 * @param file the manifest; empty if there is none
 * @param manifest its content
 * @param locked whether a lock fixes the versions
 * @param lock the lock's content
 */
record Composer(String file, Document manifest, boolean locked, Document lock) {
    private static final String EXTENSION = "ext-";
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");

    static Composer of(Tree tree, String dir) {
        String file = Tree.at(dir, "composer.json");
        String lock = Tree.at(dir, "composer.lock");
        return new Composer(tree.has(file) ? file : "", Json.of(tree, file), tree.has(lock), Json.of(tree, lock));
    }

    boolean present() {
        return !file.isEmpty();
    }

    boolean requires(String name) {
        return manifest.path("require").has(name);
    }

    /** The versions of a package that it accepts. */
    Optional<String> version(String name) {
        return Optional.of(manifest.path("require").path(name).asString()).filter(text -> !text.isEmpty());
    }

    /** A package's release for people, with a blank before it; empty if its versions name none. */
    String shown(String name) {
        return version(name)
                .flatMap(versions -> NUMBER.matcher(versions).results().findFirst())
                .map(number -> " " + number.group())
                .orElse("");
    }

    /** The extensions of PHP that it and the packages of its lock name, without their prefix. */
    Set<String> extensions() {
        Set<String> names = new TreeSet<>();
        Stream.concat(Stream.of(manifest), lock.path("packages").stream())
                .flatMap(document -> document.path("require").propertyNames().stream())
                .filter(name -> name.startsWith(EXTENSION))
                .forEach(name -> names.add(name.substring(EXTENSION.length())));
        return names;
    }
}
