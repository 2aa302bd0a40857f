package dev.slipway.chart.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.gate.Check;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** One change to a good object breaks one rule. */
class RulesTest {
    private static final String GOOD = """
            ---
            # Source: shop/templates/web.yaml
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
            spec:
              replicas: 2
              selector:
                matchLabels: {app: web}
              template:
                metadata:
                  labels: {app: web}
                spec:
                  automountServiceAccountToken: false
                  securityContext:
                    runAsNonRoot: true
                    runAsUser: 65532
                    seccompProfile: {type: RuntimeDefault}
                  containers:
                    - name: web
                      image: registry.example/web:1.2.3
                      ports: [{name: http, containerPort: 8080}]
                      env: [{name: MODE, value: fast}]
                      readinessProbe: {httpGet: {path: /, port: http}}
                      livenessProbe: {httpGet: {path: /, port: 8080}}
                      resources:
                        requests: {cpu: 50m, memory: 64Mi}
                        limits: {memory: 128Mi}
                      securityContext:
                        allowPrivilegeEscalation: false
                        readOnlyRootFilesystem: true
                        capabilities: {drop: [ALL]}
                  volumes: [{name: tmp, emptyDir: {}}]
            """;
    private static final String POD = "/spec/template/spec";
    private static final String BOX = POD + "/containers/0";

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({
        "'kind: ClusterRoleBinding', ''",
        "'kind: Namespace', ''",
        "'kind: ConfigMap', 'namespace: kube-system'",
        "'kind: ConfigMap', 'namespace: default'",
        "'kind: StorageClass', ''",
    })
    void whatIsOutsideTheNamespaceIsRefusedAlsoInAList(String kind, String namespace) throws Exception {
        String object = "apiVersion: v1, " + kind + ", metadata: {name: x"
                + (namespace.isEmpty() ? "" : ", " + namespace) + "}";
        for (String rendered : List.of(
                "---\n# Source: shop/templates/web.yaml\n{" + object + "}\n",
                "---\n# Source: shop/templates/web.yaml\n{apiVersion: v1, kind: List, items: [{" + object + "}]}\n")) {
            assertThat(check(rendered))
                    .filteredOn(check -> check.id().equals("G3.scope"))
                    .singleElement()
                    .satisfies(check -> assertThat(check.status()).isEqualTo(Check.Status.FAIL));
        }
        assertThat(check(GOOD))
                .filteredOn(check -> check.id().equals("G3.scope"))
                .singleElement()
                .satisfies(check -> assertThat(check.status()).isEqualTo(Check.Status.PASS));
    }

    private List<Check> check(String rendered) throws Exception {
        Files.createDirectories(dir.resolve("templates"));
        Files.writeString(dir.resolve("templates/web.yaml"), rendered);
        return new ObjectRules("shop", dir).check(Manifest.read(rendered));
    }

    private static String changed(String pointer, String value) {
        JsonNode object = new YAMLMapper().readTree(GOOD.substring(GOOD.indexOf("apiVersion")));
        int end = pointer.lastIndexOf('/');
        JsonNode parent = object.at(pointer.substring(0, end));
        String key = pointer.substring(end + 1);
        if (parent instanceof ArrayNode array) {
            array.add(new YAMLMapper().readTree(value));
        } else if (value.equals("-")) {
            ((ObjectNode) parent).remove(key);
        } else {
            ((ObjectNode) parent).set(key, new YAMLMapper().readTree(value));
        }
        return "---\n# Source: shop/templates/web.yaml\n"
                + new YAMLMapper().writeValueAsString(object).substring(4);
    }

    @Test
    void aGoodObjectPasses() throws Exception {
        assertThat(check(GOOD)).extracting(Check::status).containsOnly(Check.Status.PASS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "G3.schema | unknownField | " + BOX + "/prot | http",
                "G3.schema | type | /spec/replicas | \"'2'\"",
                "G3.schema | required | /spec/selector | -",
                "G3.schema | repeated | " + BOX + "/env/+ | '{name: MODE, value: slow}'",
                "G3.podsecurity | hostNamespaces | " + POD + "/hostNetwork | true",
                "G3.podsecurity | hostNamespaces | " + POD + "/hostPID | true",
                "G3.podsecurity | hostNamespaces | " + POD + "/hostIPC | true",
                "G3.podsecurity | hostPathVolumes | " + POD + "/volumes/+ | '{name: h, hostPath: {path: /}}'",
                "G3.podsecurity | volumeTypes | " + POD + "/volumes/+ | '{name: n, nfs: {server: s, path: /}}'",
                "G3.podsecurity | sysctls | " + POD
                        + "/securityContext/sysctls | '[{name: kernel.msgmax, value: \"1\"}]'",
                "G3.podsecurity | serviceAccountToken | " + POD + "/automountServiceAccountToken | -",
                "G3.podsecurity | runAsUser | " + BOX + "/securityContext/runAsUser | 0",
                "G3.podsecurity | numericUser | " + POD + "/securityContext/runAsUser | -",
                "G3.podsecurity | runAsNonRoot | " + POD + "/securityContext/runAsNonRoot | -",
                "G3.podsecurity | runAsNonRoot | " + BOX + "/securityContext/runAsNonRoot | false",
                "G3.podsecurity | seccompProfile | " + POD + "/securityContext/seccompProfile | -",
                "G3.podsecurity | seccompProfile | " + BOX + "/securityContext/seccompProfile | '{type: Unconfined}'",
                "G3.podsecurity | appArmorProfile | " + BOX + "/securityContext/appArmorProfile | '{type: Unconfined}'",
                "G3.podsecurity | seLinuxOptions | " + BOX + "/securityContext/seLinuxOptions | '{type: spc_t}'",
                "G3.podsecurity | hostProcess | " + BOX + "/securityContext/windowsOptions | '{hostProcess: true}'",
                "G3.podsecurity | privileged | " + BOX + "/securityContext/privileged | true",
                "G3.podsecurity | allowPrivilegeEscalation | " + BOX + "/securityContext/allowPrivilegeEscalation | -",
                "G3.podsecurity | readOnlyRootFilesystem | " + BOX + "/securityContext/readOnlyRootFilesystem | -",
                "G3.podsecurity | dropCapabilities | " + BOX + "/securityContext/capabilities/drop | '[NET_RAW]'",
                "G3.podsecurity | addCapabilities | " + BOX + "/securityContext/capabilities/add | '[SYS_ADMIN]'",
                "G3.podsecurity | procMount | " + BOX + "/securityContext/procMount | Unmasked",
                "G3.podsecurity | hostPorts | " + BOX + "/ports/+ | '{containerPort: 81, hostPort: 80}'",
                "G3.podsecurity | hostProbes | " + BOX + "/readinessProbe/httpGet/host | example.org",
                "G3.tags | floatingTag | " + BOX + "/image | registry.example/web:latest",
                "G3.tags | floatingTag | " + BOX + "/image | registry.example:5000/web",
                "G3.resources | resources | " + BOX + "/resources/requests/cpu | -",
                "G3.resources | resources | " + BOX + "/resources/requests/memory | -",
                "G3.resources | resources | " + BOX + "/resources/limits | -",
                "G3.probes | probes | " + BOX + "/readinessProbe | -",
                "G3.probes | probes | " + BOX + "/livenessProbe | -",
                "G3.probes | probePort | " + BOX + "/livenessProbe | '{tcpSocket: {port: 81}}'",
                "G3.secrets | secretInClearText | " + BOX + "/env/+ | '{name: DB_PASSWORD, value: hunter2}'",
                "G3.secrets | secretInClearText | " + BOX + "/env/+ | '{name: DSN, value: \"postgres://a:b@h/d\"}'",
            })
    void aBrokenRuleIsNamedWithItsPlace(String id, String rule, String pointer, String value) throws Exception {
        List<Check> failed = check(changed(pointer, value)).stream()
                .filter(c -> c.status() != Check.Status.PASS)
                .toList();

        assertThat(failed).extracting(Check::id).contains(id);
        Check check = failed.stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
        assertThat(check.status()).isEqualTo(Check.Status.FAIL);
        assertThat(check.evidence()).contains("(" + rule + ")").contains("templates/web.yaml:");
        assertThat(check.fix()).startsWith("Edit " + dir.resolve("templates/web.yaml") + ":");
        assertThat(failed).as("only this rule is broken").hasSize(1);
    }

    @Test
    void aSecretInAConfigMapIsFound() throws Exception {
        String map = """
                ---
                # Source: shop/templates/web.yaml
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: web}
                data:
                  TOKEN_MINUTES: "30"
                  SECRET_FILE: /run/secrets/a
                  %s: %s
                """;
        for (String bad :
                List.of("API_KEY: abc", "NOTE: see https://user:pass@example.org", "K: AKIAABCDEFGHIJKLMNOP")) {
            assertThat(failures(map.formatted(bad.substring(0, bad.indexOf(':')), quoted(bad))))
                    .as(bad)
                    .containsExactly("G3.secrets");
        }
        assertThat(failures(map.formatted("MODE", "fast"))).isEmpty();
    }

    private static String quoted(String entry) {
        return "\"" + entry.substring(entry.indexOf(' ') + 1) + "\"";
    }

    private List<String> failures(String rendered) throws Exception {
        return check(rendered).stream()
                .filter(c -> c.status() == Check.Status.FAIL)
                .map(Check::id)
                .toList();
    }

    @Test
    void anObjectOfAnotherKindIsNeverCalledCorrect() throws Exception {
        List<Check> checks = check("""
                ---
                # Source: shop/templates/web.yaml
                apiVersion: cert-manager.io/v1
                kind: Certificate
                metadata: {name: web}
                """);
        assertThat(checks)
                .filteredOn(c -> c.id().equals("G3.schema.others"))
                .extracting(Check::status)
                .containsExactly(Check.Status.NO_DATA);
    }

    @Test
    void nothingRenderedIsNoPass() throws Exception {
        assertThat(check("")).extracting(Check::status).containsOnly(Check.Status.NO_DATA);
    }

    @Test
    void everyKindThatRunsPodsIsChecked() {
        assertThat(Stream.of("Pod", "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob")
                        .map(kind -> new YAMLMapper().createObjectNode().put("kind", kind))
                        .map(object -> new Manifest("t", object)))
                .allMatch(Manifest::runsPods);
    }
}
