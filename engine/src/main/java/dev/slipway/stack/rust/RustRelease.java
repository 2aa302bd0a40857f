package dev.slipway.stack.rust;

import dev.slipway.inventory.Tree;
import dev.slipway.manifest.Document;
import dev.slipway.manifest.Toml;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of Rust in Debian, and the suite that has it. The image has the same suite, so that linked libraries match.
 */
record RustRelease(String number, String suite) {
    /** The releases; the first is the usual one. */
    static final List<RustRelease> ALL = List.of(new RustRelease("1.85", "trixie"), new RustRelease("1.97", "forky"));

    private static final Pattern NUMBER = Pattern.compile("1\\.(\\d+)");

    /** The release that a project asks for. @param text such as {@code 1.88} or {@code nightly}; empty for none */
    record Requirement(String text, String place) {}

    static Requirement asked(Tree tree, String dir, Document manifest) {
        for (String folder = dir; ; folder = Tree.parent(folder)) {
            String file = Tree.at(folder, "rust-toolchain.toml");
            String plain = Tree.at(folder, "rust-toolchain");
            if (tree.has(file)) {
                return new Requirement(
                        Toml.of(tree, file).path("toolchain").path("channel").asString(), file);
            }
            if (tree.has(plain)) {
                return new Requirement(tree.text(plain).strip(), plain);
            }
            if (folder.isEmpty()) {
                break;
            }
        }
        String least = manifest.path("package").path("rust-version").asString();
        return new Requirement(least, least.isEmpty() ? "" : Tree.at(dir, "Cargo.toml"));
    }

    /** The releases; those that are new enough come first. */
    static List<RustRelease> by(Requirement asked) {
        Matcher matcher = NUMBER.matcher(asked.text());
        int least = matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        boolean newest = asked.text().startsWith("nightly") || asked.text().startsWith("beta");
        return newest || ALL.getFirst().minor() < least ? ALL.reversed() : ALL;
    }

    static Optional<RustRelease> of(String number) {
        return ALL.stream().filter(release -> number.startsWith(release.number)).findFirst();
    }

    /** Whether it is the requested release or a newer one: Rust stays compatible. */
    boolean enough(Requirement asked) {
        Matcher matcher = NUMBER.matcher(asked.text());
        return !asked.text().matches("(nightly|beta).*")
                && (!matcher.find() || minor() >= Integer.parseInt(matcher.group(1)));
    }

    private int minor() {
        return Integer.parseInt(number.substring(2));
    }
}
