package dev.slipway.stack.dockerfile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Debian packages that replace the base images of Dockerfiles. */
final class Bases {
    private static final Map<String, List<String>> PACKAGES = new LinkedHashMap<>();

    static {
        PACKAGES.put("debian", List.of());
        PACKAGES.put("ubuntu", List.of());
        PACKAGES.put("scratch", List.of());
        PACKAGES.put("busybox", List.of("busybox"));
        PACKAGES.put("buildpack-deps", List.of("gcc", "g++", "make", "libc6-dev"));
        PACKAGES.put("gcc", List.of("gcc", "g++", "make", "libc6-dev", "libstdc++6"));
        PACKAGES.put("golang", List.of("golang-go"));
        PACKAGES.put("haskell", List.of("ghc", "cabal-install"));
        PACKAGES.put("httpd", List.of("apache2"));
        PACKAGES.put("nginx", List.of("nginx-light"));
        PACKAGES.put("node", List.of("nodejs", "npm"));
        PACKAGES.put("ocaml/opam", List.of("ocaml", "opam"));
        PACKAGES.put("perl", List.of("perl"));
        PACKAGES.put("php", List.of("php-cli"));
        PACKAGES.put("python", List.of("python3"));
        PACKAGES.put("r-base", List.of("r-base-core"));
        PACKAGES.put("ruby", List.of("ruby"));
        PACKAGES.put("rust", List.of("rustc", "cargo"));
        PACKAGES.put("tcl", List.of("tcl"));
    }

    private Bases() {}

    /** Debian packages with the same content; empty if Debian has none. @param image with its tag */
    static Optional<List<String>> of(String image) {
        String name = image.replaceFirst("^(docker\\.io/)?(library/)?", "").replaceFirst("@.*", "");
        String tag = name.contains(":") ? name.substring(name.indexOf(':') + 1) : "";
        // Alpine's packages have other names and another C library.
        return tag.contains("alpine")
                ? Optional.empty()
                : Optional.ofNullable(PACKAGES.get(name.replaceFirst(":.*", "")));
    }

    static String known() {
        return String.join(", ", PACKAGES.keySet());
    }
}
