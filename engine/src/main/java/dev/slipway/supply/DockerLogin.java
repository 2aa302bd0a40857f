package dev.slipway.supply;

import dev.slipway.cluster.Pipe;
import dev.slipway.image.registry.Credentials;
import dev.slipway.process.Command;
import dev.slipway.process.SearchPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code docker login} and {@code podman login} have kept: in Docker's {@code config.json}, in the programs that it
 * names (credential helpers), in Podman's {@code auth.json}. Read, never written.
 */
final class DockerLogin {
    /** The name that Docker keeps the login to Docker Hub under. */
    private static final String HUB = "https://index.docker.io/v1/";

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String NONE_KEPT = "credentials not found";

    private final Map<String, String> env;
    private final List<Path> files;

    DockerLogin(Map<String, String> env) {
        this.env = env;
        List<Path> found = new ArrayList<>();
        named("DOCKER_CONFIG").ifPresent(dir -> found.add(Path.of(dir, "config.json")));
        named("REGISTRY_AUTH_FILE").map(Path::of).ifPresent(found::add);
        if (named("DOCKER_CONFIG").isEmpty()) {
            named("HOME").ifPresent(home -> found.add(Path.of(home, ".docker", "config.json")));
        }
        named("XDG_RUNTIME_DIR").ifPresent(dir -> found.add(Path.of(dir, "containers", "auth.json")));
        named("HOME").ifPresent(home -> found.add(Path.of(home, ".config", "containers", "auth.json")));
        this.files = List.copyOf(found);
    }

    /**
     * What was found for a registry.
     *
     * @param trouble why a helper that was asked gave nothing; empty where nothing was in the way
     */
    record Lookup(Optional<Credentials> credentials, String trouble) {
        static final Lookup NOTHING = new Lookup(Optional.empty(), "");
    }

    private Optional<String> named(String variable) {
        return Optional.ofNullable(env.get(variable)).filter(value -> !value.isBlank());
    }

    Lookup find(String host) throws InterruptedException {
        String trouble = "";
        for (Path file : files) {
            Lookup found = in(file, host);
            if (found.credentials().isPresent()) {
                return found;
            }
            trouble = trouble.isEmpty() ? found.trouble() : trouble;
        }
        return new Lookup(Optional.empty(), trouble);
    }

    private Lookup in(Path file, String host) throws InterruptedException {
        JsonNode config;
        try {
            config = JsonMapper.shared().readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            return Lookup.NOTHING;
        } catch (JacksonException e) {
            return new Lookup(Optional.empty(), file + " is not JSON: " + e.getOriginalMessage());
        }
        String kept = host.equals("docker.io") ? HUB : host;
        String helper = config.path("credHelpers").path(kept).asString("");
        Lookup asked = ask(helper.isEmpty() ? config.path("credsStore").asString("") : helper, kept);
        if (asked.credentials().isPresent()) {
            return asked;
        }
        // Docker has written it with a scheme and a path, too.
        for (String name : List.of(kept, "https://" + kept, "http://" + kept, "https://" + kept + "/v2/")) {
            Optional<Credentials> written = written(config.path("auths").path(name));
            if (written.isPresent()) {
                return new Lookup(written, "");
            }
        }
        return asked;
    }

    private static Optional<Credentials> written(JsonNode entry) {
        String token = entry.path("identitytoken").asString("");
        if (!token.isEmpty()) {
            return Optional.of(new Credentials(Credentials.TOKEN, token));
        }
        String user = entry.path("username").asString("");
        if (!user.isEmpty()) {
            return Optional.of(new Credentials(user, entry.path("password").asString("")));
        }
        try {
            String pair =
                    new String(Base64.getDecoder().decode(entry.path("auth").asString("")), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon > 0
                    ? Optional.of(new Credentials(pair.substring(0, colon), pair.substring(colon + 1)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The protocol of docker-credential-helpers: the registry's name goes in, a JSON object comes out. */
    private Lookup ask(String helper, String host) throws InterruptedException {
        if (helper.isEmpty()) {
            return Lookup.NOTHING;
        }
        String name = "docker-credential-" + helper;
        Optional<Path> program = SearchPath.of(env).find(name);
        if (program.isEmpty()) {
            return new Lookup(Optional.empty(), name + ", which Docker's config.json names, is not on the PATH");
        }
        Command.Result result = Pipe.into(
                List.of(program.get().toString(), "get"),
                out -> out.write(host.getBytes(StandardCharsets.UTF_8)),
                LIMIT);
        String said = String.join(" ", result.tail(2));
        if (!result.ok()) {
            return (result.text() + said).contains(NONE_KEPT)
                    ? Lookup.NOTHING
                    : new Lookup(Optional.empty(), name + " ended with " + result.exit() + ": " + said);
        }
        try {
            JsonNode answer = JsonMapper.shared().readTree(result.text());
            String secret = answer.path("Secret").asString("");
            return secret.isEmpty()
                    ? Lookup.NOTHING
                    : new Lookup(
                            Optional.of(new Credentials(answer.path("Username").asString(""), secret)), "");
        } catch (JacksonException e) {
            return new Lookup(Optional.empty(), name + " answered something that is not JSON");
        }
    }
}
