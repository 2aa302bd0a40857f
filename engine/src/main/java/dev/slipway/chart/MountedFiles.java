package dev.slipway.chart;

import dev.slipway.application.MountedFile;
import dev.slipway.application.Value;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The files of a service that are in no image, in its pod: each comes from the Secret that has its content, or from a ConfigMap.
 *
 * @param chart its name
 */
record MountedFiles(String chart, Part part) {
    private static final String VOLUME = "files";

    private List<MountedFile> files() {
        return part.service().files();
    }

    String mounts() {
        return files().stream()
                .map(file -> "- name: %s\n  mountPath: %s\n  subPath: %s\n  readOnly: true\n"
                        .formatted(VOLUME, ValuesYaml.scalar(file.path()), file.key()))
                .collect(Collectors.joining());
    }

    String volumes() {
        return files().isEmpty()
                ? ""
                : "- name: %s\n  projected:\n    sources:\n".formatted(VOLUME)
                        + files().stream().map(this::source).collect(Collectors.joining());
    }

    private String source(MountedFile file) {
        return switch (file.value()) {
            case Value.Secret secret -> source("secret", chart + "-secrets", file.name(), file);
            case Value.StorePart own ->
                source("secret", own.store(), own.part().name().toLowerCase(Locale.ROOT), file);
            case Value.Literal text -> source("configMap", part.name() + "-files", file.key(), file);
            case Value.StoreUrl other -> throw unknown(file);
            case Value.OfService other -> throw unknown(file);
            case Value.PublicUrl other -> throw unknown(file);
        };
    }

    private static IllegalArgumentException unknown(MountedFile file) {
        return new IllegalArgumentException("no file is made of this: " + file);
    }

    private static String source(String kind, String name, String key, MountedFile file) {
        return "      - %s:\n          name: %s\n          items:\n            - key: %s\n              path: %s\n"
                .formatted(kind, name, key, file.key());
    }

    /** Names of the shared secrets that they hold. */
    Stream<String> secrets() {
        return files().stream()
                .filter(file -> file.value() instanceof Value.Secret)
                .map(MountedFile::name);
    }

    /** Entries of the ConfigMap; empty where there is none. */
    String texts() {
        TreeMap<String, String> texts = new TreeMap<>();
        files().stream()
                .filter(file -> file.value() instanceof Value.Literal)
                .forEach(file -> texts.put(file.key(), ((Value.Literal) file.value()).text()));
        return texts.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + text(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    /** As it is, whatever Helm would read in it. */
    private static String text(String content) {
        return ValuesYaml.quoted(content).replace("{{", "{{ \"{{\" }}");
    }

    /** What changes with their content: a mounted part of a volume never follows it by itself. */
    String sum() {
        String texts = texts();
        return texts.isEmpty() ? "" : DigestUtils.sha256Hex(texts).substring(0, 12);
    }
}
