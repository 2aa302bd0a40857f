package dev.slipway.chart;

import dev.slipway.containerize.BuiltImage;
import dev.slipway.source.EnvVar;
import dev.slipway.source.Role;
import dev.slipway.source.Service;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A service as the chart sees it.
 *
 * @param writable folders that its program writes to, absolute and sorted
 */
record Part(Service service, BuiltImage image, Sizing sizing, List<String> writable) {
    private static final Pattern CREDENTIAL = Pattern.compile(
            "(.*_)?(PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIALS?|APIKEY|(API|SECRET|ACCESS|PRIVATE|SIGNING|ENCRYPTION|MASTER)_?KEY)");

    Part {
        writable = List.copyOf(writable);
    }

    /** Whether a variable's name says that its value is for few eyes. */
    static boolean credential(String variable) {
        return CREDENTIAL.matcher(variable.toUpperCase(Locale.ROOT)).matches();
    }

    String name() {
        return service.name();
    }

    String role() {
        return service.role().name().toLowerCase(Locale.ROOT);
    }

    boolean database() {
        return service.role() == Role.DATABASE;
    }

    int port() {
        return service.port();
    }

    String portName() {
        return database() ? "postgres" : "http";
    }

    /** Numeric user and group that its pods run as. */
    int user() {
        return image.user() > 0 ? image.user() : 65_532;
    }

    List<EnvVar> variables(EnvVar.Kind kind) {
        return service.env().stream().filter(v -> v.kind() == kind).toList();
    }

    /** Plain settings, which may be seen by everybody who can read the chart. */
    List<EnvVar> settings() {
        return variables(EnvVar.Kind.LITERAL).stream()
                .filter(v -> !credential(v.name()))
                .toList();
    }

    /** Variables whose values people give when they install: the source's own are never copied. */
    List<EnvVar> credentials() {
        return variables(EnvVar.Kind.LITERAL).stream()
                .filter(v -> credential(v.name()))
                .toList();
    }
}
