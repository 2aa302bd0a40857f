package dev.slipway.room;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The registries that a person's settings name, for the steps that fetch. Addresses are taken; names, passwords and
 * tokens are left out wherever they stand.
 *
 * @param env variables
 * @param files small files below the room's HOME, by their path there
 * @param named {@code host:port} of each address
 */
record Registries(Map<String, String> env, Map<String, String> files, Set<String> named) {
    private static final Pattern VARIABLE = Pattern.compile("PIP_(?:INDEX_URL|EXTRA_INDEX_URL|TRUSTED_HOST|NO_INDEX)"
            + "|UV_(?:DEFAULT_INDEX|INDEX|INDEX_URL|EXTRA_INDEX_URL|INDEX_STRATEGY|PYTHON_INSTALL_MIRROR)"
            + "|(?i:npm_config_(?:@[^:]+:)?registry)|YARN_NPM_REGISTRY_SERVER|YARN_REGISTRY|BUN_CONFIG_REGISTRY"
            + "|COREPACK_NPM_REGISTRY|GO(?:PROXY|NOPROXY|SUMDB|NOSUMDB|PRIVATE|INSECURE)"
            + "|CARGO_REGISTRIES_\\w+_INDEX|RUSTUP_DIST_SERVER|BUNDLE_MIRROR__\\w+|HEX_(?:MIRROR|CDN)");
    private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^/@\\s'\"]*@");
    private static final Pattern ADDRESS = Pattern.compile("(https?)://([^/:@\\s'\",|<]+)(?::(\\d{1,5}))?");

    /** The part of a settings file that is taken: lines, or whole elements. */
    private record Extract(String from, String to, Pattern pattern, String before, String after) {}

    private static final List<Extract> KEPT = List.of(
            new Extract(".npmrc", ".npmrc", Pattern.compile("(?m)^\\s*(?:@[\\w.-]+:)?registry\\s*=.*$"), "", ""),
            new Extract(".yarnrc.yml", ".yarnrc.yml", Pattern.compile("(?m)^npmRegistryServer:.*$"), "", ""),
            new Extract(
                    ".config/pip/pip.conf",
                    ".config/pip/pip.conf",
                    Pattern.compile("(?m)^\\s*(?:index-url|extra-index-url|trusted-host|no-index)\\s*=.*$"),
                    "[global]\n",
                    ""),
            new Extract(
                    ".config/uv/uv.toml",
                    ".config/uv/uv.toml",
                    Pattern.compile(
                            "(?m)^\\s*(?:\\[\\[index]]|(?:name|url|default|explicit|index-url|extra-index-url)\\s*=.*)$"),
                    "",
                    ""),
            new Extract(
                    ".config/go/env",
                    ".config/go/env",
                    Pattern.compile("(?m)^GO(?:PROXY|NOPROXY|SUMDB|NOSUMDB|PRIVATE|INSECURE)=.*$"),
                    "",
                    ""),
            new Extract(
                    ".cargo/config.toml",
                    ".cargo/config.toml",
                    Pattern.compile("(?m)^\\s*(?:\\[(?:source|registries|registry)(?:\\.[^\\]]+)?]"
                            + "|(?:replace-with|registry|index|default|protocol)\\s*=.*)$"),
                    "",
                    ""),
            new Extract(".bundle/config", ".bundle/config", Pattern.compile("(?m)^BUNDLE_MIRROR__.*$"), "---\n", ""),
            new Extract(
                    ".m2/settings.xml",
                    ".m2/settings.xml",
                    Pattern.compile("(?s)<mirrors>.*?</mirrors>"),
                    "<settings>\n",
                    "\n@proxies@</settings>\n"));

    Registries {
        env = Map.copyOf(env);
        files = Map.copyOf(files);
        named = Set.copyOf(named);
    }

    /** Reads the environment and the files below its HOME. */
    static Registries of(Map<String, String> environment) {
        TreeMap<String, String> env = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (VARIABLE.matcher(name).matches()) {
                env.put(name, withoutCredentials(value));
            }
        });
        TreeMap<String, String> files = new TreeMap<>();
        String home = environment.getOrDefault("HOME", "");
        for (Extract kept : KEPT) {
            String found = home.isBlank() ? "" : excerpt(Path.of(home).resolve(kept.from()), kept.pattern());
            if (!found.isBlank()) {
                files.put(kept.to(), kept.before() + found + kept.after());
            }
        }
        TreeSet<String> named = new TreeSet<>();
        env.values().forEach(text -> name(text, named));
        files.values().forEach(text -> name(text, named));
        return new Registries(env, files, named);
    }

    static String withoutCredentials(String text) {
        return CREDENTIALS.matcher(text).replaceAll("");
    }

    private static String excerpt(Path file, Pattern pattern) {
        try {
            return Files.isRegularFile(file)
                    ? pattern.matcher(Files.readString(file))
                            .results()
                            .map(r -> withoutCredentials(r.group()) + "\n")
                            .collect(Collectors.joining())
                    : "";
        } catch (IOException e) {
            // The file counts as missing: the tool's own default holds.
            return "";
        }
    }

    private static void name(String text, Set<String> named) {
        Matcher address = ADDRESS.matcher(text);
        while (address.find()) {
            String port = address.group(3) != null
                    ? address.group(3)
                    : address.group(1).equals("https") ? "443" : "80";
            named.add(address.group(2) + ":" + port);
        }
    }
}
