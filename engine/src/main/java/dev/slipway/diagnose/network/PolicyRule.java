package dev.slipway.diagnose.network;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Container;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A NetworkPolicy keeps a program from a service that it needs. A policy alone is no fault: the program's last lines
 * have to show that it does not get through, and the policies have to explain why.
 */
public final class PolicyRule implements Rule {
    private static final int DNS = 53;
    private static final Pattern NO_ANSWER =
            Pattern.compile("(?i)timed out|timeout|ETIMEDOUT|EHOSTUNREACH|no route to host|refused");
    private static final Pattern NO_NAME = Pattern.compile(
            "(?i)EAI_AGAIN|temporary failure in name resolution|no such host|ENOTFOUND|UnknownHost|bad address|name or"
                    + " service not known|could not resolve");

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<NetworkPolicy> policies = snapshot.all(NetworkPolicy.class);
        List<Cause> causes = new ArrayList<>();
        if (policies.isEmpty()) {
            return causes;
        }
        for (Pod pod : snapshot.current()) {
            for (Container container : Container.of(pod)) {
                List<String> log = snapshot.log(container.podName(), container.name());
                last(log, NO_NAME)
                        .flatMap(line -> names(policies, pod, line))
                        .or(() -> last(log, NO_ANSWER).flatMap(line -> reach(snapshot, policies, pod, line)))
                        .ifPresent(causes::add);
            }
        }
        return causes;
    }

    private static Optional<String> last(List<String> log, Pattern pattern) {
        return log.reversed().stream().filter(l -> pattern.matcher(l).find()).findFirst();
    }

    private static Optional<Cause> names(List<NetworkPolicy> policies, Pod pod, String line) {
        List<NetworkPolicy> binding = binding(policies, pod, "Egress");
        boolean allowed = binding.isEmpty()
                || binding.stream()
                        .flatMap(p -> p.getSpec().getEgress().stream())
                        .anyMatch(e -> ports(e.getPorts(), DNS));
        return allowed
                ? Optional.empty()
                : Optional.of(Cause.of("SLIP-678", pod)
                        .root("NetworkPolicy/" + name(binding))
                        .summary(PodFacts.service(pod)
                                + " cannot ask for names: a network policy keeps it from the cluster's DNS.")
                        .why("the policy " + name(binding)
                                + " allows it only some destinations, and port 53 is not among them; log: "
                                + line.strip())
                        .evidence(line.strip())
                        .fix(dns(pod)));
    }

    private static Fix dns(Pod pod) {
        String space = PodFacts.namespace(pod);
        return Fix.create(
                new Ref("networking.k8s.io/v1", "NetworkPolicy", space, "allow-dns"),
                """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata: {name: allow-dns, namespace: %s}
                spec:
                  podSelector: {}
                  policyTypes: [Egress]
                  egress: [{ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]}]
                """.formatted(space),
                "make a NetworkPolicy allow-dns in " + space + " that lets all pods go to port 53 (UDP and TCP)");
    }

    private static Optional<Cause> reach(Snapshot snapshot, List<NetworkPolicy> policies, Pod client, String line) {
        for (Service service : snapshot.all(Service.class)) {
            if (!names(service, line)) {
                continue;
            }
            for (Pod server : snapshot.current()) {
                if (!Snapshot.selects(service.getSpec().getSelector(), PodFacts.labels(server))
                        || !PodFacts.ready(server)) {
                    continue;
                }
                List<NetworkPolicy> in = binding(policies, server, "Ingress");
                boolean let = in.isEmpty()
                        || in.stream()
                                .flatMap(p -> p.getSpec().getIngress().stream())
                                .anyMatch(i -> peers(i.getFrom(), client));
                if (!let) {
                    return Optional.of(blocked(client, service, server, in, line));
                }
                List<NetworkPolicy> out = binding(policies, client, "Egress");
                boolean goes = out.isEmpty()
                        || out.stream()
                                .flatMap(p -> p.getSpec().getEgress().stream())
                                .anyMatch(e -> peers(e.getTo(), server));
                if (!goes) {
                    return Optional.of(blocked(client, service, client, out, line));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean names(Service service, String line) {
        String name = service.getMetadata().getName();
        Matcher matcher = Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-])")
                .matcher(line);
        String address = service.getSpec().getClusterIP();
        return matcher.find() || (address != null && address.length() > 6 && line.contains(address));
    }

    private static Cause blocked(Pod client, Service service, Pod bound, List<NetworkPolicy> policies, String line) {
        String name = service.getMetadata().getName();
        return Cause.of("SLIP-678", client)
                .root("NetworkPolicy/" + name(policies))
                .summary(PodFacts.service(client) + " does not reach " + name
                        + ": a network policy keeps it from there.")
                .why("the policy " + name(policies) + " of " + PodFacts.service(bound) + " does not let "
                        + PodFacts.service(client) + " through; log: " + line.strip())
                .evidence(line.strip())
                .fix("let the policy " + name(policies) + " admit "
                        + (bound == client
                                ? "a way to pods with "
                                        + Snapshot.text(service.getSpec().getSelector())
                                : "pods with "
                                        + Snapshot.text(PodFacts.labels(client))
                                                .replaceAll("pod-template-hash=[^,]*,?", ""))
                        + ": kubectl edit networkpolicy -n " + PodFacts.namespace(client) + " " + name(policies));
    }

    private static String name(List<NetworkPolicy> policies) {
        return policies.getFirst().getMetadata().getName();
    }

    private static List<NetworkPolicy> binding(List<NetworkPolicy> policies, Pod pod, String type) {
        return policies.stream()
                .filter(p -> Snapshot.selects(p.getSpec().getPodSelector(), PodFacts.labels(pod)))
                .filter(p -> p.getSpec().getPolicyTypes().isEmpty()
                        ? type.equals("Ingress") || !p.getSpec().getEgress().isEmpty()
                        : p.getSpec().getPolicyTypes().contains(type))
                .toList();
    }

    private static boolean ports(List<NetworkPolicyPort> ports, int number) {
        return ports.isEmpty()
                || ports.stream()
                        .anyMatch(p -> p.getPort() == null
                                || (p.getPort().getIntVal() != null
                                        && p.getPort().getIntVal() <= number
                                        && (p.getEndPort() == null
                                                ? p.getPort().getIntVal() == number
                                                : p.getEndPort() >= number)));
    }

    /** Peers that name namespaces or addresses are taken to match, so that the rule claims nothing of them. */
    private static boolean peers(List<NetworkPolicyPeer> peers, Pod pod) {
        return peers.isEmpty()
                || peers.stream()
                        .anyMatch(p -> p.getIpBlock() != null
                                || p.getNamespaceSelector() != null
                                || Snapshot.selects(p.getPodSelector(), PodFacts.labels(pod)));
    }
}
