package dev.slipway.supply;

import dev.slipway.image.registry.Credentials;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a node shows to a registry: a Secret in the application's namespace, named by its ServiceAccounts. */
final class PullSecret {
    static final String NAME = "slipway-registry";
    private static final String KEY = ".dockerconfigjson";

    private PullSecret() {}

    /** Makes it, or renews what has changed. @param host as in the images' names */
    static void keep(KubernetesClient client, String namespace, String host, Credentials credentials) {
        String text = encoded(host, credentials);
        Secret found = client.secrets().inNamespace(namespace).withName(NAME).get();
        if (found != null
                && found.getData() != null
                && text.equals(found.getData().get(KEY))) {
            return;
        }
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(NAME)
                        .withNamespace(namespace)
                        .withLabels(Map.of(
                                "app.kubernetes.io/part-of", namespace, "app.kubernetes.io/managed-by", "slipway"))
                        .endMetadata()
                        .withType("kubernetes.io/dockerconfigjson")
                        .withData(Map.of(KEY, text))
                        .build())
                .createOr(existing -> existing.update());
    }

    private static String encoded(String host, Credentials credentials) {
        ObjectNode entry = JsonMapper.shared().createObjectNode();
        entry.put("username", credentials.user()).put("password", credentials.secret());
        entry.put("auth", base64(credentials.user() + ":" + credentials.secret()));
        ObjectNode config = JsonMapper.shared().createObjectNode();
        config.putObject("auths").set(host.equals("docker.io") ? "https://index.docker.io/v1/" : host, entry);
        return base64(config.toString());
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
