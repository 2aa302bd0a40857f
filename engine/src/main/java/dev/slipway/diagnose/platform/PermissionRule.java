package dev.slipway.diagnose.platform;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Container;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.diagnose.evidence.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program asks the API server for something that its ServiceAccount may not do. */
public final class PermissionRule implements Rule {
    /** The API server's message of a refusal (apiserver/pkg/endpoints/handlers/responsewriters). */
    private static final Pattern REFUSED = Pattern.compile(
            "User \"system:serviceaccount:([^:\"]+):([^\"]+)\" cannot (\\w+) resource \"([^\"]+)\" in API group"
                    + " \"([^\"]*)\"(?: in the namespace \"([^\"]+)\"| at the cluster scope)?");

    /** An account, and the request that it may not make. */
    private record Wish(String accountSpace, String account, String space, String group, String resource) {
        String order() {
            return accountSpace + "/" + account + "/" + space + "/" + group + "/" + resource;
        }
    }

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (var pod : snapshot.current()) {
            for (Container container : Container.of(pod)) {
                TreeMap<String, Wish> wishes = new TreeMap<>();
                TreeMap<String, TreeSet<String>> verbs = new TreeMap<>();
                TreeMap<String, String> lines = new TreeMap<>();
                for (String line : snapshot.log(container.podName(), container.name())) {
                    Matcher m = REFUSED.matcher(line.replace("\\\"", "\""));
                    while (m.find()) {
                        Wish wish = new Wish(
                                m.group(1), m.group(2), m.group(6) == null ? "" : m.group(6), m.group(5), m.group(4));
                        wishes.put(wish.order(), wish);
                        verbs.computeIfAbsent(wish.order(), k -> new TreeSet<>())
                                .add(m.group(3));
                        lines.put(wish.order(), line.strip());
                    }
                }
                wishes.forEach((order, wish) -> causes.add(cause(
                        container, wish, verbs.getOrDefault(order, new TreeSet<>()), lines.getOrDefault(order, ""))));
            }
        }
        return causes;
    }

    private static Cause cause(Container container, Wish wish, TreeSet<String> verbs, String line) {
        String what = String.join(", ", verbs) + " " + wish.resource()
                + (wish.group().isEmpty() ? "" : " of " + wish.group())
                + (wish.space().isEmpty() ? " of the whole cluster" : " in " + wish.space());
        return Cause.of("SLIP-690", container)
                .root("ServiceAccount/" + wish.account() + " " + wish.order())
                .weight(PodFacts.ready(container.pod()) ? Cause.Weight.DEGRADES : Cause.Weight.BLOCKS)
                .summary("The API server does not let " + container.service() + " do what it asks: " + what + ".")
                .why("its ServiceAccount " + wish.account() + " has no role that allows it; log: " + line)
                .evidence(line)
                .fix(Fix.create(
                        new Ref(
                                "rbac.authorization.k8s.io/v1",
                                wish.space().isEmpty() ? "ClusterRole" : "Role",
                                wish.space(),
                                name(wish)),
                        yaml(wish, verbs),
                        words(wish, verbs)));
    }

    private static String name(Wish wish) {
        return wish.account() + "-" + wish.resource().replace('/', '-');
    }

    private static String words(Wish wish, TreeSet<String> verbs) {
        boolean cluster = wish.space().isEmpty();
        String role = cluster ? "clusterrole" : "role";
        String resource = wish.resource() + (wish.group().isEmpty() ? "" : "." + wish.group());
        return "kubectl create " + role + " " + name(wish) + (cluster ? "" : " -n " + wish.space()) + " --verb="
                + String.join(",", verbs) + " --resource=" + resource + " && kubectl create " + role + "binding "
                + name(wish) + (cluster ? "" : " -n " + wish.space()) + " --" + role + "=" + name(wish)
                + " --serviceaccount=" + wish.accountSpace() + ":" + wish.account();
    }

    /** The least that allows it: these verbs on this resource in this namespace. */
    private static String yaml(Wish wish, TreeSet<String> verbs) {
        String kind = wish.space().isEmpty() ? "ClusterRole" : "Role";
        String space = wish.space().isEmpty() ? "" : ", namespace: " + wish.space();
        return """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: %1$s
                metadata: {name: %2$s%3$s}
                rules: [{apiGroups: ["%4$s"], resources: [%5$s], verbs: [%6$s]}]
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: %1$sBinding
                metadata: {name: %2$s%3$s}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: %1$s, name: %2$s}
                subjects: [{kind: ServiceAccount, name: %7$s, namespace: %8$s}]
                """.formatted(
                        kind,
                        name(wish),
                        space,
                        wish.group(),
                        wish.resource(),
                        String.join(", ", verbs),
                        wish.account(),
                        wish.accountSpace());
    }
}
