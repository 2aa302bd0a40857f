package dev.slipway.diagnose.controllers;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.NearestName;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.List;

/** A StatefulSet names a governing Service that does not exist. */
public final class StatefulSetRule implements Rule {
    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (var set : snapshot.statefulSets()) {
            String service = set.getSpec().getServiceName();
            if (service == null || service.isEmpty() || !snapshot.lacks(Service.class, service)) {
                continue;
            }
            Ref ref = Ref.of(set);
            String labels = Snapshot.text(set.getSpec().getSelector().getMatchLabels())
                    .replace("=", ": ")
                    .replace(",", ", ");
            causes.add(Cause.of("SLIP-656", ref)
                    .weight(Cause.Weight.DEGRADES)
                    .root("Service/" + service)
                    .summary("The pods of " + ref.name() + " have no names of their own: there is no Service " + service
                            + ".")
                    .why("spec.serviceName names it" + NearestName.phrase(service, snapshot.names(Service.class)))
                    .evidence("serviceName: " + service)
                    .fix(Fix.create(
                            new Ref("v1", "Service", ref.namespace(), service),
                            """
                            apiVersion: v1
                            kind: Service
                            metadata: {name: %s, namespace: %s}
                            spec: {clusterIP: None, selector: {%s}}
                            """.formatted(service, ref.namespace(), labels),
                            "make the Service " + service + " (clusterIP: None) with the selector " + labels)));
        }
        return causes;
    }
}
