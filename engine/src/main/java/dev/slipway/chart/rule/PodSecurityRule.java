package dev.slipway.chart.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The Pod Security Standard "restricted", and what Slipway asks beyond it: a read-only root file system, numeric users,
 * and no token of a service account. https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
final class PodSecurityRule implements Problem.Rule {
    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");
    private static final Set<String> SYSCTLS = Set.of(
            "kernel.shm_rmid_forced",
            "net.ipv4.ip_local_port_range",
            "net.ipv4.ip_unprivileged_port_start",
            "net.ipv4.tcp_syncookies",
            "net.ipv4.ping_group_range",
            "net.ipv4.ip_local_reserved_ports",
            "net.ipv4.tcp_keepalive_time",
            "net.ipv4.tcp_fin_timeout",
            "net.ipv4.tcp_keepalive_intvl",
            "net.ipv4.tcp_keepalive_probes",
            "net.ipv4.tcp_rmem",
            "net.ipv4.tcp_wmem");
    private static final Set<String> SELINUX =
            Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");
    private static final Set<String> SECCOMP = Set.of("RuntimeDefault", "Localhost");

    @Override
    public List<Problem> check(Manifest manifest) {
        if (!manifest.runsPods()) {
            return List.of();
        }
        Findings found = new Findings(manifest, String.join("/", manifest.podPath()), new ArrayList<>());
        JsonNode pod = manifest.podSpec();
        for (String field : List.of("hostNetwork", "hostPID", "hostIPC")) {
            found.unless(!pod.path(field).asBoolean(false), "hostNamespaces", field, "must not be true");
        }
        volumes(pod, found);
        for (JsonNode sysctl : pod.path("securityContext").path("sysctls")) {
            String name = sysctl.path("name").asString("");
            found.unless(SYSCTLS.contains(name), "sysctls", "securityContext/sysctls", name + " is not a safe one");
        }
        found.unless(
                pod.path("automountServiceAccountToken").isBoolean()
                        && !pod.path("automountServiceAccountToken").asBoolean(),
                "serviceAccountToken",
                "automountServiceAccountToken",
                "must be false: the program does not call the Kubernetes API");
        context(pod.path("securityContext"), "securityContext", found);
        for (Manifest.Container container : manifest.containers()) {
            container(pod, container, found);
        }
        return found.problems();
    }

    private record Findings(Manifest manifest, String podPath, List<Problem> problems) {
        void unless(boolean holds, String rule, String path, String message) {
            if (!holds) {
                problems.add(new Problem(manifest, rule, podPath + "/" + path, message));
            }
        }
    }

    private static void volumes(JsonNode pod, Findings found) {
        JsonNode volumes = pod.path("volumes");
        for (int i = 0; i < volumes.size(); i++) {
            String at = "volumes/" + i;
            volumes.get(i).properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(k -> !k.equals("name") && !VOLUMES.contains(k))
                    .forEach(k -> found.unless(
                            false,
                            k.equals("hostPath") ? "hostPathVolumes" : "volumeTypes",
                            at + "/" + k,
                            "this kind of volume is not allowed"));
        }
    }

    /** Rules for the fields that a pod's and a container's security context share. */
    private static void context(JsonNode context, String at, Findings found) {
        found.unless(
                !context.has("runAsUser") || context.path("runAsUser").asInt(0) != 0,
                "runAsUser",
                at + "/runAsUser",
                "must not be 0");
        JsonNode seccomp = context.path("seccompProfile").path("type");
        found.unless(
                seccomp.isMissingNode() || SECCOMP.contains(seccomp.asString("")),
                "seccompProfile",
                at + "/seccompProfile/type",
                "must be RuntimeDefault or Localhost");
        JsonNode apparmor = context.path("appArmorProfile").path("type");
        found.unless(
                apparmor.isMissingNode() || SECCOMP.contains(apparmor.asString("")),
                "appArmorProfile",
                at + "/appArmorProfile/type",
                "must be RuntimeDefault or Localhost");
        JsonNode selinux = context.path("seLinuxOptions");
        found.unless(
                SELINUX.contains(selinux.path("type").asString(""))
                        && selinux.path("user").asString("").isEmpty()
                        && selinux.path("role").asString("").isEmpty(),
                "seLinuxOptions",
                at + "/seLinuxOptions",
                "must not choose this type, user or role");
        found.unless(
                !context.path("windowsOptions").path("hostProcess").asBoolean(false),
                "hostProcess",
                at + "/windowsOptions/hostProcess",
                "must not be true");
    }

    private static void container(JsonNode pod, Manifest.Container container, Findings found) {
        JsonNode own = container.node().path("securityContext");
        JsonNode shared = pod.path("securityContext");
        String at = container.path() + "/securityContext";
        context(own, at, found);
        found.unless(!own.path("privileged").asBoolean(false), "privileged", at + "/privileged", "must not be true");
        JsonNode escalation = own.path("allowPrivilegeEscalation");
        found.unless(
                escalation.isBoolean() && !escalation.asBoolean(),
                "allowPrivilegeEscalation",
                at + "/allowPrivilegeEscalation",
                "must be false");
        found.unless(
                effective(own, shared, "runAsNonRoot").asBoolean(false),
                "runAsNonRoot",
                at + "/runAsNonRoot",
                "must be true here or for the pod");
        found.unless(
                effective(own, shared, "runAsUser").asInt(0) > 0,
                "numericUser",
                at + "/runAsUser",
                "must be a number above 0 here or for the pod");
        found.unless(
                SECCOMP.contains(
                        effective(own, shared, "seccompProfile").path("type").asString("")),
                "seccompProfile",
                at + "/seccompProfile/type",
                "must be RuntimeDefault or Localhost here or for the pod");
        found.unless(
                own.path("readOnlyRootFilesystem").asBoolean(false),
                "readOnlyRootFilesystem",
                at + "/readOnlyRootFilesystem",
                "must be true; give the folders that it writes to a volume");
        found.unless(
                texts(own.path("capabilities").path("drop")).anyMatch("ALL"::equals),
                "dropCapabilities",
                at + "/capabilities/drop",
                "must be [ALL]");
        found.unless(
                texts(own.path("capabilities").path("add")).allMatch("NET_BIND_SERVICE"::equals),
                "addCapabilities",
                at + "/capabilities/add",
                "may hold NET_BIND_SERVICE only");
        found.unless(
                own.path("procMount").asString("Default").equals("Default"),
                "procMount",
                at + "/procMount",
                "must be Default");
        for (JsonNode port : container.node().path("ports")) {
            found.unless(
                    port.path("hostPort").asInt(0) == 0,
                    "hostPorts",
                    container.path() + "/ports",
                    "must not set hostPort");
        }
        hosts(container, found);
    }

    /** A probe or hook with a host of its own asks the kubelet to call elsewhere (restricted since Kubernetes 1.34). */
    private static void hosts(Manifest.Container container, Findings found) {
        JsonNode node = container.node();
        Stream.of("livenessProbe", "readinessProbe", "startupProbe", "lifecycle/postStart", "lifecycle/preStop")
                .forEach(field -> {
                    JsonNode handler = node.at("/" + field);
                    Stream.of("httpGet", "tcpSocket")
                            .filter(kind -> !handler.path(kind)
                                    .path("host")
                                    .asString("")
                                    .isEmpty())
                            .forEach(kind -> found.unless(
                                    false,
                                    "hostProbes",
                                    container.path() + "/" + field + "/" + kind + "/host",
                                    "must not be set"));
                });
    }

    private static JsonNode effective(JsonNode own, JsonNode shared, String field) {
        return own.has(field) ? own.path(field) : shared.path(field);
    }

    private static Stream<String> texts(JsonNode list) {
        return list.values().stream().map(n -> n.asString(""));
    }
}
