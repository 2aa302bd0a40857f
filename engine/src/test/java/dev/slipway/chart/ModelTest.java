package dev.slipway.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.application.Application;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Health;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.containerize.BuiltImage;
import dev.slipway.containerize.Images;
import dev.slipway.gate.SlipwayFailure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelTest {
    private static Service service(String name, Role role, int port, List<EnvVar> env, List<String> needs) {
        return new Service(name, role, "", name, name, port, env, needs, Health.NONE, List.of(), List.of());
    }

    private static Model model(Service... services) {
        return Model.of(
                new Application("shop", List.of(services), List.of()),
                new Images(
                        "/layout",
                        List.of(services).stream()
                                .map(s -> Notebook.image(
                                        s.name(), "abc1", List.of("/bin/x"), BuiltImage.Measurements.NOTHING))
                                .toList()),
                s -> List.of(),
                Optional.empty());
    }

    @Test
    void allThatDoesNotFitIsToldAtOnce() {
        Service backend = service(
                "backend",
                Role.BACKEND,
                8000,
                List.of(
                        EnvVar.of("MAIL_URL", new Value.ServiceUrl("mail", "/send"), true, "app.py:4"),
                        EnvVar.of(
                                "DATABASE_URL",
                                new Value.StoreUrl(
                                        "postgres", "postgresql://{user}:{password}@{host}:{port}/{database}"),
                                true,
                                "db.py:7")),
                List.of());
        assertThatThrownBy(() -> model(backend)).isInstanceOfSatisfying(SlipwayFailure.class, f -> {
            assertThat(f.failure().id()).isEqualTo("SLIP-301");
            assertThat(f.failure().evidence())
                    .containsExactly(
                            "app.py:4: MAIL_URL of backend leads to mail, which is no service with a port",
                            "db.py:7: DATABASE_URL of backend leads to a database, and the application has none");
        });
    }

    @Test
    void aServiceWithoutAnImageIsTold() {
        assertThatThrownBy(() -> Model.of(
                        Notebook.application(), new Images("/layout", List.of()), s -> List.of(), Optional.empty()))
                .hasMessageContaining("SLIP-301");
    }

    @Test
    void apiRequestsGoToTheBackendOnlyWhereThePageDoesNotPassThemOn() {
        Service backend = service("backend", Role.BACKEND, 8000, List.of(), List.of());
        Service page = service("frontend", Role.FRONTEND, 3000, List.of(), List.of());
        Service proxy = service("frontend", Role.FRONTEND, 3000, List.of(), List.of("backend"));

        assertThat(ChartFiles.of(model(backend, page)).get("templates/ingress.yaml"))
                .contains("path: /api", "name: backend", "name: frontend");
        assertThat(ChartFiles.of(model(backend, proxy)).get("templates/ingress.yaml"))
                .contains("name: frontend")
                .doesNotContain("/api");
        assertThat(ChartFiles.of(model(backend)).get("templates/ingress.yaml"))
                .contains("name: backend")
                .doesNotContain("/api");
    }

    @Test
    void anApplicationOfWorkersAloneHasNoIngress() {
        assertThat(ChartFiles.of(model(service("queue", Role.WORKER, 0, List.of(), List.of()))))
                .doesNotContainKeys("templates/ingress.yaml", "templates/queue/service.yaml");
    }

    @Test
    void theVersionChangesWithTheContentOnly() {
        Service backend = service("backend", Role.BACKEND, 8000, List.of(), List.of());
        Service other = service("backend", Role.BACKEND, 8001, List.of(), List.of());
        assertThat(ChartFiles.of(model(backend))).isEqualTo(ChartFiles.of(model(backend)));
        assertThat(ChartFiles.of(model(backend)).get("Chart.yaml"))
                .matches("(?s).*\nversion: 0\\.1\\.0\\+[0-9a-f]{12}\n.*")
                .isNotEqualTo(ChartFiles.of(model(other)).get("Chart.yaml"));
    }
}
