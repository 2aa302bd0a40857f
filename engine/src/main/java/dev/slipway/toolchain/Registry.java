package dev.slipway.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A registry of packages that are no Debian packages. */
enum Registry {
    NPM("npmrc", "registry", List.of("npm_config_registry", "NPM_CONFIG_REGISTRY")),
    PYTHON("pip.conf", "index-url", List.of("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"));

    private final String file;
    private final String key;
    private final List<String> variables;

    /** @param file of settings as its own tool reads them; @param key of the address in it */
    Registry(String file, String key, List<String> variables) {
        this.file = file;
        this.key = key;
        this.variables = variables;
    }

    /** Where it is: where a person's own variables say, else its usual place. Without a slash at the end. */
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
