package dev.slipway.chart;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Role;
import dev.slipway.application.Secrecy;
import dev.slipway.application.Service;
import dev.slipway.containerize.BuiltImage;
import dev.slipway.wiring.Sources;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A service as the chart sees it.
 *
 * @param writable folders that its program writes to, absolute and sorted
 */
record Part(Service service, BuiltImage image, Sizing sizing, List<String> writable) {
    /** What a JVM's launcher reads (JDK 9 and newer). */
    static final String JVM_OPTIONS = "JDK_JAVA_OPTIONS";

    Part {
        writable = List.copyOf(writable);
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

    /** Whether it keeps others' data and has no code of the application. */
    boolean store() {
        return service.role().store();
    }

    /** Whether it has a volume of its own, which a second pod would not share. */
    boolean keeps() {
        return writable.contains(Sources.KEPT);
    }

    /** Whether it is a JVM whose options the source does not set. */
    boolean jvmOptions() {
        return !image.entrypoint().isEmpty()
                && image.entrypoint().getFirst().endsWith("/java")
                && service.env().stream().noneMatch(v -> v.name().equals(JVM_OPTIONS));
    }

    int port() {
        return service.port();
    }

    /** How its server keeps data; only a {@link #store} does. */
    Keeping keeping() {
        return Keeping.of(service.stack());
    }

    String portName() {
        return store() ? keeping().portName() : "http";
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
                .filter(v -> !Secrecy.needed(v))
                .toList();
    }

    /** Variables that go into a Secret. The chart has their names only: the source's values are never copied. */
    List<EnvVar> credentials() {
        return variables(EnvVar.Kind.LITERAL).stream()
                .filter(v -> Secrecy.needed(v))
                .toList();
    }

    /**
     * Those of the credentials that the person who deploys gave, by {@code --set} or in {@code slipway.yaml}, and the
     * stand-ins for those that nobody gave and the program does not start without.
     */
    List<EnvVar> given() {
        return credentials().stream().flatMap(this::given).toList();
    }

    private Stream<EnvVar> given(EnvVar variable) {
        if (!variable.value().isBlank()) {
            return variable.given() ? Stream.of(variable) : Stream.empty();
        }
        return image.standIns().contains(variable.name())
                ? Stream.of(variable.with(BuiltImage.STAND_IN))
                : Stream.empty();
    }
}
