package dev.slipway.manifest;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Secrecy;
import dev.slipway.application.Value;
import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An example value of a variable, from {@code .env.example}, {@code .env}, a Compose file or Kubernetes manifests of the
 * source. It serves if a program does not start without the variable and nobody gave a value. A secret, an address of the
 * developer's machine and a blank to be filled in do not count as examples.
 *
 * @param place {@code file:line}
 */
public record Examples(String value, String place) {
    private static final List<String> FILES =
            List.of(".env.example", ".env.sample", ".env.template", ".env.local.example", "env.example", ".env");
    private static final Pattern BLANK =
            Pattern.compile("(?i)<.*>|\\.{3}|your[-_ ].*|x{3,}|change.?(me|this|it)\\b.*|.*\\$.*");
    private static final Pattern HERE =
            Pattern.compile("(?i).*\\b(localhost|127\\.0\\.0\\.1|host\\.docker\\.internal)\\b.*");

    public static Optional<Examples> of(Tree tree, String dir, EnvVar variable) {
        for (String folder = dir; ; folder = Tree.parent(folder)) {
            for (String name : FILES) {
                Optional<Examples> found = in(tree, Tree.at(folder, name), variable);
                if (found.isPresent()) {
                    return found;
                }
            }
            if (folder.isEmpty()) {
                return composed(tree, dir, variable).or(() -> deployed(tree, dir, variable));
            }
        }
    }

    private static Optional<Examples> in(Tree tree, String file, EnvVar variable) {
        return EnvFile.of(tree.text(file)).stream()
                .filter(line -> line.name().equals(variable.name()))
                .findFirst()
                .flatMap(line -> usable(variable, line.value(), file + ":" + line.line()));
    }

    private static Optional<Examples> composed(Tree tree, String dir, EnvVar variable) {
        return ComposeFiles.of(tree).stream()
                .filter(entry -> entry.of(dir))
                .flatMap(entry -> Optional.ofNullable(entry.environment().get(variable.name()))
                        .flatMap(value -> usable(variable, value, entry.place()))
                        .stream())
                .findFirst();
    }

    /** What the Kubernetes manifests of the service give. */
    private static Optional<Examples> deployed(Tree tree, String dir, EnvVar variable) {
        String own = Tree.name(dir);
        return KubernetesWorkload.of(tree).stream()
                .filter(one -> own.isEmpty()
                        || one.name().equals(own)
                        || one.plainImage().equals(own))
                .flatMap(one -> Optional.ofNullable(one.environment().get(variable.name()))
                        .flatMap(value -> usable(variable, value, one.place()))
                        .stream())
                .findFirst();
    }

    private static Optional<Examples> usable(EnvVar variable, String value, String place) {
        boolean secret = Secrecy.needed(variable) || Secrecy.needed(variable.with(new Value.Literal(value)));
        return value.isBlank()
                        || secret
                        || value.startsWith(variable.name())
                        || BLANK.matcher(value).matches()
                        || HERE.matcher(value).matches()
                ? Optional.empty()
                : Optional.of(new Examples(value, place));
    }
}
