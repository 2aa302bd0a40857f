package dev.slipway.debian;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One suite of one mirror, from a stanza of sources.list(5).
 *
 * @param mirror ends in a slash
 * @param keyring file of the keys that may sign it; empty for Debian's own
 * @param minimumValidity an index counts as valid for at least this long after its date
 */
record Source(String mirror, String suite, List<String> components, Optional<Path> keyring, Duration minimumValidity) {

    static List<Source> read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new DebianException(
                    "cannot read the list of Debian sources " + file + ": " + e.getMessage() + "; correct the path", e);
        }
    }

    static List<Source> standard() {
        try (InputStream in = Source.class.getResourceAsStream("debian.sources")) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), "debian.sources");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Source> parse(String text, String where) {
        List<Source> sources = new ArrayList<>();
        for (Map<String, String> stanza : Paragraphs.of(text)) {
            for (String uri : words(stanza, "uris", where)) {
                for (String suite : words(stanza, "suites", where)) {
                    sources.add(new Source(
                            uri.endsWith("/") ? uri : uri + "/",
                            suite,
                            words(stanza, "components", where),
                            Optional.ofNullable(stanza.get("signed-by")).map(Path::of),
                            Duration.ofSeconds(Long.parseLong(stanza.getOrDefault("valid-until-min", "0")))));
                }
            }
        }
        return List.copyOf(sources);
    }

    private static List<String> words(Map<String, String> stanza, String field, String where) {
        String value = stanza.getOrDefault(field, "");
        if (value.isBlank()) {
            throw new DebianException(where + ": a source without " + field + "; see sources.list(5)");
        }
        return Arrays.asList(value.strip().split("\\s+"));
    }

    /** Whether it belongs to a release: {@code trixie} has {@code trixie-updates} and {@code trixie-security}. */
    boolean belongsTo(String release) {
        return suite.equals(release) || suite.startsWith(release + "-");
    }

    String dist() {
        return mirror + "dists/" + suite + "/";
    }
}
