package dev.slipway.assist.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Ways round consent: changes that open the machine, take a guard away or lose data, in whatever dress. None is an ordinary change. */
class ConsentTest {
    private static final List<ResourceKind> WITH_PODS = List.of(
            ResourceKind.POD,
            ResourceKind.DEPLOYMENT,
            ResourceKind.STATEFULSET,
            ResourceKind.DAEMONSET,
            ResourceKind.REPLICASET,
            ResourceKind.JOB,
            ResourceKind.CRONJOB);

    /** What a pod's spec gets, by what it is called here. */
    private static final Map<String, String> OPENINGS = new TreeMap<>(
            Map.ofEntries(
                    Map.entry("hostNetwork", "{\"hostNetwork\":true}"),
                    Map.entry("hostPID", "{\"hostPID\":true}"),
                    Map.entry("hostIPC", "{\"hostIPC\":true}"),
                    Map.entry("hostPath", "{\"volumes\":[{\"name\":\"v\",\"hostPath\":{\"path\":\"/\"}}]}"),
                    Map.entry("privileged", container("{\"privileged\":true}")),
                    Map.entry("allCapabilities", container("{\"capabilities\":{\"add\":[\"ALL\"]}}")),
                    Map.entry("sysAdmin", container("{\"capabilities\":{\"add\":[\"CAP_SYS_ADMIN\"]}}")),
                    Map.entry("sysAdminSmall", container("{\"capabilities\":{\"add\":[\"sys_admin\"]}}")),
                    Map.entry("unmaskedProc", container("{\"procMount\":\"Unmasked\"}")),
                    Map.entry("noSeccomp", container("{\"seccompProfile\":{\"type\":\"Unconfined\"}}")),
                    Map.entry(
                            "privilegedInit",
                            "{\"initContainers\":[{\"name\":\"i\",\"image\":\"x\",\"securityContext\":{\"privileged\":true}}]}"),
                    Map.entry(
                            "hostPort",
                            "{\"containers\":[{\"name\":\"main\",\"image\":\"x\",\"ports\":[{\"containerPort\":80,\"hostPort\":80}]}]}")));

    private static String container(String security) {
        return "{\"containers\":[{\"name\":\"main\",\"image\":\"x\",\"securityContext\":" + security + "}]}";
    }

    private static ObjectNode workload(ResourceKind kind, String podSpec) {
        ObjectNode object = kind.make("shop", "web");
        ObjectNode at = object;
        String[] parts = kind.podSpec().split("/");
        for (int i = 0; i < parts.length - 1; i++) {
            at = Docs.in(at, parts[i]);
        }
        at.set(parts[parts.length - 1], Docs.parse(podSpec));
        return object;
    }

    static Stream<Arguments> openings() {
        return WITH_PODS.stream().flatMap(k -> OPENINGS.keySet().stream().map(o -> Arguments.of(k, o)));
    }

    private static List<String> harms(ObjectChange change) {
        return new ChangePlan(List.of(new PlannedStep("just a small thing", List.of(change), List.of()))).harms();
    }

    private static String opened(String opening) {
        return Objects.requireNonNull(OPENINGS.get(opening), opening);
    }

    @ParameterizedTest
    @MethodSource("openings")
    void whatOpensTheNodeIsSeenWhereverThePodStands(ResourceKind kind, String opening) {
        ObjectNode plain = workload(kind, "{\"containers\":[{\"name\":\"main\",\"image\":\"x\"}]}");
        ObjectNode open = workload(kind, opened(opening));
        assertThat(harms(new ObjectChange.Make(open, "make nothing special"))).isNotEmpty();
        assertThat(harms(new ObjectChange.Edit(plain, open, "tidy up"))).isNotEmpty();
        assertThat(harms(new ObjectChange.Replace(plain, open, "tidy up"))).isNotEmpty();
        assertThat(harms(new ObjectChange.Make(plain, "make it"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "remove the probe|{}",
                "rename the container|{\"name\":\"other\"}",
                "ask nothing|{\"readinessProbe\":{\"exec\":{\"command\":[\"true\"]}}}",
                "ask nothing by a shell|{\"readinessProbe\":{\"exec\":{\"command\":[\"sh\",\"-c\",\"exit 0\"]}}}",
                "an empty probe|{\"readinessProbe\":{}}",
                "one limit of two|{\"readinessProbe\":{\"httpGet\":{\"port\":80}},\"resources\":{\"limits\":{\"cpu\":\"1\"}}}",
                "no limits|{\"readinessProbe\":{\"httpGet\":{\"port\":80}},\"resources\":{}}"
            })
    void aGuardOfAPodIsNotTakenAwayInPassing(String how, String left) {
        String guarded =
                "{\"containers\":[{\"name\":\"main\",\"image\":\"x\",\"readinessProbe\":{\"httpGet\":{\"port\":80}},"
                        + "\"resources\":{\"limits\":{\"cpu\":\"1\",\"memory\":\"1Gi\"}}}]}";
        ObjectNode container = Docs.parse(left);
        if (!container.has("name")) {
            container.put("name", "main");
        }
        container.put("image", "x:2");
        ObjectNode after = workload(
                ResourceKind.DEPLOYMENT,
                Docs.object("containers", Docs.list(container)).toString());
        assertThat(harms(new ObjectChange.Edit(workload(ResourceKind.DEPLOYMENT, guarded), after, "set the image")))
                .as(how)
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Role|{\"rules\":[{\"verbs\":[\"*\"],\"resources\":[\"*\"]}]}",
                "ClusterRole|{\"rules\":[{\"verbs\":[\"get\"],\"resources\":[\"*\"]}]}",
                "ClusterRole|{\"rules\":[{\"verbs\":[\"list\"],\"resources\":[\"secrets\"]}]}",
                "Role|{\"rules\":[{\"verbs\":[\"impersonate\"],\"resources\":[\"users\"]}]}",
                "Role|{\"rules\":[{\"verbs\":[\"escalate\"],\"resources\":[\"roles\"]}]}",
                "Role|{\"rules\":[{\"verbs\":[\"bind\"],\"resources\":[\"roles\"]}]}",
                "Role|{\"rules\":[{\"verbs\":[\"create\"],\"resources\":[\"pods/exec\"]}]}",
                "Role|{\"rules\":[{\"verbs\":[\"patch\"],\"resources\":[\"rolebindings\"]}]}",
                "Role|{\"rules\":[{\"verbs\":[\"get\"],\"resources\":[\"pods\"]},{\"verbs\":[\"*\"],\"resources\":[\"*\"]}]}",
                "RoleBinding|{\"roleRef\":{\"name\":\"cluster-admin\"},\"subjects\":[{\"kind\":\"ServiceAccount\",\"name\":\"bot\"}]}",
                "ClusterRoleBinding|{\"roleRef\":{\"name\":\"edit\"},\"subjects\":[{\"kind\":\"User\",\"name\":\"me\"}]}",
                "ClusterRoleBinding|{\"roleRef\":{\"name\":\"admin\"},\"subjects\":[{\"kind\":\"User\",\"name\":\"me\"}]}",
                "Service|{\"spec\":{\"externalIPs\":[\"10.0.0.1\"]}}",
                "PriorityClass|{\"globalDefault\":true,\"value\":1000}",
                "Namespace|{\"metadata\":{\"labels\":{\"pod-security.kubernetes.io/enforce\":\"privileged\"}}}"
            })
    void rightsAndReachAreSeen(String kind, String fields) {
        ObjectNode object = ResourceKind.of(kind).orElseThrow().make("shop", "thing");
        ObjectNode bare = object.deepCopy();
        Docs.parse(fields).properties().forEach(e -> {
            if (e.getKey().equals("metadata")) {
                Docs.in(object, "metadata").setAll((ObjectNode) e.getValue());
            } else {
                object.set(e.getKey(), e.getValue());
            }
        });
        assertThat(harms(new ObjectChange.Make(object, "make a thing"))).isNotEmpty();
        assertThat(harms(new ObjectChange.Edit(bare, object, "change a label"))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NetworkPolicy|{\"spec\":{\"podSelector\":{},\"ingress\":[]}}|{\"spec\":{\"podSelector\":{},\"ingress\":[{}]}}",
                "NetworkPolicy|{\"spec\":{\"podSelector\":{}}}|{\"spec\":{\"podSelector\":{\"matchLabels\":{\"app\":\"nobody\"}}}}",
                "ResourceQuota|{\"spec\":{\"hard\":{\"pods\":\"3\",\"cpu\":\"1\"}}}|{\"spec\":{\"hard\":{\"cpu\":\"1\"}}}",
                "LimitRange|{\"spec\":{\"limits\":[{\"type\":\"Pod\"}]}}|{\"spec\":{\"limits\":[]}}",
                "Secret|{\"data\":{\"a\":\"\",\"b\":\"\"}}|{\"data\":{\"a\":\"\"}}",
                "PersistentVolume|{\"spec\":{\"persistentVolumeReclaimPolicy\":\"Retain\"}}|{\"spec\":{\"persistentVolumeReclaimPolicy\":\"Delete\"}}",
                "PodDisruptionBudget|{\"spec\":{\"minAvailable\":1}}|{\"spec\":{\"minAvailable\":0}}",
                "PersistentVolumeClaim|{\"metadata\":{\"name\":\"x\",\"namespace\":\"shop\",\"finalizers\":[\"kubernetes.io/pvc-protection\"]}}|{\"metadata\":{\"name\":\"x\",\"namespace\":\"shop\"}}"
            })
    void whatGuardsOthersIsNotEmptied(String kind, String before, String after) {
        ObjectNode was = ResourceKind.of(kind).orElseThrow().make("shop", "x");
        ObjectNode will = was.deepCopy();
        was.setAll(Docs.parse(before));
        will.setAll(Docs.parse(after));
        if (!was.has("metadata") || LiveObjects.name(was).isEmpty()) {
            Docs.in(was, "metadata").put("name", "x");
            Docs.in(will, "metadata").put("name", "x");
        }
        assertThat(harms(new ObjectChange.Edit(was, will, "set a label"))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Namespace",
        "namespace",
        "NAMESPACE",
        "namespaces",
        "PersistentVolumeClaim",
        "persistentvolumeclaims",
        "Secret",
        "secrets",
        "networkpolicy",
        "ClusterRole",
        "clusterroles",
        "StorageClass",
        "resourcequotas"
    })
    void aPlanFileCannotHideAKindByTheWayItIsWritten(String written) {
        String file =
                "{\"format\":\"slipway.dev/plan/1\",\"steps\":[{\"request\":\"list pods\",\"changes\":[{\"change\":\"remove\","
                        + "\"words\":\"look at it\",\"before\":{\"apiVersion\":\"v1\",\"kind\":\"" + written
                        + "\",\"metadata\":{\"name\":\"x\",\"namespace\":\"shop\"}}}]}]}";
        assertThat(ChangePlan.read(file).harms()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"kube-system, Namespace", "kube-system, namespace", "default, namespaces", "kube-public, NAMESPACE"})
    void aNamespaceOfTheClusterIsNotDeletedWhateverAnybodySays(String name, String written) {
        String file =
                "{\"format\":\"slipway.dev/plan/1\",\"steps\":[{\"request\":\"x\",\"changes\":[{\"change\":\"remove\","
                        + "\"words\":\"x\",\"before\":{\"kind\":\"" + written + "\",\"metadata\":{\"name\":\"" + name
                        + "\"}}}]}]}";
        assertThat(Dangers.refusal(ChangePlan.read(file).changes())).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x/../../namespaces/kube-system",
                "../x",
                "x?dryRun=All",
                "x%2f..%2fy",
                "'kube-system '",
                "X",
                "x\u200b",
                "-x",
                "x;y",
                "$(reboot)"
            })
    void aCraftedNameIsNoName(String name) {
        ObjectNode object = ResourceKind.CONFIGMAP.make("shop", name);
        assertThat(Dangers.refusal(List.of(new ObjectChange.Remove(object, "x"))))
                .isPresent();
        assertThat(Dangers.refusal(List.of(new ObjectChange.Make(ResourceKind.CONFIGMAP.make(name, "x"), "x"))))
                .isPresent();
    }

    @Test
    void whatAnEarlierRevisionLackedIsNotTakenAwayByGoingBackButItOpensNothing() {
        ObjectNode guarded = workload(
                ResourceKind.DEPLOYMENT,
                "{\"containers\":[{\"name\":\"main\",\"image\":\"x:2\",\"readinessProbe\":{\"httpGet\":{\"port\":80}}}]}");
        ObjectNode earlier =
                workload(ResourceKind.DEPLOYMENT, "{\"containers\":[{\"name\":\"main\",\"image\":\"x:1\"}]}");
        ObjectChange back = new ObjectChange.Edit(guarded, earlier, "take it back");
        ChangePlan plan = new ChangePlan(List.of(new PlannedStep("roll back", List.of(back), List.of())));
        assertThat(plan.harms()).isNotEmpty();
        assertThat(plan.harms(Set.of(back.of()))).isEmpty();
        ObjectChange open =
                new ObjectChange.Edit(guarded, workload(ResourceKind.DEPLOYMENT, opened("hostPID")), "back");
        assertThat(new ChangePlan(List.of(new PlannedStep("roll back", List.of(open), List.of())))
                        .harms(Set.of(open.of())))
                .isNotEmpty();
    }

    @Test
    void everybodyIsLetInByNoKindOfChange() {
        ObjectNode bare = ResourceKind.ROLEBINDING.make("shop", "x");
        ObjectNode open = Docs.changed(
                bare,
                b -> b.set("subjects", Docs.list(Docs.object("kind", "Group", "name", "system:unauthenticated"))));
        assertThat(Dangers.refusal(List.of(new ObjectChange.Edit(bare, open, "x"))))
                .isPresent();
        assertThat(Dangers.refusal(List.of(new ObjectChange.Replace(bare, open, "x"))))
                .isPresent();
        assertThat(Dangers.refusal(List.of(new ObjectChange.Make(open, "x")))).isPresent();
    }

    @Test
    void aPlanFileIsOfOneObjectBeforeAndAfter() {
        assertThatThrownBy(() -> ChangePlan.read(
                        "{\"format\":\"slipway.dev/plan/1\",\"steps\":[{\"request\":\"x\",\"changes\":[{\"change\":\"edit\",\"words\":\"x\","
                                + "\"before\":{\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"}},"
                                + "\"after\":{\"kind\":\"Secret\",\"metadata\":{\"name\":\"a\"}}}]}]}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("before");
    }

    @Test
    void manySmallDeletionsAreOneLargeOne() {
        List<ObjectChange> changes = Stream.of("a", "b", "c", "d")
                .<ObjectChange>map(n -> new ObjectChange.Remove(ResourceKind.CONFIGMAP.make("shop", n), "delete it"))
                .toList();
        ChangePlan spread = new ChangePlan(changes.stream()
                .map(c -> new PlannedStep("one", List.of(c), List.of()))
                .toList());
        assertThat(spread.harms()).isNotEmpty();
    }
}
