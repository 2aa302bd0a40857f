package dev.slipway.chart;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Role;
import dev.slipway.application.Secrecy;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.containerize.BuiltImage;
import dev.slipway.store.Keeping;
import dev.slipway.store.Stores;
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

    /** Whether it is a server that keeps other services' data and has no code of the application. */
    boolean store() {
        return service.role().store();
    }

    /** Whether it has a volume of its own. A second pod would not share it. */
    boolean keeps() {
        return writable.contains(BuildPlan.KEPT);
    }

    /** Whether a second pod would see other data than the first: data in a volume of its own, or in its memory. */
    boolean single() {
        return keeps() || service.amendments().single();
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

    /** How its server keeps data. Only a {@link #store} does. */
    Keeping keeping() {
        return Stores.of(service.stack()).keeping();
    }

    String portName() {
        return store() ? keeping().portName() : "http";
    }

    /** Numeric user and group that its pods run as. */
    int user() {
        return image.user() > 0 ? image.user() : 65_532;
    }

    List<EnvVar> variables(Class<? extends Value> kind) {
        return service.env().stream().filter(v -> kind.isInstance(v.value())).toList();
    }

    /** Variables that lead to a database, or are the database's own. */
    List<EnvVar> ofDatabase() {
        return ofStores(true);
    }

    /** Variables that lead to stores without accounts of their own, such as Redis. */
    List<EnvVar> ofOpenStores() {
        return ofStores(false);
    }

    private List<EnvVar> ofStores(boolean accounts) {
        return service.env().stream()
                .filter(v -> v.value() instanceof Value.OfStore leads
                        && Stores.of(leads.store()).accounts() == accounts)
                .toList();
    }

    /** Whether one of its variables leads to this store. */
    boolean leads(Part store) {
        return service.env().stream()
                .anyMatch(v -> v.value() instanceof Value.OfStore leads
                        && leads.store().equals(store.service().stack()));
    }

    /** Plain settings: everybody who can read the chart may see them. */
    List<EnvVar> settings() {
        return variables(Value.Literal.class).stream()
                .filter(v -> !Secrecy.needed(v))
                .toList();
    }

    /** Variables that go into a Secret. The chart has their names only: the source's values are never copied. */
    List<EnvVar> credentials() {
        return variables(Value.Literal.class).stream()
                .filter(v -> Secrecy.needed(v))
                .toList();
    }

    /**
     * Credentials that the person gave by {@code --set} or in {@code slipway.yaml}. Where nobody gave a credential that the
     * program needs to start, a stand-in takes its place.
     */
    List<EnvVar> given() {
        return credentials().stream().flatMap(this::given).toList();
    }

    private Stream<EnvVar> given(EnvVar variable) {
        if (!variable.text().isBlank()) {
            return variable.given() ? Stream.of(variable) : Stream.empty();
        }
        return image.standIns().contains(variable.name())
                ? Stream.of(variable.with(new Value.Literal(BuiltImage.STAND_IN)))
                : Stream.empty();
    }
}
