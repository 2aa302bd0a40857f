package dev.slipway.validate;

import dev.slipway.application.Application;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.gate.Check;
import dev.slipway.validate.http.Addresses;
import dev.slipway.validate.http.Http;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks from inside the cluster that services find and reach each other, and no others (V2). */
final class Connectivity {
    private static final List<String> REQUIREMENTS = List.of("V2", "D5", "G5");
    private static final String NODE = """
            const [h, p] = process.argv.slice(1);
            require('dns').lookup(h, (e, a) => {
              if (e) { console.log('DNS ' + e.code); process.exit(3); }
              const s = require('net').connect(Number(p), a);
              s.setTimeout(5000);
              s.on('connect', () => { console.log('connected to ' + a); process.exit(0); });
              s.on('timeout', () => { console.log('timeout at ' + a); process.exit(4); });
              s.on('error', e => { console.log(e.code + ' at ' + a); process.exit(4); });
            });""";
    private static final String PYTHON = """
            import socket, sys
            h, p = sys.argv[1], int(sys.argv[2])
            try:
                a = socket.getaddrinfo(h, p, type=socket.SOCK_STREAM)[0][4][0]
            except OSError as e:
                print('DNS', e); sys.exit(3)
            try:
                socket.create_connection((a, p), 5).close(); print('connected to', a)
            except OSError as e:
                print(e, 'at', a); sys.exit(4)
            """;
    private static final String BASH = """
            a=$(getent hosts "$0" | cut -d' ' -f1); [ -n "$a" ] || { echo DNS; exit 3; }
            if timeout 5 bash -c "exec 3<>/dev/tcp/$a/$1" 2>/dev/null; then echo "connected to $a"; else echo "no connection to $a"; exit 4; fi""";

    /**
     * A database's image has its client. The client does not distinguish a port that answers nothing from a network
     * that refuses. So the script asks the kernel for its connections (state 01: established) while the client waits.
     */
    private static final String PSQL = """
            command -v psql >/dev/null || exit 127
            out=$(
              PGCONNECT_TIMEOUT=6 PGSSLMODE=disable PGGSSENCMODE=disable psql -w -h "$0" -p "$1" -U nobody -d none -c '' 2>&1 &
              p=$!; sleep 2; hex=$(printf ':%04X 01' "$1")
              while read -r n l to state rest; do case "$to $state" in *"$hex") echo established;; esac; done < /proc/net/tcp
              wait $p)
            case "$out" in
              *established*|*"received "*|*"closed the connection"*|*FATAL*) echo "connected to $0";;
              *translate*) echo DNS; exit 3;;
              *refused*|*expired*|*"No route"*|*unreachable*) echo "no connection to $0"; exit 4;;
              *) exit 127;;
            esac""";

    private final Pods pods;
    private final Inside inside;
    private final Http http;
    private final Addresses addresses;

    Connectivity(Pods pods, Inside inside, Http http, Addresses addresses) {
        this.pods = pods;
        this.inside = inside;
        this.http = http;
        this.addresses = addresses;
    }

    List<Check> of(Application application) throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        for (Service from : application.services()) {
            for (String name : from.needs()) {
                Optional<Service> to = application.services().stream()
                        .filter(s -> s.name().equals(name) && s.port() > 0)
                        .findFirst();
                if (to.isPresent()) {
                    checks.add(reaches(application, from, to.get()));
                }
            }
        }
        // A refusal proves something only if another service gets through.
        Set<String> reached = checks.stream()
                .filter(c -> c.status() == Check.Status.PASS || c.status() == Check.Status.NOTE)
                .map(c -> c.id().substring(c.id().lastIndexOf('.') + 1))
                .collect(Collectors.toSet());
        checks.add(policies(application, reached));
        return checks;
    }

    private Check reaches(Application application, Service from, Service to) throws InterruptedException {
        String id = "V2.connection." + from.name() + "." + to.name();
        String title = from.name() + " finds and reaches " + to.name() + " inside the cluster";
        Optional<Inside.Answer> answer = ask(from, to);
        if (answer.isPresent()) {
            return Check.of(
                    answer.get().exit() == 0,
                    id,
                    REQUIREMENTS,
                    title,
                    "in a pod of " + from.name() + ", " + to.name() + ":" + to.port() + ": "
                            + answer.get().output(),
                    answer.get().exit() == 3
                            ? "./slipway cluster status   (the cluster's DNS)"
                            : "./slipway logs --service " + to.name()
                                    + "   (and the NetworkPolicies: kubectl describe networkpolicy -n "
                                    + addresses.release().namespace() + ")");
        }
        return byItself(application, from, to, id, title);
    }

    /**
     * The image has none of these programs, so it cannot be asked. Its service may still report that it uses the other
     * one.
     */
    private Check byItself(Application application, Service from, Service to, String id, String title)
            throws InterruptedException {
        String ready = from.health().ready();
        if (!ready.isEmpty() && addresses.has(from.name())) {
            Http.Answer answer = http.get(addresses.of(from.name(), ready));
            String body = answer.body().toLowerCase(Locale.ROOT);
            boolean names = body.contains(to.name())
                    || (to.role() == Role.DATABASE && (body.contains("database") || body.contains("\"db\"")));
            if (answer.status() / 100 == 2
                    && names
                    && HealthBody.complaint(answer.body()).isEmpty()) {
                return Check.pass(
                        id,
                        REQUIREMENTS,
                        title,
                        "it says so itself, at " + ready + ": " + answer.seen()
                                + " (its image has nothing to look with)");
            }
        }
        Optional<Check> other = fromElsewhere(application, from, to, id, title);
        if (other.isPresent()) {
            return other.get();
        }
        return Check.noData(
                id,
                REQUIREMENTS,
                title,
                "the image of " + from.name()
                        + " has none of node, python3, bash, psql to look with, and its health does not name "
                        + to.name(),
                "let the readiness of " + from.name() + " tell whether it reaches " + to.name());
    }

    /** Another pod finds and reaches the service. This proves less than the check asks, so it is a note. */
    private Optional<Check> fromElsewhere(Application application, Service from, Service to, String id, String title)
            throws InterruptedException {
        for (Service other : application.services()) {
            Optional<Inside.Answer> answer = other.equals(from) ? Optional.empty() : ask(other, to);
            if (answer.isPresent() && answer.get().exit() == 0) {
                return Optional.of(Check.note(
                        id,
                        REQUIREMENTS,
                        title,
                        "seen from a pod of " + other.name() + " only, " + to.name() + ":" + to.port() + ": "
                                + answer.get().output() + " (the image of " + from.name()
                                + " has none of node, python3, bash, psql to look with, and its health does not name "
                                + to.name() + ")",
                        "let the readiness of " + from.name() + " tell whether it reaches " + to.name()));
            }
        }
        return Optional.empty();
    }

    private Optional<Inside.Answer> ask(Service from, Service to) throws InterruptedException {
        Optional<String> pod = pods.of(from.name()).stream()
                .filter(Pods.PodState::ready)
                .map(Pods.PodState::name)
                .findFirst();
        if (pod.isEmpty()) {
            return Optional.empty();
        }
        String port = String.valueOf(to.port());
        for (List<String> command : List.of(
                List.of("node", "-e", NODE, to.name(), port),
                List.of("python3", "-c", PYTHON, to.name(), port),
                List.of("bash", "-c", BASH, to.name(), port),
                List.of("sh", "-c", PSQL, to.name(), port))) {
            Inside.Answer answer = inside.run(pod.get(), command);
            if (answer.ran()) {
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }

    /** Checks that the network refuses what no policy allows, such as a frontend that opens a connection to the database. */
    private Check policies(Application application, Set<String> reached) throws InterruptedException {
        String id = "V2.policies";
        String title = "the network refuses what the policies do not allow";
        List<String> requirements = List.of("V2", "R4");
        List<String> pairs = new ArrayList<>();
        for (Service from : application.services()) {
            for (Service to : application.services()) {
                if (from.equals(to) || to.port() == 0 || from.needs().contains(to.name())) {
                    continue;
                }
                pairs.add(from.name() + " to " + to.name());
                if (!reached.contains(to.name())) {
                    continue;
                }
                Optional<Inside.Answer> answer = ask(from, to);
                if (answer.isPresent() && answer.get().exit() != 3) {
                    String seen = from.name() + " to " + to.name() + ":" + to.port() + ", which it does not need: "
                            + answer.get().output();
                    return answer.get().exit() == 0
                            ? Check.note(
                                    id,
                                    requirements,
                                    title,
                                    "not enforced on this node. " + seen,
                                    "a network plugin that enforces NetworkPolicy, such as Calico or Cilium")
                            : Check.pass(id, requirements, title, seen);
                }
            }
        }
        if (pairs.isEmpty()) {
            return Check.note(
                    id,
                    requirements,
                    title,
                    "every service needs every other one, so that there is nothing to refuse among them",
                    "kubectl describe networkpolicy -n " + addresses.release().namespace());
        }
        return Check.noData(
                id,
                requirements,
                title,
                "not tried: " + String.join(", ", pairs) + " may not be, and no pod of these could try it on a service"
                        + " that is known to answer",
                "kubectl describe networkpolicy -n " + addresses.release().namespace());
    }
}
