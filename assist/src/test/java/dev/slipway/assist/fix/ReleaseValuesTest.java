package dev.slipway.assist.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.chart.KeptValues;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ReleaseValuesTest {
    private static ObjectNode backend(String manager) {
        ObjectNode container = Docs.object(
                "name",
                "backend",
                "image",
                "shop/backend:1",
                "resources",
                Docs.object("limits", Map.of("memory", "64Mi")));
        return Docs.object(
                "apiVersion",
                "apps/v1",
                "kind",
                "Deployment",
                "metadata",
                Docs.object(
                        "name",
                        "backend",
                        "namespace",
                        "shop",
                        "labels",
                        Map.of(
                                "app.kubernetes.io/name", "backend",
                                "app.kubernetes.io/managed-by", manager,
                                "slipway.dev/role", "backend")),
                "spec",
                Docs.object(
                        "replicas",
                        1,
                        "template",
                        Docs.object("spec", Docs.object("containers", Docs.list(container)))));
    }

    private static ReleaseValues.Kept kept(String manager, Consumer<ObjectNode> how) {
        ObjectNode before = backend(manager);
        return ReleaseValues.of(List.of(new ObjectChange.Edit(before, Docs.changed(before, how), "change backend")));
    }

    private static ObjectNode container(ObjectNode deployment) {
        return (ObjectNode) Docs.at(deployment, "spec/template/spec/containers/0");
    }

    @Test
    void whatAReleaseIsGivenIsAValueOfItsChart() {
        ReleaseValues.Kept kept = kept("Helm", o -> {
            Docs.in(o, "spec").put("replicas", 3);
            Docs.in(container(o), "resources/limits").put("memory", "256Mi");
            Docs.in(container(o), "resources/requests").put("memory", "128Mi");
            Docs.listIn(container(o), "env").add(Docs.object("name", "LEVEL", "value", "debug"));
        });
        assertThat(kept.values())
                .extracting(KeptValues.Value::words)
                .containsExactlyInAnyOrder(
                        "services.backend.replicas=3",
                        "services.backend.resources.limits.memory=256Mi",
                        "services.backend.resources.requests.memory=128Mi",
                        "services.backend.env.LEVEL=debug");
        assertThat(kept.rest()).isEmpty();
    }

    @Test
    void aVariableThatDidNotChangeIsLeftToTheSource() {
        ObjectNode before = backend("Helm");
        Docs.listIn(container(before), "env").add(Docs.object("name", "MODE", "value", "fast"));
        ObjectNode after = Docs.changed(
                before, o -> Docs.listIn(container(o), "env").add(Docs.object("name", "LEVEL", "value", "debug")));

        assertThat(ReleaseValues.of(List.of(new ObjectChange.Edit(before, after, "change backend")))
                        .values())
                .extracting(KeptValues.Value::words)
                .containsExactly("services.backend.env.LEVEL=debug");
    }

    @Test
    void whatTheChartHasNoValueForIsTold() {
        ReleaseValues.Kept kept = kept("Helm", o -> container(o).put("image", "shop/backend:2"));
        assertThat(kept.values()).isEmpty();
        assertThat(kept.rest()).singleElement().asString().contains("image");
    }

    @Test
    void othersObjectsHaveNoValues() {
        ReleaseValues.Kept kept = kept("kubectl", o -> Docs.in(o, "spec").put("replicas", 3));
        assertThat(kept.values()).isEmpty();
        assertThat(kept.rest()).isEmpty();
    }
}
