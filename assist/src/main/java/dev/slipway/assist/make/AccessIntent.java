package dev.slipway.assist.make;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.words.Phrase;
import dev.slipway.assist.words.Verb;
import dev.slipway.diagnose.evidence.Ref;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes ServiceAccounts, Roles and their bindings. */
public final class AccessIntent implements Intent {
    private static final List<ResourceKind> KINDS = List.of(
            ResourceKind.SERVICEACCOUNT,
            ResourceKind.ROLE,
            ResourceKind.ROLEBINDING,
            ResourceKind.CLUSTERROLE,
            ResourceKind.CLUSTERROLEBINDING);
    private static final Pattern VERBS = Pattern.compile(
            "(?<![\\w-])(get|list|watch|create|update|patch|delete|getting|listing|watching|creating|updating|patching|deleting|reading|viewing|editing|deletecollection|read|view|modify|edit|manage|write)(?![\\w-])",
            Pattern.CASE_INSENSITIVE);
    private static final Map<String, List<String>> MEANT = Map.of(
            "read",
            List.of("get", "list", "watch"),
            "view",
            List.of("get", "list", "watch"),
            "modify",
            List.of("update", "patch"),
            "edit",
            List.of("update", "patch"),
            "write",
            List.of("create", "update", "patch", "delete"),
            "manage",
            List.of("get", "list", "watch", "create", "update", "patch", "delete"));
    private static final Map<String, String> RESOURCES = resources();

    private static Map<String, String> resources() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("pods/log|pod logs?|logs?", "pods/log");
        all.put("pods/exec|exec", "pods/exec");
        all.put("deployments/scale", "deployments/scale apps");
        all.put("pods?", "pods");
        all.put("deployments?", "deployments apps");
        all.put("statefulsets?", "statefulsets apps");
        all.put("daemonsets?", "daemonsets apps");
        all.put("replicasets?", "replicasets apps");
        all.put("services?", "services");
        all.put("configmaps?", "configmaps");
        all.put("secrets?", "secrets");
        all.put("pvcs?", "persistentvolumeclaims");
        all.put("nodes", "nodes");
        all.put("namespaces", "namespaces");
        all.put("events?", "events");
        all.put("cronjobs?", "cronjobs batch");
        all.put("jobs?", "jobs batch");
        all.put("ingress(?:es)?", "ingresses networking.k8s.io");
        all.put("networkpolic(?:y|ies)", "networkpolicies networking.k8s.io");
        all.put("endpoints", "endpoints");
        all.put("serviceaccounts", "serviceaccounts");
        return all;
    }

    @Override
    public Optional<Reply> read(Scope scope) {
        boolean kinds = scope.first(KINDS).isPresent();
        boolean allows = scope.asks(Verb.GRANT, Verb.SET, Verb.CREATE)
                        && (scope.says("\\b(?:serviceaccount|user|group)s?"
                                        + " \\S+.{0,30}\\b(?:to|access|permissions?|read|can|admin|view|edit)\\b")
                                || scope.says(
                                        "\\b(?:permissions?|access|rbac)\\b.*\\b(?:serviceaccount|user|group)\\b"))
                || (scope.asks(Verb.GRANT)
                        && scope.says("\\bcluster-admin\\b|^(?:\\w+ ){0,3}?bind (?:it|the role|this role)\\b"));
        Optional<ResourceKind> other = scope.first(List.of(
                ResourceKind.DEPLOYMENT,
                ResourceKind.POD,
                ResourceKind.STATEFULSET,
                ResourceKind.JOB,
                ResourceKind.CRONJOB));
        boolean podFirst = scope.says(
                        "^\\S+(?: \\S+){0,3}? (?:deployment|pod|statefulset|job|cronjob|daemonset)\\b.*serviceaccount")
                && other.isPresent();
        if (!(kinds && scope.asks(Verb.CREATE, Verb.GRANT, Verb.SET)) && !allows || podFirst) {
            return Optional.empty();
        }
        if (scope.says("\\b(?:automount|tokens?)\\b")) {
            return Optional.empty();
        }
        boolean uses = scope.asks(Verb.SET)
                && scope.says("\\b(?:uses?|using|run as|runs as|under) (?:the )?serviceaccount\\b");
        if (uses || scope.asks(Verb.SET) && kinds && other.isPresent() && !allows) {
            return Optional.empty();
        }
        return Optional.of(plan(scope));
    }

    private static Reply plan(Scope scope) {
        Phrase phrase = scope.phrase();
        List<String> notes = new ArrayList<>();
        List<ObjectChange> changes = new ArrayList<>();
        String space = scope.space();
        changes.addAll(Naming.space(scope, notes));
        ArrayNode subjects = subjects(scope, space);
        Set<String> verbs = verbs(phrase);
        ArrayNode rules = rules(phrase, verbs);
        boolean wide = scope.speaksOf(ResourceKind.CLUSTERROLE)
                || scope.speaksOf(ResourceKind.CLUSTERROLEBINDING)
                || (scope.everywhere() && !rules.isEmpty());
        boolean wideBinding = scope.speaksOf(ResourceKind.CLUSTERROLEBINDING)
                || (wide
                        && !scope.speaksOf(ResourceKind.ROLEBINDING)
                        && (scope.named().isEmpty() || !rules.isEmpty()));
        Optional<String> account = phrase.value("\\bserviceaccounts? (?:named |called |name |: )*<name>")
                .or(() -> phrase.value("\\b(?:the|a|to|for) (?!the\\b)<name> serviceaccount"));
        if (account.isPresent() && !scope.objects().has(ResourceKind.SERVICEACCOUNT, space, account.get())) {
            ObjectNode object = ResourceKind.SERVICEACCOUNT.make(space, account.get());
            changes.add(new ObjectChange.Make(object, "make serviceaccount " + account.get()));
        }
        ResourceKind roleKind = wide ? ResourceKind.CLUSTERROLE : ResourceKind.ROLE;
        Optional<String> builtIn = phrase.value(
                        "\\b(?:clusterrole (?:named |called )?|the |with |as )?(cluster-admin|admin|edit|view)\\b(?:"
                                + " clusterrole| role| access| permissions?| rights)")
                .or(() -> phrase.value("\\bclusterrole (?:named |called )?(cluster-admin|admin|edit|view)\\b"))
                .or(() -> phrase.value("\\b(cluster-admin)\\b"));
        boolean whole = rules.isEmpty()
                && scope.says("\\b(?:everything|all|anything|the (?:whole )?namespace|namespace \\S+)\\b");
        if (builtIn.isEmpty() && whole) {
            builtIn = scope.says(
                            "\\b(?:read|view)(?:ing|[- ]only)? (?:access|rights|permissions?)\\b|\\b(?:read|view|see|look at) (?:everything|all)\\b")
                    ? Optional.of("view")
                    : scope.says("\\b(?:write|edit|change) (?:access|rights|permissions?)\\b")
                            ? Optional.of("edit")
                            : builtIn;
        }
        Optional<String> named = builtIn;
        Optional<String> roleName = phrase.value("\\b(?:cluster)?role (?:named |called |name |: )+<name>")
                .or(() -> phrase.value(
                        "\\b(?:cluster)?role (?!binding|that|with|to|in|and|for|which|called|named)<name>"))
                .or(() ->
                        phrase.value("\\b(?:the|a) <name> (?:cluster)?role\\b").filter(n -> !n.matches("new|cluster")));
        String role =
                named.orElse(roleName.orElseGet(() -> scope.says("\\b(?:it|this|that|the role)\\b") && rules.isEmpty()
                        ? scope.memory()
                                .last(List.of(ResourceKind.ROLE, ResourceKind.CLUSTERROLE))
                                .map(Ref::name)
                                .orElse("")
                        : ""));
        ResourceKind bound = builtIn.isPresent() ? ResourceKind.CLUSTERROLE : roleKind;
        if (!rules.isEmpty() && builtIn.isEmpty()) {
            if (role.isEmpty()) {
                role = account.map(a -> a + "-role")
                        .orElse(
                                Docs.text(subjects, "0/name").isEmpty()
                                        ? Docs.text(rules, "0/resources/0").replace('/', '-') + "-reader"
                                        : Docs.text(subjects, "0/name") + "-role");
            }
            ObjectNode object = bound.make(space, Naming.valid(role));
            object.set("rules", rules);
            changes.add(Naming.change(scope, object, notes, bound + " " + role));
        } else if (!role.isEmpty() && builtIn.isEmpty()) {
            if (scope.objects().has(ResourceKind.CLUSTERROLE, "", role)
                    && !scope.objects().has(ResourceKind.ROLE, space, role)) {
                bound = ResourceKind.CLUSTERROLE;
            } else if (!scope.objects().has(ResourceKind.ROLE, space, role)) {
                boolean makesRole = scope.says("^\\S+(?: \\S+){0,3} (?:cluster)?role\\b");
                return new Reply.Question(
                        makesRole
                                ? "What may the role " + role + " do? For example: get, list and watch pods."
                                : "There is no role " + role + " in " + space
                                        + "; say what it may do, such as: create a role " + role
                                        + " that can get and list pods.");
            }
        }
        boolean binds = !subjects.isEmpty() && !role.isEmpty();
        if (binds) {
            ResourceKind bindingKind = wideBinding && bound == ResourceKind.CLUSTERROLE
                    ? ResourceKind.CLUSTERROLEBINDING
                    : ResourceKind.ROLEBINDING;
            String name = phrase.value("\\b(?:cluster)?rolebinding (?:named |called |name |:"
                            + " )*(?!that|to|which|for|with|binding|so|between)<name>")
                    .orElse(role + "-binding");
            ObjectNode object = bindingKind.make(space, Naming.valid(name));
            object.set("subjects", subjects);
            object.set(
                    "roleRef",
                    Docs.object(
                            "apiGroup", "rbac.authorization.k8s.io", "kind", bound.kind(), "name", Naming.valid(role)));
            changes.add(Naming.change(scope, object, notes, bindingKind + " " + name));
        }
        if (changes.isEmpty()) {
            return new Reply.Question(
                    "Who may do what? For example: allow serviceaccount reporter to get and list pods in namespace "
                            + space);
        }
        return new Reply.Changes(
                changes.stream()
                        .filter(c -> !(c instanceof ObjectChange.Edit e)
                                || !e.patch().isEmpty())
                        .toList(),
                notes);
    }

    private static ArrayNode subjects(Scope scope, String space) {
        Phrase phrase = scope.phrase();
        ArrayNode subjects = Docs.list();
        boolean onlyAccount = scope.asks(Verb.CREATE)
                && scope.says("^\\S+(?: \\S+){0,3} serviceaccount\\b")
                && scope.first(List.of(
                                ResourceKind.ROLE,
                                ResourceKind.ROLEBINDING,
                                ResourceKind.CLUSTERROLE,
                                ResourceKind.CLUSTERROLEBINDING))
                        .isEmpty()
                && !scope.says(
                        "\\b(?:can|may|to|that|with permissions?)\\b.*\\b(?:get|list|watch|read|create|delete)\\b");
        if (onlyAccount) {
            return subjects;
        }
        phrase.rows("\\bserviceaccounts? (?:named |called |: )*(?:([a-z0-9-]+):)?" + Phrase.NAME
                        + "|\\b(?:the|a|to|for) (?!the\\b|a\\b|an\\b)([a-z0-9][\\w-]*) serviceaccount")
                .forEach(r -> {
                    String name = r.get(1).isEmpty() ? r.get(2) : r.get(1);
                    ObjectNode subject = Docs.object(
                            "kind",
                            "ServiceAccount",
                            "name",
                            name,
                            "namespace",
                            r.get(0).isEmpty() ? space : r.get(0));
                    if (!name.isEmpty()
                            && !name.matches("and|to|the|in|a|new|that|can")
                            && !subjects.toString().contains("\"" + name + "\"")) {
                        subjects.add(subject);
                    }
                });
        if (scope.says("\\b(?:everyone|everybody|all users|anybody|anyone|anonymous|unauthenticated)\\b")) {
            return Docs.list(Docs.object(
                    "kind",
                    "Group",
                    "name",
                    scope.says("anonymous|unauthenticated") ? "system:unauthenticated" : "system:authenticated",
                    "apiGroup",
                    "rbac.authorization.k8s.io"));
        }
        phrase.values("\\b(?:user|users) (?:named |called )?(?!(?:can|to|may|should)\\b)<name>")
                .forEach(u ->
                        subjects.add(Docs.object("kind", "User", "name", u, "apiGroup", "rbac.authorization.k8s.io")));
        phrase.values("\\b(?:group) (?:named |called )?(?:of )?([\\w:.-]+)")
                .forEach(g ->
                        subjects.add(Docs.object("kind", "Group", "name", g, "apiGroup", "rbac.authorization.k8s.io")));
        return subjects;
    }

    private static Set<String> verbs(Phrase phrase) {
        Set<String> verbs = new LinkedHashSet<>();
        String text = phrase.text()
                .replaceFirst(
                        "(?i)^(?:please |then |and |also |now )*(?:create|make|add|update|set"
                                + " up|give|grant|allow|let)\\b",
                        "")
                .replaceAll("(?i)\\b(?:and|then|,) (?:then )?(?:create|bind|make) (?:a|the|it)\\b", " ")
                .replaceAll("(?i)\\b(?:pod-reader|readonly|read-only)\\b", "read");
        Matcher m = VERBS.matcher(text.replaceAll(
                "(?i)\\b(?:named|called|role|rolebinding|clusterrole) [\\w-]*(?:view|edit|read|create|get|list)[\\w-]*",
                " "));
        while (m.find()) {
            String verb = m.group(1).toLowerCase(Locale.ROOT);
            String plain = verb.endsWith("ing") ? stem(verb) : verb;
            verbs.addAll(MEANT.getOrDefault(plain, List.of(plain)));
        }
        if (phrase.says(
                "\\b(?:all|any|every|full) (?:verbs?|actions?|operations?|access|control)|\\bverbs?(?: :|=)? \\*|\\bdo"
                        + " anything|\\bfull access\\b")) {
            verbs.clear();
            verbs.add("*");
        }
        return verbs;
    }

    private static String stem(String verb) {
        return verb.matches("creating|updating|deleting")
                ? verb.replaceFirst("ing$", "e")
                : verb.equals("getting") ? "get" : verb.replaceFirst("ing$", "");
    }

    private static ArrayNode rules(Phrase phrase, Set<String> verbs) {
        ArrayNode rules = Docs.list();
        if (verbs.isEmpty()) {
            return rules;
        }
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        String text = phrase.text()
                .replaceAll("(?i)\\bpod-(?:reader|viewer)\\b|\\bnamed \\S+|\\bcalled \\S+", " ")
                .replaceAll("(?i)\\bnamespaces? [\\w-]+|\\b[\\w-]+ namespace\\b", " ");
        for (Map.Entry<String, String> e : RESOURCES.entrySet()) {
            Matcher m = Pattern.compile("(?<![\\w./-])(?:" + e.getKey() + ")(?![\\w/-])", Pattern.CASE_INSENSITIVE)
                    .matcher(text);
            if (m.find()) {
                String[] to = e.getValue().split(" ");
                groups.computeIfAbsent(to.length > 1 ? to[1] : "", g -> new LinkedHashSet<>())
                        .add(to[0]);
                text = m.replaceAll(" ");
            }
        }
        if (phrase.says("\\b(?:all|every|any) (?:resources|objects|kinds)|\\bresources?(?: :|=)? \\*|\\banything\\b")) {
            groups.clear();
            groups.put("*", Set.of("*"));
        }
        List<String> only =
                phrase.values("\\b(?:only )?(?:the )?(?:configmap|secret|deployment) (?:named|called) <name>").stream()
                        .filter(n -> phrase.says("\\bonly\\b"))
                        .toList();
        groups.forEach((group, resources) -> {
            ObjectNode rule = Docs.nothing();
            rule.set("apiGroups", Docs.list(group));
            rule.set("resources", Docs.list(resources));
            if (!only.isEmpty()) {
                rule.set("resourceNames", Docs.list(only));
            }
            rule.set("verbs", Docs.list(verbs));
            rules.add(rule);
        });
        return rules;
    }
}
