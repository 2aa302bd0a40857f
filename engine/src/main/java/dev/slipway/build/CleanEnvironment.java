package dev.slipway.build;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keeps a person's environment out of a build: a token that a build tool writes into a bundle would be in every image.
 * Only variables that tools need to run and to reach their registries pass.
 */
final class CleanEnvironment {
    private static final Pattern PASSES =
            Pattern.compile("PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_.*|TERM|TZ|TMPDIR|CI|NO_COLOR"
                    + "|JAVA_HOME|MAVEN_OPTS|MAVEN_ARGS|M2_HOME|NODE_OPTIONS|NODE_EXTRA_CA_CERTS"
                    + "|SSL_CERT_FILE|SSL_CERT_DIR|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE"
                    + "|XDG_.*|(?i:https?_proxy|no_proxy|all_proxy)|(?i:npm_config_.*)|PIP_.*|UV_.*|PYENV_.*|NVM_.*");

    private CleanEnvironment() {}

    /**
     * The command, started by env(1), which removes each variable that the tool does not need. Other users of the
     * machine can see the variables' names in it, but no values.
     */
    static List<String> command(List<String> words, Collection<String> variables) {
        List<String> command = new ArrayList<>(List.of("env"));
        variables.stream()
                .filter(name -> !PASSES.matcher(name).matches())
                .sorted()
                .forEach(name -> {
                    command.add("-u");
                    command.add(name);
                });
        command.addAll(words);
        return command;
    }
}
