package dev.slipway.containerize;

import dev.slipway.image.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks for secrets in the files of an image. What it finds is named by its kind and place, never by its value. */
final class SecretSearch {
    private static final long LARGEST = 8L << 20;

    private static final Map<String, Pattern> KINDS = Map.of(
            "private key", Pattern.compile("-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\\s+(?:[A-Za-z0-9+/=]{40,}\\s+){3}"),
            "AWS access key", Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"),
            "GitHub token", Pattern.compile("\\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,})\\b"),
            "OpenAI or Anthropic key", Pattern.compile("\\bsk-(?:proj-|ant-)?[A-Za-z0-9]{20,}[A-Za-z0-9_-]{12,}\\b"),
            "Google API key", Pattern.compile("\\bAIza[0-9A-Za-z_-]{35}\\b"),
            "Slack token", Pattern.compile("\\bxox[abpr]-[0-9]{8,}-[0-9A-Za-z-]{20,}"),
            "npm token", Pattern.compile("\\bnpm_[A-Za-z0-9]{36}\\b"),
            "password in a database's URL",
                    Pattern.compile("\\b(?:postgres(?:ql)?|mysql|mongodb)(?:\\+[a-z0-9]+)?://[A-Za-z0-9_.-]+:"
                            + "(?!postgres@|password@|pass@|secret@)[A-Za-z0-9_.!%-]{12,}@[a-z0-9.-]+\\.[a-z]{2,}"));

    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(secret|token|passw(or)?d|api_?key|private_?key|credential).*");

    private final Map<String, String> values;

    /** @param environment the person's own: the values of its secrets are looked for, too */
    SecretSearch(Map<String, String> environment) {
        this.values = environment.entrySet().stream()
                .filter(e -> SECRET_NAME.matcher(e.getKey()).matches())
                .filter(e -> e.getValue().length() >= 12 && !e.getValue().contains("/"))
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What is looked for, so that results can be kept: a digest, which tells no value. */
    String key() {
        return Digests.of(KINDS.toString(), new java.util.TreeMap<>(values).toString());
    }

    /** What the file holds that should not be in an image: {@code GitHub token in /app/config.js}. */
    List<String> in(Entry entry) throws IOException {
        if (entry.kind() != Entry.Kind.FILE) {
            return List.of();
        }
        if (SecretFiles.contains(entry.path())) {
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
        java.util.ArrayList<String> found = new java.util.ArrayList<>();
        KINDS.forEach((kind, pattern) -> {
            if (pattern.matcher(text).find()) {
                found.add(kind + " in " + entry.path());
            }
        });
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
