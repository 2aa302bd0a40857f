package dev.slipway.diagnose.network;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.NearestName;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.diagnose.evidence.Snapshot;
import dev.slipway.diagnose.evidence.WorkloadTemplate;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Service leads to no pod, or to a port that its pods do not have. Pods that are not ready have causes of their own.
 */
public final class ServiceRule implements Rule {
    /** A cloud's controller takes its time. */
    private static final long PATIENCE_SECONDS = 30;

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (Service service : snapshot.all(Service.class)) {
            if (service.getSpec() == null || service.getMetadata().getDeletionTimestamp() != null) {
                continue;
            }
            if ("LoadBalancer".equals(service.getSpec().getType())) {
                balancer(snapshot, service).ifPresent(causes::add);
            }
            Map<String, String> selector = service.getSpec().getSelector();
            if (selector == null
                    || selector.isEmpty()
                    || "ExternalName".equals(service.getSpec().getType())) {
                continue;
            }
            boolean led = snapshot.pods().stream()
                    .anyMatch(p -> Snapshot.selects(selector, PodFacts.labels(p)) && !PodFacts.over(p));
            List<WorkloadTemplate> behind = snapshot.workloads().stream()
                    .filter(w -> Snapshot.selects(selector, w.labels()))
                    .toList();
            if (!led) {
                none(snapshot, service, behind).ifPresent(causes::add);
            }
            behind.forEach(w -> ports(service, w).ifPresent(causes::add));
        }
        return causes;
    }

    private static Optional<Cause> balancer(Snapshot snapshot, Service service) {
        boolean given = service.getStatus() != null
                && service.getStatus().getLoadBalancer() != null
                && !service.getStatus().getLoadBalancer().getIngress().isEmpty();
        boolean young = Events.age(service.getMetadata().getCreationTimestamp(), snapshot.taken()) < PATIENCE_SECONDS;
        if (given || young) {
            return Optional.empty();
        }
        Ref ref = Ref.of(service);
        return Optional.of(Cause.of("SLIP-672", ref)
                .weight(Cause.Weight.DEGRADES)
                .root("LoadBalancer provider")
                .summary("The Service " + ref.name() + " gets no address of its own.")
                .why(snapshot.lastEvent(service, "SyncLoadBalancerFailed")
                        .map(Events::message)
                        .orElse("it has the type LoadBalancer, and nothing in this cluster gives such" + " addresses"))
                .evidence("type: LoadBalancer, status.loadBalancer is empty")
                .fix("lead to it by an Ingress or ./slipway kubectl port-forward, make it a NodePort, or"
                        + " install a provider (minikube tunnel, MetalLB)"));
    }

    private static Optional<Cause> none(Snapshot snapshot, Service service, List<WorkloadTemplate> behind) {
        Ref ref = Ref.of(service);
        Map<String, String> selector = service.getSpec().getSelector();
        if (!behind.isEmpty()) {
            return behind.stream().allMatch(w -> w.replicas() == 0)
                    ? Optional.of(Cause.of("SLIP-663", behind.getFirst().ref())
                            .summary("The Service " + ref.name() + " leads to no pod: "
                                    + behind.getFirst().ref().text() + " is scaled to 0.")
                            .why("spec.replicas is 0")
                            .evidence("selector: " + Snapshot.text(selector))
                            .fix(Fix.scale(behind.getFirst().ref(), 1)))
                    // The workload was asked for pods. Why they do not come is another cause.
                    : Optional.empty();
        }
        Optional<WorkloadTemplate> near = near(snapshot, selector);
        String labels = near.map(
                        w -> "; the nearest is " + w.ref().text() + " with " + Snapshot.text(common(selector, w)))
                .orElse("");
        return Optional.of(Cause.of("SLIP-670", ref)
                .summary("The Service " + ref.name() + " leads to no pod: no pod has its labels.")
                .why("it selects " + Snapshot.text(selector) + labels)
                .evidence("selector: " + Snapshot.text(selector))
                .fix(near.map(w -> Fix.setField(ref, "/spec/selector", common(selector, w)))
                        .orElseGet(() -> new Fix.Advice("kubectl get pods -n " + ref.namespace()
                                + " --show-labels   (then mend the selector of " + ref.words()
                                + ", or deploy what is missing)"))));
    }

    /** The workload whose labels match most of the selector, or that has the Service's name. */
    private static Optional<WorkloadTemplate> near(Snapshot snapshot, Map<String, String> selector) {
        return snapshot.workloads().stream()
                .filter(w -> !w.labels().isEmpty()
                        && !w.ref().kind().equals("Job")
                        && !w.ref().kind().equals("CronJob"))
                .filter(w -> score(selector, w) > 0)
                .max(Comparator.comparingInt((WorkloadTemplate w) -> score(selector, w))
                        .thenComparing(WorkloadTemplate::name));
    }

    private static int score(Map<String, String> selector, WorkloadTemplate workload) {
        int score = 0;
        for (Map.Entry<String, String> wanted : selector.entrySet()) {
            String value = workload.labels().get(wanted.getKey());
            if (wanted.getValue().equals(value)) {
                score += 3;
            } else if (value != null
                    && NearestName.of(wanted.getValue(), List.of(value)).isPresent()) {
                score += 2;
            } else if (workload.labels().containsValue(wanted.getValue())) {
                score += 1;
            }
        }
        return score;
    }

    /** The selector with the workload's own labels: those of the same keys, else those with the same values. */
    private static Map<String, String> common(Map<String, String> selector, WorkloadTemplate workload) {
        Map<String, String> common = new HashMap<>();
        selector.forEach((key, value) -> {
            if (workload.labels().containsKey(key)) {
                common.put(key, workload.labels().get(key));
            } else {
                workload.labels().entrySet().stream()
                        .filter(l -> l.getValue().equals(value))
                        .findFirst()
                        .ifPresent(l -> common.put(l.getKey(), value));
            }
        });
        return common;
    }

    private static Optional<Cause> ports(Service service, WorkloadTemplate workload) {
        List<ContainerPort> there = workload.spec().getContainers().stream()
                .flatMap(c -> c.getPorts().stream())
                .toList();
        return service.getSpec().getPorts().stream()
                .filter(p -> !fits(p, there))
                .findFirst()
                .map(p -> port(service, workload, p, there));
    }

    /** A number always fits if no container declares its ports: then nothing is known of them. */
    private static boolean fits(ServicePort port, List<ContainerPort> there) {
        IntOrString target = port.getTargetPort();
        if (target != null && target.getStrVal() != null) {
            return there.stream().anyMatch(c -> target.getStrVal().equals(c.getName()));
        }
        int number = target == null || target.getIntVal() == null ? port.getPort() : target.getIntVal();
        return there.isEmpty() || there.stream().anyMatch(c -> c.getContainerPort() == number);
    }

    private static Cause port(Service service, WorkloadTemplate workload, ServicePort port, List<ContainerPort> there) {
        Ref ref = Ref.of(service);
        boolean named = port.getTargetPort() != null && port.getTargetPort().getStrVal() != null;
        Object target = named
                ? port.getTargetPort().getStrVal()
                : port.getTargetPort() == null
                        ? port.getPort()
                        : port.getTargetPort().getIntVal();
        List<String> names = there.stream()
                .map(ContainerPort::getName)
                .filter(n -> n != null)
                .toList();
        Optional<Object> mended = named && !names.isEmpty()
                ? NearestName.of(String.valueOf(target), names)
                        .map(n -> (Object) n)
                        .or(() -> names.stream().findFirst().map(n -> (Object) n))
                : there.size() == 1 ? Optional.of(there.getFirst().getContainerPort()) : Optional.empty();
        int index = service.getSpec().getPorts().indexOf(port);
        return Cause.of("SLIP-671", ref)
                .weight(named ? Cause.Weight.BLOCKS : Cause.Weight.DEGRADES)
                .summary("The Service " + ref.name() + " leads to port " + target + ", which "
                        + workload.ref().text() + " does not have.")
                .why("its containers have " + (there.isEmpty() ? "no named port" : text(there)))
                .evidence("ports[" + index + "]: port " + port.getPort() + ", targetPort " + target)
                .fix(mended.map(m -> Fix.setField(ref, "/spec/ports/" + index + "/targetPort", m))
                        .orElseGet(() -> new Fix.Advice("mend targetPort of " + ref.words())));
    }

    private static String text(List<ContainerPort> ports) {
        return String.join(
                ", ",
                ports.stream()
                        .map(p -> p.getContainerPort() + (p.getName() == null ? "" : " (" + p.getName() + ")"))
                        .toList());
    }
}
