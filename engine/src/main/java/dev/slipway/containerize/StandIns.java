package dev.slipway.containerize;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Secrecy;
import dev.slipway.application.Service;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keys of external services, such as a language model, that nobody gave and without which a program ends at once. A
 * stand-in lets the rest of the program work. A program that starts without its key gets none, because it may have
 * another way.
 */
final class StandIns {
    private StandIns() {}

    /** The service's unset keys that its last lines name. */
    static Set<String> missingKeys(Service service, List<String> lastWords) {
        String words = String.join("\n", lastWords).toUpperCase(Locale.ROOT);
        Set<String> names = new TreeSet<>();
        for (EnvVar variable : service.env()) {
            if (Secrecy.needed(variable)
                    && variable.text().isBlank()
                    && words.contains(variable.name().toUpperCase(Locale.ROOT))) {
                names.add(variable.name());
            }
        }
        return names;
    }
}
