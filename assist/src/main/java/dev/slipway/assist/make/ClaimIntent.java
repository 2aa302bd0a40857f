package dev.slipway.assist.make;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.slot.Counts;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Makes claims and volumes, and gives claims a larger size. */
public final class ClaimIntent implements Intent {
    @Override
    public Optional<Reply> read(Scope scope) {
        Optional<ResourceKind> first = scope.first(List.of(
                ResourceKind.PVC,
                ResourceKind.PV,
                ResourceKind.STORAGECLASS,
                ResourceKind.POD,
                ResourceKind.DEPLOYMENT,
                ResourceKind.STATEFULSET,
                ResourceKind.PRIORITYCLASS));
        Optional<String> size = Counts.storage(scope.phrase());
        size = size.or(() -> twice(scope));
        boolean grows = scope.asks(Verb.SCALE, Verb.SET)
                && (scope.speaksOf(ResourceKind.PVC) || scope.says("\\b(?:volume|storage|disk)\\b"))
                && size.isPresent()
                && !scope.says("\\bmount");
        if (grows) {
            return Optional.of(grown(scope, size.orElseThrow()));
        }
        if (!scope.asks(Verb.CREATE)
                || first.isEmpty()
                || scope.says("^(?:\\w+ ){0,4}?(?:deploy|run|launch|start|host|install)\\b")) {
            return Optional.empty();
        }
        return switch (first.get()) {
            case PVC -> Optional.of(claim(scope, size));
            case PV -> Optional.of(volume(scope, size));
            case STORAGECLASS -> Optional.of(storageClass(scope));
            case PRIORITYCLASS -> Optional.of(priority(scope));
            default -> Optional.empty();
        };
    }

    /** "double its size" */
    private static Optional<String> twice(Scope scope) {
        int factor = scope.says("\\b(?:double|twice)\\b") ? 2 : scope.says("\\btriple\\b") ? 3 : 0;
        return factor == 0 || !scope.speaksOf(ResourceKind.PVC)
                ? Optional.empty()
                : ObjectSearch.of(scope, ResourceKind.PVC)
                        .one()
                        .map(c -> Docs.text(c, "spec/resources/requests/storage"))
                        .filter(s -> s.matches("\\d+[KMGT]i"))
                        .map(s -> Integer.parseInt(s.replaceAll("\\D", "")) * factor + s.replaceAll("\\d", ""));
    }

    private static Reply claim(Scope scope, Optional<String> size) {
        List<String> notes = new ArrayList<>();
        String name = Naming.of(scope, ResourceKind.PVC).orElse("data");
        if (size.isEmpty()) {
            return new Reply.Question("How large is the claim " + name + " to be? For example 1Gi.");
        }
        ObjectNode object = ResourceKind.PVC.make(scope.space(), name);
        ObjectNode spec = Docs.in(object, "spec");
        spec.set("accessModes", Docs.list(mode(scope)));
        Counts.storageClass(scope.phrase()).ifPresent(c -> spec.put("storageClassName", c));
        scope.phrase()
                .value("\\b(?:volume ?name|bound to (?:the )?pv|pv) (?:named |called |: )*<name>")
                .ifPresent(v -> spec.put("volumeName", v));
        Docs.in(spec, "resources/requests").put("storage", size.get());
        return Naming.reply(scope, object, notes, "claim " + name);
    }

    private static String mode(Scope scope) {
        return scope.says("readwritemany|\\brwx\\b|read[- ]write[- ]many|shared by many")
                ? "ReadWriteMany"
                : scope.says("readonlymany|\\brox\\b|readonly[- ]many")
                        ? "ReadOnlyMany"
                        : scope.says("readwriteoncepod|\\brwop\\b") ? "ReadWriteOncePod" : "ReadWriteOnce";
    }

    private static Reply volume(Scope scope, Optional<String> size) {
        String name = Naming.of(scope, ResourceKind.PV).orElse("volume");
        ObjectNode object = ResourceKind.PV.make("", name);
        ObjectNode spec = Docs.in(object, "spec");
        Docs.in(spec, "capacity").put("storage", size.orElse("1Gi"));
        spec.set("accessModes", Docs.list(mode(scope)));
        Counts.storageClass(scope.phrase()).ifPresent(c -> spec.put("storageClassName", c));
        scope.phrase()
                .value("\\breclaim ?policy(?: of| to| :|=)* (retain|delete|recycle)")
                .ifPresent(p -> spec.put(
                        "persistentVolumeReclaimPolicy",
                        p.substring(0, 1).toUpperCase(Locale.ROOT)
                                + p.substring(1).toLowerCase(Locale.ROOT)));
        String path = scope.phrase().value("(?<![\\w./])(/[a-z][\\w./-]*)").orElse("/var/lib/" + name);
        spec.set("hostPath", Docs.object("path", path));
        return Naming.reply(
                scope, object, new ArrayList<>(List.of("its files are on the node, at " + path)), "volume " + name);
    }

    private static Reply storageClass(Scope scope) {
        String name = Naming.of(scope, ResourceKind.STORAGECLASS).orElse("standard");
        ObjectNode object = ResourceKind.STORAGECLASS.make("", name);
        Optional<ObjectNode> there =
                scope.objects().all(ResourceKind.STORAGECLASS).stream().findFirst();
        String provisioner = scope.phrase()
                .value("\\bprovisioner(?: of| :|=)* <value>")
                .orElse(there.map(s -> Docs.text(s, "provisioner")).orElse("kubernetes.io/no-provisioner"));
        object.put("provisioner", provisioner);
        object.put("reclaimPolicy", scope.says("\\bretain\\b") ? "Retain" : "Delete");
        object.put(
                "volumeBindingMode",
                scope.says("waitforfirstconsumer|waits? for (?:the |its )?first")
                        ? "WaitForFirstConsumer"
                        : "Immediate");
        if (scope.says("\\b(?:expan\\w+|resiz\\w+|allowvolumeexpansion)\\b")) {
            object.put("allowVolumeExpansion", true);
        }
        return Naming.reply(scope, object, new ArrayList<>(), "storage class " + name);
    }

    private static Reply priority(Scope scope) {
        String name = Naming.of(scope, ResourceKind.PRIORITYCLASS).orElse("high");
        ObjectNode object = ResourceKind.PRIORITYCLASS.make("", name);
        object.put(
                "value",
                scope.phrase()
                        .number("\\bvalue(?: of| :|=)* <int>")
                        .or(() -> scope.phrase().number("\\b<int>\\b"))
                        .orElse(1000));
        object.put("globalDefault", scope.says("\\bglobal ?default\\b(?!.{0,8}false)"));
        return Naming.reply(scope, object, new ArrayList<>(), "priority class " + name);
    }

    private static Reply grown(Scope scope, String size) {
        ObjectSearch search = ObjectSearch.of(scope, ResourceKind.PVC);
        ObjectSearch.Found found = search.find();
        List<ObjectNode> only = scope.objects().all(ResourceKind.PVC, scope.space());
        boolean named =
                found instanceof ObjectSearch.Found.None none && !none.name().isEmpty();
        Optional<ObjectNode> meant = found instanceof ObjectSearch.Found.One one
                ? Optional.of(one.object())
                : only.size() == 1 && !named ? Optional.of(only.getFirst()) : Optional.empty();
        if (meant.isEmpty()) {
            return search.otherwise(found);
        }
        ObjectNode claim = meant.get();
        String now = Docs.text(claim, "spec/resources/requests/storage");
        if (bytes(size) < bytes(now)) {
            return new Reply.Refused("a claim can only grow: "
                    + LiveObjects.ref(claim).words() + " asks for " + now + ", and " + size + " is less");
        }
        List<String> notes = new ArrayList<>();
        String name = Docs.text(claim, "spec/storageClassName");
        List<ObjectChange> changes = new ArrayList<>();
        Optional<ObjectNode> of = scope.objects().find(ResourceKind.STORAGECLASS, "", name);
        if (of.isPresent() && !of.get().path("allowVolumeExpansion").asBoolean(false)) {
            ObjectNode after = Docs.changed(of.get(), c -> c.put("allowVolumeExpansion", true));
            changes.add(new ObjectChange.Edit(of.get(), after, "let claims of storage class " + name + " grow"));
            notes.add("the storage class " + name
                    + " does not allow its claims to grow; that is changed for all of them. Whether they do is up to"
                    + " its provisioner ("
                    + Docs.text(of.get(), "provisioner") + ")");
        }
        ObjectNode after =
                Docs.changed(claim, c -> Docs.in(c, "spec/resources/requests").put("storage", size));
        changes.add(new ObjectChange.Edit(
                claim, after, "give claim " + LiveObjects.name(claim) + " " + size + " in the place of " + now));
        return new Reply.Changes(changes, notes);
    }

    static double bytes(String quantity) {
        var m = Pattern.compile("(\\d+(?:\\.\\d+)?)([KMGTkm]?i?)").matcher(quantity);
        if (!m.matches()) {
            return 0;
        }
        double number = Double.parseDouble(m.group(1));
        return switch (m.group(2)) {
            case "Ki" -> number * 1024;
            case "Mi" -> number * 1024 * 1024;
            case "Gi" -> number * 1024 * 1024 * 1024;
            case "Ti" -> number * 1024 * 1024 * 1024 * 1024;
            case "K", "k" -> number * 1e3;
            case "M" -> number * 1e6;
            case "G" -> number * 1e9;
            case "T" -> number * 1e12;
            case "m" -> number / 1000;
            default -> number;
        };
    }
}
