package dev.slipway.diagnose.platform;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.APIService;
import io.fabric8.kubernetes.api.model.APIServiceCondition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An extension of the API server does not answer, or a namespace that was deleted is still there. */
public final class ControlRule implements Rule {
    private static final long LATE_SECONDS = 20;

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (APIService api : snapshot.all(APIService.class)) {
            available(api).ifPresent(causes::add);
        }
        for (Namespace space : snapshot.all(Namespace.class)) {
            terminating(snapshot, space).ifPresent(causes::add);
        }
        snapshot.all(ValidatingWebhookConfiguration.class)
                .forEach(c -> c.getWebhooks()
                        .forEach(w -> webhook(snapshot, c, w.getName(), w.getClientConfig(), w.getFailurePolicy())
                                .ifPresent(causes::add)));
        snapshot.all(MutatingWebhookConfiguration.class)
                .forEach(c -> c.getWebhooks()
                        .forEach(w -> webhook(snapshot, c, w.getName(), w.getClientConfig(), w.getFailurePolicy())
                                .ifPresent(causes::add)));
        return causes;
    }

    private static Optional<Cause> available(APIService api) {
        return (api.getStatus() == null
                        ? List.<APIServiceCondition>of()
                        : api.getStatus().getConditions())
                .stream()
                        .filter(c -> "Available".equals(c.getType()) && "False".equals(c.getStatus()))
                        .findFirst()
                        .map(c -> Cause.of("SLIP-693", Ref.of(api))
                                .weight(Cause.Weight.DEGRADES)
                                .permanent(false)
                                .summary("The API " + api.getMetadata().getName() + " does not answer.")
                                .why(String.valueOf(c.getMessage()))
                                .evidence(c.getReason() + ": " + c.getMessage())
                                .fix("let the Service behind it run: kubectl get apiservice "
                                        + api.getMetadata().getName()
                                        + " -o yaml names it; one that is gone for good leaves an"
                                        + " APIService to delete"));
    }

    private static Optional<Cause> terminating(Snapshot snapshot, Namespace space) {
        String time = space.getMetadata().getDeletionTimestamp();
        if (time == null || Events.age(time, snapshot.taken()) < LATE_SECONDS || space.getStatus() == null) {
            return Optional.empty();
        }
        List<String> told = space.getStatus().getConditions().stream()
                .filter(c -> "True".equals(c.getStatus()))
                .map(c -> c.getReason() + ": " + c.getMessage())
                .toList();
        return told.isEmpty()
                ? Optional.empty()
                : Optional.of(Cause.of("SLIP-699", Ref.of(space))
                        .weight(Cause.Weight.DEGRADES)
                        .summary("The namespace " + space.getMetadata().getName()
                                + " was to be deleted, and is still there.")
                        .why(told.getLast())
                        .evidence(told)
                        .fix("end what the message names: an object with a finalizer whose controller is"
                                + " gone, or an API that does not answer"));
    }

    private static Optional<Cause> webhook(
            Snapshot snapshot, HasMetadata configuration, String name, WebhookClientConfig client, String policy) {
        if (client.getService() == null || !snapshot.read().contains("Service")) {
            return Optional.empty();
        }
        String space = client.getService().getNamespace();
        boolean there = snapshot.all(Service.class).stream()
                .anyMatch(s ->
                        s.getMetadata().getName().equals(client.getService().getName())
                                && s.getMetadata().getNamespace().equals(space));
        // A namespace's snapshot has only its own Services.
        return there
                        || !(snapshot.namespace().isEmpty()
                                || snapshot.namespace().equals(space))
                        || "Ignore".equals(policy)
                ? Optional.empty()
                : Optional.of(Cause.of("SLIP-694", Ref.of(configuration))
                        .root("webhook " + name)
                        .summary("The webhook " + name + " has to admit objects, and its Service does not exist.")
                        .why("there is no Service " + client.getService().getName() + " in " + space
                                + ", and failurePolicy is Fail: what it would be asked about is refused")
                        .evidence(configuration.getKind() + "/"
                                + configuration.getMetadata().getName())
                        .fix("install what it belongs to again, or kubectl delete "
                                + Ref.of(configuration).words() + " where it is gone for good"));
    }
}
