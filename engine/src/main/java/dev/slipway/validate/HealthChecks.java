package dev.slipway.validate;

import dev.slipway.application.Application;
import dev.slipway.application.Service;
import dev.slipway.gate.Check;
import dev.slipway.validate.http.Addresses;
import dev.slipway.validate.http.Http;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks each service's health by its own answer (V1). */
final class HealthChecks {
    private static final List<String> REQUIREMENTS = List.of("V1", "G5");

    private final Http http;
    private final Addresses addresses;
    private final Pods pods;

    HealthChecks(Http http, Addresses addresses, Pods pods) {
        this.http = http;
        this.addresses = addresses;
        this.pods = pods;
    }

    List<Check> of(Application application) throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        for (Service service : application.services()) {
            checks.add(of(service));
        }
        return checks;
    }

    private Check of(Service service) throws InterruptedException {
        String id = "V1.health." + service.name();
        String title = service.name() + " is healthy by its own account";
        Set<String> paths = new LinkedHashSet<>(
                List.of(service.health().ready(), service.health().live()));
        paths.remove("");
        if (paths.isEmpty() || !addresses.has(service.name())) {
            return byPods(service, id, title);
        }
        List<String> seen = new ArrayList<>();
        Optional<String> remark = Optional.empty();
        for (String path : paths) {
            Http.Answer answer = http.get(addresses.of(service.name(), path));
            seen.add(path + " → " + answer.seen());
            Optional<String> complaint = HealthBody.complaint(answer.body());
            if (answer.status() / 100 != 2 || complaint.isPresent()) {
                return Check.fail(
                        id,
                        REQUIREMENTS,
                        title,
                        complaint.map(c -> "it says " + c + ": ").orElse("") + seen.getLast(),
                        "./slipway logs --service " + service.name());
            }
            remark = remark.or(() -> HealthBody.remark(answer.body()));
        }
        String evidence = String.join("; ", seen);
        return remark.isPresent()
                ? Check.note(
                        id,
                        REQUIREMENTS,
                        title,
                        "it says " + remark.get() + ": " + evidence,
                        "./slipway logs --service " + service.name())
                : Check.pass(id, REQUIREMENTS, title, evidence);
    }

    /** Uses the kubelet's probe where a service has no address or no health path. */
    private Check byPods(Service service, String id, String title) {
        List<Pods.PodState> seen = pods.of(service.name());
        long ready = seen.stream().filter(Pods.PodState::ready).count();
        String evidence = ready + " of " + seen.size() + " pods pass the probe of the cluster";
        if (seen.isEmpty()) {
            return Check.fail(id, REQUIREMENTS, title, "it has no pods", "./slipway deploy");
        }
        return Check.of(
                ready == seen.size(), id, REQUIREMENTS, title, evidence, "./slipway logs --service " + service.name());
    }
}
