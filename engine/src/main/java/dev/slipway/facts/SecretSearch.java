package dev.slipway.facts;

import dev.slipway.build.Fingerprint;
import dev.slipway.image.Entry;
import dev.slipway.inventory.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Looks for secrets in the files of an image. It names a secret by its kind and place, never by its value. */
public final class SecretSearch {
    private static final long LARGEST = 8L << 20;

    /**
     * A kind of secret.
     *
     * @param marks texts of which every such secret has at least one: to look for these first is many times faster
     */
    private record Kind(String name, List<String> marks, Pattern pattern) {
        Kind(String name, List<String> marks, String regex) {
            this(name, List.copyOf(marks), Pattern.compile(regex));
        }

        boolean in(String text) {
            return marks.stream().anyMatch(text::contains)
                    && pattern.matcher(text).find();
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "private key",
                    List.of("PRIVATE KEY-----"),
                    "-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\\s+(?:[A-Za-z0-9+/=]{40,}\\s+){3}"),
            new Kind("AWS access key", List.of("AKIA", "ASIA"), "\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
            new Kind(
                    "GitHub token",
                    List.of("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
                    "\\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})\\b"),
            new Kind(
                    "OpenAI or Anthropic key",
                    List.of("sk-"),
                    "\\bsk-(?:proj-|ant-)?[A-Za-z0-9]{20,}[A-Za-z0-9_-]{12,}\\b"),
            new Kind("Google API key", List.of("AIza"), "\\bAIza[0-9A-Za-z_-]{35}\\b"),
            new Kind("Slack token", List.of("xox"), "\\bxox[abpr]-[0-9]{8,}-[0-9A-Za-z-]{20,}"),
            new Kind("npm token", List.of("npm_"), "\\bnpm_[A-Za-z0-9]{36}\\b"),
            new Kind(
                    "password in a database's URL",
                    List.of("postgres", "mysql", "mongodb"),
                    "\\b(?:postgres(?:ql)?|mysql|mongodb)(?:\\+[a-z0-9]+)?://[A-Za-z0-9_.-]+:"
                            + "(?!postgres@|password@|pass@|secret@)[A-Za-z0-9_.!%-]{12,}@[a-z0-9.-]+\\.[a-z]{2,}"));

    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(secret|token|passw(or)?d|api_?key|private_?key|credential).*");

    private final Map<String, String> values;

    /** @param environment the person's own: the values of its secrets are searched for, too */
    public SecretSearch(Map<String, String> environment) {
        this.values = environment.entrySet().stream()
                .filter(e -> SECRET_NAME.matcher(e.getKey()).matches())
                .filter(e -> e.getValue().length() >= 12 && !e.getValue().contains("/"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * A digest of what is looked for, by which results are kept. It tells no value and is the same in every process.
     */
    String key() {
        return Fingerprint.of(KINDS.toString(), new TreeMap<>(values).toString());
    }

    /** The secrets in the file, such as {@code GitHub token in /app/config.js}. */
    List<String> in(Entry entry) throws IOException {
        if (entry.kind() != Entry.Kind.FILE) {
            return List.of();
        }
        if (Secrets.in(entry.path(), () -> entry.content().open())) {
            return List.of("secret file " + entry.path());
        }
        if (entry.size() > LARGEST || entry.size() == 0 || compressed(entry.path())) {
            return List.of();
        }
        byte[] bytes;
        try (InputStream in = entry.content().open()) {
            bytes = in.readAllBytes();
        }
        if (binary(bytes)) {
            return List.of();
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        ArrayList<String> found = new ArrayList<>();
        KINDS.stream().filter(kind -> kind.in(text)).forEach(kind -> found.add(kind.name() + " in " + entry.path()));
        Optional<String> variable = values.entrySet().stream()
                .filter(e -> text.contains(e.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
        variable.ifPresent(name -> found.add("value of $" + name + " in " + entry.path()));
        found.sort(null);
        return found;
    }

    private static boolean compressed(String path) {
        return Arrays.asList(".jar", ".png", ".woff2", ".so", ".node", ".pyc", ".gz", ".jpg", ".webp").stream()
                .anyMatch(path::endsWith);
    }

    private static boolean binary(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, 1024); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
