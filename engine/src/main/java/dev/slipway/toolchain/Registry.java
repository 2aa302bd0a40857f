package dev.slipway.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A package registry other than Debian's archive. */
enum Registry {
    NPM("npmrc", "registry", List.of("npm_config_registry", "NPM_CONFIG_REGISTRY")),
    PYTHON("pip.conf", "index-url", List.of("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"));

    private final String file;
    private final String key;
    private final List<String> variables;

    /** @param file of settings that its own tool reads @param key of the address in that file */
    Registry(String file, String key, List<String> variables) {
        this.file = file;
        this.key = key;
        this.variables = variables;
    }

    /** Its address without a slash at the end: from the person's variables, else the usual one. */
    String address(Map<String, String> env) {
        return variables.stream()
                .map(name -> env.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElseGet(this::usual)
                .replaceFirst("(?<=://)[^/@]*@", "")
                .replaceFirst("/+$", "");
    }

    private String usual() {
        Properties addresses = new Properties();
        try (InputStream in = Registry.class.getResourceAsStream(file)) {
            addresses.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return addresses.getProperty(key);
    }
}
