package dev.slipway.assist.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.diagnose.RootCause;
import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.evidence.Ref;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class RepairsTest {
    private static final Ref WEB = ResourceKind.DEPLOYMENT.ref("shop", "web");

    private final LiveObjects objects = new LiveObjects(objects());

    private static List<ObjectNode> objects() {
        List<ObjectNode> all = new ArrayList<>();
        all.add(parsed("{kind: Deployment, metadata: {name: web, namespace: shop, annotations:"
                + " {'deployment.kubernetes.io/revision': '2'}}, spec: {replicas: 1, selector: {matchLabels: {app:"
                + " web}}, template: {metadata: {labels: {app: web}}, spec: {nodeSelector: {disk: sdd},"
                + " containers: [{name: main, image: 'ngnix:1.27', envFrom: [{secretRef: {name: db-credential}}],"
                + " livenessProbe: {httpGet: {path: /, port: 80}}}]}}}}"));
        all.add(parsed("{kind: ReplicaSet, metadata: {name: web-1, namespace: shop, annotations:"
                + " {'deployment.kubernetes.io/revision': '1'}, ownerReferences: [{kind: Deployment, name:"
                + " web}]}, spec: {template: {metadata: {labels: {app: web, pod-template-hash: a}}, spec:"
                + " {containers: [{name: main, image: 'nginx:1.26', livenessProbe: {httpGet: {path: /,"
                + " port: 80}}}]}}}}"));
        all.add(parsed("{kind: ReplicaSet, metadata: {name: web-2, namespace: shop, annotations:"
                + " {'deployment.kubernetes.io/revision': '2'}, ownerReferences: [{kind: Deployment, name:"
                + " web}]}}"));
        all.add(parsed("{kind: Pod, metadata: {name: web-2-x, namespace: shop, labels: {app: web}, ownerReferences:"
                + " [{kind: ReplicaSet, name: web-2}]}, spec: {containers: []}}"));
        all.add(parsed("{kind: Service, metadata: {name: web, namespace: shop}, spec: {selector: {app: wbe}, ports:"
                + " [{port: 80}]}}"));
        all.add(parsed("{kind: Secret, metadata: {name: db-credentials, namespace: shop}, data: {password: ''}}"));
        all.add(parsed("{kind: Node, metadata: {name: one, labels: {disk: ssd}}}"));
        all.add(parsed("{kind: StorageClass, metadata: {name: standard}}"));
        all.add(parsed("{kind: PersistentVolumeClaim, metadata: {name: data, namespace: shop}, spec:"
                + " {storageClassName: standrad}, status: {phase: Pending}}"));
        return all;
    }

    private static ObjectNode parsed(String yaml) {
        KubernetesSerialization serialization = new KubernetesSerialization();
        return Docs.parse(serialization.asJson(serialization.unmarshal("---\n" + yaml, Map.class)));
    }

    private static RootCause finding(String id, String object, String root, Fix fix) {
        Cause cause = Cause.of(id, ResourceKind.POD.ref("shop", "web-2-x"))
                .root(root)
                .summary("web cannot start: the node cannot get the image ngnix:1.27.")
                .why("it is so")
                .fix(fix);
        return new RootCause("shop", cause, List.of(object), List.of());
    }

    private ObjectNode after(RootCause finding, ResourceKind kind, String name) {
        List<Repairs.Repair> repairs = Repairs.of(List.of(finding), objects);
        assertThat(repairs.getFirst().changes()).as("changes").isNotEmpty();
        return objects.find(kind, "shop", name).orElseThrow();
    }

    private static Fix advice() {
        return new Fix.Advice("look at it");
    }

    @Test
    void aTypedFixIsMade() {
        ObjectNode service = after(
                finding(
                        "SLIP-670",
                        "Service/web",
                        "x",
                        Fix.setField(ResourceKind.SERVICE.ref("shop", "web"), "/spec/selector", Map.of("app", "web"))),
                ResourceKind.SERVICE,
                "web");
        assertThat(Docs.text(service, "spec/selector/app")).isEqualTo("web");
    }

    @Test
    void aNameThatIsNearlyRightIsMended() {
        ObjectNode web = after(
                finding("SLIP-609", "Pod/web-2-x", "Secret/db-credential", advice()), ResourceKind.DEPLOYMENT, "web");
        assertThat(Docs.text(web, "spec/template/spec/containers/0/envFrom/0/secretRef/name"))
                .isEqualTo("db-credentials");
    }

    @Test
    void anImageThatIsMisspeltIsMended() {
        ObjectNode web =
                after(finding("SLIP-601", "Pod/web-2-x", "Image/ngnix:1.27", advice()), ResourceKind.DEPLOYMENT, "web");
        assertThat(Docs.text(web, "spec/template/spec/containers/0/image")).isEqualTo("nginx:1.27");
    }

    @Test
    void aPodGoesToANodeThatThereIs() {
        ObjectNode web = after(finding("SLIP-642", "Pod/web-2-x", "x", advice()), ResourceKind.DEPLOYMENT, "web");
        assertThat(Docs.text(web, "spec/template/spec/nodeSelector/disk")).isEqualTo("ssd");
    }

    @Test
    void whatNoRuleMendsGoesBackToTheRevisionBefore() {
        ObjectNode web = after(finding("SLIP-454", "Pod/web-2-x", "x", advice()), ResourceKind.DEPLOYMENT, "web");
        assertThat(Docs.text(web, "spec/template/spec/containers/0/image")).isEqualTo("nginx:1.26");
        assertThat(Docs.at(web, "spec/template/metadata/labels").has("pod-template-hash"))
                .isFalse();
    }

    @Test
    void aClaimWithoutAVolumeIsMadeAnew() {
        Cause cause = Cause.of("SLIP-680", ResourceKind.PVC.ref("shop", "data"))
                .summary("no class")
                .why("it is so")
                .fix(advice());
        List<Repairs.Repair> repairs = Repairs.of(
                List.of(new RootCause("shop", cause, List.of("PersistentVolumeClaim/data"), List.of())), objects);
        assertThat(repairs.getFirst().changes())
                .singleElement()
                .isInstanceOfSatisfying(
                        ObjectChange.Replace.class,
                        r -> assertThat(Docs.text(r.after(), "spec/storageClassName"))
                                .isEqualTo("standard"));
    }

    @Test
    void aProbeIsNeverTakenAway() {
        ObjectNode before = objects.find(WEB).orElseThrow();
        ObjectNode bare = Docs.changed(
                before,
                w -> Docs.items(Docs.at(w, "spec/template/spec/containers")).forEach(c -> c.remove("livenessProbe")));
        List<Repairs.Repair> repairs = Repairs.of(
                List.of(finding(
                        "SLIP-622",
                        "Pod/web-2-x",
                        "x",
                        Fix.setField(
                                WEB,
                                "/spec/template/spec/containers",
                                Docs.at(bare, "spec/template/spec/containers")))),
                objects);
        assertThat(repairs.getFirst().changes()).isEmpty();
        assertThat(repairs.getFirst().notes()).anyMatch(n -> n.contains("left to a person"));
    }

    @Test
    void aValueThatNobodyKnowsIsLeftToAPerson() {
        assertThat(Repairs.of(
                                List.of(finding(
                                        "SLIP-457",
                                        "Service/web",
                                        "x",
                                        Fix.setEnv(WEB, "main", "DATABASE_URL", "VALUE"))),
                                objects)
                        .getFirst()
                        .changes())
                .isEmpty();
    }
}
