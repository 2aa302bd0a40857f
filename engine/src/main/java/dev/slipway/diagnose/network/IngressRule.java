package dev.slipway.diagnose.network;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.NearestName;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** No controller serves an Ingress, or its backend does not exist. */
public final class IngressRule implements Rule {
    private static final String CLASS = "kubernetes.io/ingress.class";
    private static final String DEFAULT = "ingressclass.kubernetes.io/is-default-class";

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        Map<String, Ref> taken = new HashMap<>();
        for (Ingress ingress : snapshot.all(Ingress.class)) {
            Ref ref = Ref.of(ingress);
            unserved(snapshot, ingress).ifPresent(causes::add);
            backends(ingress).forEach(b -> backend(snapshot, ref, b).ifPresent(causes::add));
            secrets(snapshot, ingress, causes);
            for (var rule : ingress.getSpec().getRules()) {
                for (HTTPIngressPath path : rule.getHttp() == null
                        ? List.<HTTPIngressPath>of()
                        : rule.getHttp().getPaths()) {
                    String place = (rule.getHost() == null ? "*" : rule.getHost()) + path.getPath();
                    Ref other = taken.putIfAbsent(place, ref);
                    if (other != null && !other.equals(ref)) {
                        causes.add(conflict(ref, other, place));
                    }
                }
            }
        }
        return causes;
    }

    private static Optional<Cause> unserved(Snapshot snapshot, Ingress ingress) {
        if (!snapshot.read().contains("IngressClass")) {
            return Optional.empty();
        }
        String named = ingress.getSpec().getIngressClassName() == null
                ? Snapshot.annotation(ingress, CLASS)
                : ingress.getSpec().getIngressClassName();
        List<IngressClass> classes = snapshot.all(IngressClass.class);
        List<String> names = snapshot.names(IngressClass.class);
        Ref ref = Ref.of(ingress);
        Cause.Draft draft = Cause.of("SLIP-673", ref)
                .summary("Nobody serves the Ingress " + ref.name() + ".")
                .evidence("ingressClassName: " + (named.isEmpty() ? "none" : named) + ", classes: " + names);
        if (named.isEmpty()) {
            return classes.stream().anyMatch(c -> "true".equals(Snapshot.annotation(c, DEFAULT)))
                    ? Optional.empty()
                    : Optional.of(draft.why("it names no class, and none is the default"
                                    + (names.isEmpty()
                                            ? ": this cluster has no ingress controller"
                                            : "; there are " + String.join(", ", names)))
                            .fix(
                                    names.size() == 1
                                            ? Fix.setField(ref, "/spec/ingressClassName", names.getFirst())
                                            : new Fix.Advice(
                                                    names.isEmpty()
                                                            ? "install an ingress controller (minikube addons enable"
                                                                    + " ingress)"
                                                            : "name one of them in spec.ingressClassName of "
                                                                    + ref.words())));
        }
        return names.contains(named)
                ? Optional.empty()
                : Optional.of(draft.why("there is no ingress class " + named + NearestName.phrase(named, names))
                        .fix(NearestName.of(named, names)
                                .or(() -> names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty())
                                .map(n -> Fix.setField(ref, "/spec/ingressClassName", n))
                                .orElseGet(() -> new Fix.Advice(
                                        names.isEmpty()
                                                ? "install an ingress controller (minikube addons enable ingress)"
                                                : "name one of them in spec.ingressClassName of " + ref.words()))));
    }

    /** A backend and the JSON pointer to it. */
    private record Backend(IngressBackend backend, String path) {}

    private static List<Backend> backends(Ingress ingress) {
        List<Backend> backends = new ArrayList<>();
        if (ingress.getSpec().getDefaultBackend() != null) {
            backends.add(new Backend(ingress.getSpec().getDefaultBackend(), "/spec/defaultBackend"));
        }
        for (int r = 0; r < ingress.getSpec().getRules().size(); r++) {
            var http = ingress.getSpec().getRules().get(r).getHttp();
            for (int p = 0; http != null && p < http.getPaths().size(); p++) {
                backends.add(new Backend(
                        http.getPaths().get(p).getBackend(), "/spec/rules/" + r + "/http/paths/" + p + "/backend"));
            }
        }
        return backends;
    }

    private static Optional<Cause> backend(Snapshot snapshot, Ref ref, Backend backend) {
        var to = backend.backend().getService();
        if (to == null || !snapshot.read().contains("Service")) {
            return Optional.empty();
        }
        List<String> names = snapshot.names(Service.class);
        Optional<Service> service = snapshot.find(Service.class, to.getName());
        if (service.isEmpty()) {
            return Optional.of(Cause.of("SLIP-674", ref)
                    .root("Service/" + to.getName())
                    .summary("The Ingress " + ref.name() + " leads to the Service " + to.getName()
                            + ", and there is none.")
                    .why("a backend names it" + NearestName.phrase(to.getName(), names))
                    .evidence(backend.path() + ": " + to.getName())
                    .fix(NearestName.of(to.getName(), names)
                            .map(n -> Fix.setField(ref, backend.path() + "/service/name", n))
                            .orElseGet(() -> new Fix.Advice(
                                    "mend the backend of " + ref.words() + ", or make the Service " + to.getName()))));
        }
        if (to.getPort() == null) {
            return Optional.empty();
        }
        var ports = service.get().getSpec().getPorts();
        boolean there = ports.stream()
                .anyMatch(p -> to.getPort().getNumber() != null
                        ? to.getPort().getNumber().equals(p.getPort())
                        : to.getPort().getName() != null
                                && to.getPort().getName().equals(p.getName()));
        if (there) {
            return Optional.empty();
        }
        Object wanted = to.getPort().getNumber() != null
                ? to.getPort().getNumber()
                : to.getPort().getName();
        return Optional.of(Cause.of("SLIP-675", ref)
                .summary("The Ingress " + ref.name() + " leads to port " + wanted + " of the Service " + to.getName()
                        + ", which has none such.")
                .why("its ports are "
                        + String.join(
                                ", ",
                                ports.stream()
                                        .map(p -> p.getPort() + (p.getName() == null ? "" : " (" + p.getName() + ")"))
                                        .toList()))
                .evidence(backend.path() + ": " + to.getName() + ":" + wanted)
                .fix(
                        ports.size() == 1
                                ? Fix.setField(
                                        ref,
                                        backend.path() + "/service/port",
                                        Map.of("number", ports.getFirst().getPort()))
                                : new Fix.Advice("mend the backend's port of " + ref.words())));
    }

    private static void secrets(Snapshot snapshot, Ingress ingress, List<Cause> causes) {
        Ref ref = Ref.of(ingress);
        for (var tls : ingress.getSpec().getTls()) {
            String name = tls.getSecretName();
            if (name == null || name.isEmpty() || !snapshot.read().contains("Secret")) {
                continue;
            }
            Optional<Secret> secret = snapshot.find(Secret.class, name);
            boolean pair = secret.filter(s -> s.getData() != null
                            && s.getData().containsKey("tls.crt")
                            && s.getData().containsKey("tls.key"))
                    .isPresent();
            if (!pair) {
                causes.add(Cause.of("SLIP-676", ref)
                        .root("Secret/" + name)
                        .weight(Cause.Weight.DEGRADES)
                        .summary("The Ingress " + ref.name() + " has no certificate for "
                                + String.join(", ", tls.getHosts()) + ".")
                        .why(
                                secret.isPresent()
                                        ? "the Secret " + name + " has no tls.crt and tls.key"
                                        : "there is no Secret " + name
                                                + NearestName.phrase(name, snapshot.names(Secret.class)))
                        .evidence("spec.tls: " + name)
                        .fix("kubectl create secret tls " + name + " -n " + ref.namespace()
                                + " --cert=FILE --key=FILE   (or let cert-manager issue it)"));
            }
        }
    }

    private static Cause conflict(Ref one, Ref other, String place) {
        return Cause.of("SLIP-677", one)
                .weight(Cause.Weight.DEGRADES)
                .summary("The Ingresses " + other.name() + " and " + one.name() + " both want " + place + ".")
                .why("a controller takes one of them, and which one is its own affair")
                .evidence(other.text() + " and " + one.text() + ": " + place)
                .fix("give one of them another host or path: kubectl edit " + one.words());
    }
}
