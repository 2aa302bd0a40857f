package dev.slipway.assist.act;

import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.diagnose.evidence.Ref;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/** Makes single changes, or asks the server for their results. */
final class ClusterWriter {
    private static final String OWNER = "slipway-ask";
    private static final int GONE_SECONDS = 60;
    private static final int ABSENT = 404;
    /** Fields that only the server sets. */
    private static final List<String> SERVERS = List.of(
            "resourceVersion",
            "uid",
            "creationTimestamp",
            "generation",
            "selfLink",
            "managedFields",
            "deletionTimestamp");

    private final KubernetesClient client;

    ClusterWriter(KubernetesClient client) {
        this.client = client;
    }

    /**
     * The object as the server would store it; empty if it is deleted.
     *
     * @throws KubernetesClientException if the server refuses it, with its message
     */
    Optional<ObjectNode> dryRun(ObjectChange change) {
        return write(change, true);
    }

    void make(ObjectChange change) {
        write(change, false);
    }

    private Optional<ObjectNode> write(ObjectChange change, boolean dry) {
        Ref ref = change.of();
        return switch (change) {
            case ObjectChange.Make m -> Optional.of(json(create(m.object(), dry)));
            case ObjectChange.Edit e ->
                Optional.of(json(resource(ref)
                        .patch(
                                new PatchContext.Builder()
                                        .withPatchType(PatchType.JSON)
                                        .withDryRun(dry ? List.of("All") : List.of())
                                        .withFieldManager(OWNER)
                                        .build(),
                                e.patch().toString())));
            case ObjectChange.Replace r -> {
                if (!dry) {
                    resource(ref).withGracePeriod(1).delete();
                    resource(ref).waitUntilCondition(o -> o == null, GONE_SECONDS, TimeUnit.SECONDS);
                    yield Optional.of(json(create(bare(r.after()), false)));
                }
                yield Optional.empty();
            }
            case ObjectChange.Remove r -> {
                resource(ref).dryRun(dry).delete();
                yield Optional.empty();
            }
        };
    }

    /** The object without the fields that the server set on an earlier one. */
    static ObjectNode bare(ObjectNode object) {
        return Docs.changed(object, o -> {
            o.remove("status");
            SERVERS.forEach(Docs.in(o, "metadata")::remove);
            if (o.get("spec") instanceof ObjectNode spec && LiveObjects.kind(o) == ResourceKind.POD) {
                spec.remove("nodeName");
                Docs.items(spec.path("containers")).forEach(ClusterWriter::withoutToken);
                Docs.items(spec.path("initContainers")).forEach(ClusterWriter::withoutToken);
                if (spec.get("volumes") instanceof tools.jackson.databind.node.ArrayNode volumes) {
                    for (int i = volumes.size() - 1; i >= 0; i--) {
                        if (Docs.text(volumes.get(i), "name").startsWith("kube-api-access-")) {
                            volumes.remove(i);
                        }
                    }
                }
            }
            if (o.get("spec") instanceof ObjectNode spec
                    && LiveObjects.kind(o) == ResourceKind.SERVICE
                    && !Docs.text(spec, "clusterIP").equals("None")) {
                spec.remove("clusterIP");
                spec.remove("clusterIPs");
            }
            if (o.get("spec") instanceof ObjectNode spec && LiveObjects.kind(o) == ResourceKind.JOB) {
                spec.remove("selector");
                Docs.in(spec, "template/metadata").remove("labels");
            }
        });
    }

    private static void withoutToken(ObjectNode container) {
        if (container.get("volumeMounts") instanceof tools.jackson.databind.node.ArrayNode mounts) {
            for (int i = mounts.size() - 1; i >= 0; i--) {
                if (Docs.text(mounts.get(i), "name").startsWith("kube-api-access-")) {
                    mounts.remove(i);
                }
            }
        }
    }

    private GenericKubernetesResource create(ObjectNode object, boolean dry) {
        GenericKubernetesResource made =
                client.getKubernetesSerialization().unmarshal(object.toString(), GenericKubernetesResource.class);
        Ref ref = LiveObjects.ref(object);
        ResourceDefinitionContext context = context(ref);
        Resource<GenericKubernetesResource> resource = context.isNamespaceScoped()
                ? client.genericKubernetesResources(context)
                        .inNamespace(ref.namespace())
                        .resource(made)
                : client.genericKubernetesResources(context).resource(made);
        return resource.dryRun(dry).create();
    }

    /** The object as it is now; empty if it does not exist. */
    Optional<ObjectNode> now(Ref ref) {
        ResourceKind kind = ResourceKind.of(ref.kind()).orElseThrow();
        try {
            String text = client.raw(kind.path(ref.namespace(), ref.name()));
            return text == null ? Optional.empty() : Optional.of(ClusterReader.clean(kind, Docs.parse(text)));
        } catch (KubernetesClientException e) {
            if (e.getCode() == ABSENT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Resource<GenericKubernetesResource> resource(Ref ref) {
        ResourceDefinitionContext context = context(ref);
        return context.isNamespaceScoped()
                ? client.genericKubernetesResources(context)
                        .inNamespace(ref.namespace())
                        .withName(ref.name())
                : client.genericKubernetesResources(context).withName(ref.name());
    }

    private static ResourceDefinitionContext context(Ref ref) {
        ResourceKind kind = ResourceKind.of(ref.kind()).orElseThrow();
        String[] version = kind.apiVersion().split("/");
        return new ResourceDefinitionContext.Builder()
                .withGroup(version.length == 2 ? version[0] : "")
                .withVersion(version[version.length - 1])
                .withKind(kind.kind())
                .withPlural(kind.plural())
                .withNamespaced(kind.namespaced())
                .build();
    }

    private ObjectNode json(GenericKubernetesResource resource) {
        return Docs.parse(client.getKubernetesSerialization().asJson(resource));
    }
}
