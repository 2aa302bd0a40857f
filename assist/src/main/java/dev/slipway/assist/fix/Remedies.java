package dev.slipway.assist.fix;

import dev.slipway.assist.alter.RolloutIntent;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.diagnose.RootCause;
import dev.slipway.diagnose.evidence.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds changes for findings whose rule gives advice only: a similar name, an existing label or class, the revision
 * that ran before.
 */
final class Remedies {
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final List<String> IMAGES = List.of(
            "nginx",
            "httpd",
            "redis",
            "memcached",
            "postgres",
            "mysql",
            "mariadb",
            "mongo",
            "rabbitmq",
            "busybox",
            "alpine",
            "ubuntu",
            "debian",
            "python",
            "node",
            "golang",
            "caddy",
            "traefik",
            "haproxy",
            "tomcat",
            "wordpress");
    private static final Pattern IMAGE = Pattern.compile("image (\\S+)");

    private Remedies() {}

    static List<ObjectChange> of(RootCause finding, LiveObjects objects, List<String> notes) {
        Optional<ObjectNode> maker = maker(finding, objects);
        String id = finding.cause().id();
        String root = finding.cause().root();
        Optional<ObjectChange> change = switch (id) {
            case "SLIP-608", "SLIP-609", "SLIP-613" -> maker.flatMap(m -> named(m, root, objects));
            case "SLIP-610" -> maker.flatMap(m -> key(m, root, objects));
            case "SLIP-646" -> maker.flatMap(m -> claimed(m, finding, objects));
            case "SLIP-600", "SLIP-601", "SLIP-450" -> maker.flatMap(m -> image(m, finding, notes));
            case "SLIP-642" -> maker.flatMap(m -> selector(m, objects, notes));
            case "SLIP-643" -> maker.flatMap(m -> tolerations(m, objects, notes));
            case "SLIP-644" -> maker.flatMap(m -> affinity(m, notes));
            case "SLIP-645" -> maker.flatMap(m -> hostPort(m));
            case "SLIP-614" -> maker.flatMap(m -> hostPath(m));
            case "SLIP-680", "SLIP-681" -> claim(finding, objects, notes);
            default -> Optional.empty();
        };
        boolean pods = finding.objects().stream().anyMatch(o -> o.startsWith("Pod/"));
        return change.or(() -> pods ? maker.flatMap(m -> back(m, objects, notes)) : Optional.empty())
                .map(List::of)
                .orElse(List.of());
    }

    /** The object to change so that the finding's pods change. */
    private static Optional<ObjectNode> maker(RootCause finding, LiveObjects objects) {
        for (String text : finding.objects()) {
            String[] parts = text.split("/", 2);
            Optional<ObjectNode> object = ResourceKind.of(parts[0])
                    .flatMap(k -> objects.find(k, finding.namespace(), parts.length > 1 ? parts[1] : ""));
            if (object.isPresent()) {
                return Optional.of(owner(object.get(), objects));
            }
        }
        return Optional.empty();
    }

    private static ObjectNode owner(ObjectNode object, LiveObjects objects) {
        ObjectNode top = object;
        for (int depth = 0; depth < 4; depth++) {
            ObjectNode at = top;
            Optional<ObjectNode> above = Docs.items(Docs.at(at, "metadata/ownerReferences")).stream()
                    .flatMap(o -> ResourceKind.of(Docs.text(o, "kind"))
                            .flatMap(k -> objects.find(k, LiveObjects.namespace(at), Docs.text(o, "name")))
                            .stream())
                    .findFirst();
            if (above.isEmpty()) {
                return top;
            }
            top = above.get();
        }
        return top;
    }

    private static Optional<ObjectChange> spec(ObjectNode maker, Consumer<ObjectNode> how, String words) {
        String at = LiveObjects.kind(maker).podSpec();
        if (at.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode after = Docs.changed(maker, m -> how.accept(Docs.in(m, at)));
        return after.equals(maker) ? Optional.empty() : Optional.of(FixChanges.changed(maker, after, words));
    }

    private static Optional<String> near(String name, Collection<String> names) {
        return names.contains(name) ? Optional.empty() : NearestName.of(name, names);
    }

    /** Uses a ConfigMap or Secret with a similar name. */
    private static Optional<ObjectChange> named(ObjectNode maker, String root, LiveObjects objects) {
        String[] parts = root.split("/", 2);
        if (parts.length < 2) {
            return Optional.empty();
        }
        Optional<ResourceKind> kind = ResourceKind.of(parts[0]);
        Optional<String> near = kind.flatMap(k -> near(
                parts[1],
                objects.all(k, LiveObjects.namespace(maker)).stream()
                        .map(LiveObjects::name)
                        .toList()));
        boolean secret = kind.equals(Optional.of(ResourceKind.SECRET));
        return near.flatMap(n -> spec(
                maker,
                s -> walk(s, o -> {
                    for (String ref : secret
                            ? List.of("secretRef", "secretKeyRef")
                            : List.of("configMapRef", "configMapKeyRef", "configMap")) {
                        if (o.get(ref) instanceof ObjectNode to
                                && Docs.text(to, "name").equals(parts[1])) {
                            to.put("name", n);
                        }
                    }
                    if (secret && o.get("secret") instanceof ObjectNode to) {
                        for (String field : List.of("secretName", "name")) {
                            if (Docs.text(to, field).equals(parts[1])) {
                                to.put(field, n);
                            }
                        }
                    }
                }),
                "let " + LiveObjects.ref(maker).words() + " take " + parts[0] + " " + n + ", where it names "
                        + parts[1]));
    }

    private static void walk(JsonNode node, Consumer<ObjectNode> visit) {
        if (node instanceof ObjectNode object) {
            visit.accept(object);
        }
        node.forEach(n -> walk(n, visit));
    }

    /** Uses a similar key of {@code Secret/name key}, if the object has one. */
    private static Optional<ObjectChange> key(ObjectNode maker, String root, LiveObjects objects) {
        Matcher m = Pattern.compile("(Secret|ConfigMap)/(\\S+) (\\S+)").matcher(root);
        if (!m.matches()) {
            return Optional.empty();
        }
        Optional<ObjectNode> object =
                ResourceKind.of(m.group(1)).flatMap(k -> objects.find(k, LiveObjects.namespace(maker), m.group(2)));
        List<String> keys = object.map(
                        o -> List.copyOf(Docs.texts(o.path("data")).keySet()))
                .orElse(List.of());
        return near(m.group(3), keys)
                .or(() -> keys.size() == 1 ? Optional.of(keys.getFirst()) : Optional.empty())
                .flatMap(n -> spec(
                        maker,
                        s -> walk(s, o -> {
                            if (Docs.text(o, "key").equals(m.group(3))
                                    && Docs.text(o, "name").equals(m.group(2))) {
                                o.put("key", n);
                            }
                        }),
                        "let " + LiveObjects.ref(maker).words() + " take the key " + n + " of " + m.group(1) + " "
                                + m.group(2)));
    }

    private static Optional<ObjectChange> claimed(ObjectNode maker, RootCause finding, LiveObjects objects) {
        String name = finding.cause().root().replaceFirst(".*/", "");
        return near(
                        name,
                        objects.all(ResourceKind.PVC, LiveObjects.namespace(maker)).stream()
                                .map(LiveObjects::name)
                                .toList())
                .flatMap(n -> spec(
                        maker,
                        s -> walk(s, o -> {
                            if (Docs.text(o, "claimName").equals(name)) {
                                o.put("claimName", n);
                            }
                        }),
                        "let " + LiveObjects.ref(maker).words() + " use the claim " + n));
    }

    /** Corrects a well-known image that was misspelt, or whose tag does not exist. */
    private static Optional<ObjectChange> image(ObjectNode maker, RootCause finding, List<String> notes) {
        Matcher m = IMAGE.matcher(finding.cause().summary());
        if (!m.find()) {
            return Optional.empty();
        }
        String image = m.group(1).replaceFirst("[.,]$", "");
        String plain = image.replaceFirst("^(?:docker\\.io/)?(?:library/)?", "");
        String repository = plain.replaceFirst("[:@].*", "");
        if (repository.contains("/")) {
            return Optional.empty();
        }
        boolean known = IMAGES.contains(repository);
        Optional<String> near = known
                ? Optional.of(repository)
                : NearestName.of(repository, IMAGES).filter(n -> NearestName.distance(n, repository) <= 2);
        if (near.isEmpty()) {
            return Optional.empty();
        }
        String tag = plain.contains(":") ? plain.substring(plain.indexOf(':') + 1) : "latest";
        String mended = near.get() + ":"
                + (known || !tag.matches("latest|stable|alpine|[\\d.]+(?:-[\\w.]+)?") ? "latest" : tag);
        if (mended.equals(plain)) {
            return Optional.empty();
        }
        notes.add(
                known
                        ? "the tag " + tag + " is not there; latest is, and moves: name a tag of yours when you know it"
                        : repository + " is taken for " + near.get());
        return spec(
                maker,
                s -> walk(s, o -> {
                    if (Docs.text(o, "image").equals(image)
                            || Docs.text(o, "image").equals(plain)) {
                        o.put("image", mended);
                    }
                }),
                "run " + mended + " in the place of " + plain + " in "
                        + LiveObjects.ref(maker).words());
    }

    /** Uses a label that a node has, or none. */
    private static Optional<ObjectChange> selector(ObjectNode maker, LiveObjects objects, List<String> notes) {
        return spec(
                maker,
                s -> {
                    if (!(s.get("nodeSelector") instanceof ObjectNode wanted)) {
                        return;
                    }
                    for (String key : List.copyOf(wanted.propertyNames())) {
                        TreeSet<String> values = new TreeSet<>();
                        objects.all(ResourceKind.NODE).forEach(n -> {
                            String value = LiveObjects.labels(n).get(key);
                            if (value != null) {
                                values.add(value);
                            }
                        });
                        String now = Docs.text(wanted, key);
                        if (values.contains(now)) {
                            continue;
                        }
                        Optional<String> near = NearestName.of(now, values)
                                .or(() -> values.size() == 1 ? Optional.of(values.first()) : Optional.empty());
                        if (near.isPresent()) {
                            wanted.put(key, near.get());
                        } else {
                            wanted.remove(key);
                            notes.add("no node has the label " + key + "=" + now
                                    + ": its pods may run on any node then; label a node instead if they must not"
                                    + " (kubectl label node NODE "
                                    + key + "=" + now + ")");
                        }
                    }
                    if (wanted.isEmpty()) {
                        s.remove("nodeSelector");
                    }
                },
                "let " + LiveObjects.ref(maker).words() + " go to nodes that there are");
    }

    private static Optional<ObjectChange> tolerations(ObjectNode maker, LiveObjects objects, List<String> notes) {
        return spec(
                maker,
                s -> objects.all(ResourceKind.NODE)
                        .forEach(n -> Docs.items(Docs.at(n, "spec/taints")).forEach(t -> {
                            boolean own = Docs.text(t, "key").startsWith("node.kubernetes.io/");
                            if (!own) {
                                ObjectNode toleration = Docs.object(
                                        "key",
                                        Docs.text(t, "key"),
                                        "operator",
                                        Docs.text(t, "value").isEmpty() ? "Exists" : "Equal",
                                        "effect",
                                        Docs.text(t, "effect"));
                                if (!Docs.text(t, "value").isEmpty()) {
                                    toleration.put("value", Docs.text(t, "value"));
                                }
                                Docs.put(Docs.listIn(s, "tolerations"), "key", toleration);
                                notes.add("the node " + LiveObjects.name(n) + " keeps its taint; these pods bear it");
                            }
                        })),
                "let " + LiveObjects.ref(maker).words() + " bear the nodes' taints");
    }

    /** Makes a required rule a preferred one, so that the pods still spread if they can. */
    private static Optional<ObjectChange> affinity(ObjectNode maker, List<String> notes) {
        notes.add("what was required is preferred: pods still keep to it where nodes allow");
        return spec(
                maker,
                s -> {
                    for (String kind : List.of("podAntiAffinity", "podAffinity")) {
                        if (Docs.at(s, "affinity/" + kind) instanceof ObjectNode rule
                                && rule.get("requiredDuringSchedulingIgnoredDuringExecution")
                                        instanceof ArrayNode required) {
                            ArrayNode preferred = Docs.listIn(rule, "preferredDuringSchedulingIgnoredDuringExecution");
                            Docs.items(required)
                                    .forEach(t -> preferred.add(Docs.object("weight", 100, "podAffinityTerm", t)));
                            rule.remove("requiredDuringSchedulingIgnoredDuringExecution");
                        }
                    }
                    Docs.items(s.path("topologySpreadConstraints"))
                            .forEach(t -> t.put("whenUnsatisfiable", "ScheduleAnyway"));
                },
                "let " + LiveObjects.ref(maker).words() + " prefer what it requires");
    }

    private static Optional<ObjectChange> hostPort(ObjectNode maker) {
        return spec(
                maker,
                s -> Docs.items(s.path("containers"))
                        .forEach(c -> Docs.items(c.path("ports")).forEach(p -> p.remove("hostPort"))),
                "let " + LiveObjects.ref(maker).words() + " do without a port of the node itself");
    }

    private static Optional<ObjectChange> hostPath(ObjectNode maker) {
        return spec(
                maker,
                s -> Docs.items(s.path("volumes")).forEach(v -> {
                    if (v.get("hostPath") instanceof ObjectNode path
                            && Docs.text(path, "type").equals("Directory")) {
                        path.put("type", "DirectoryOrCreate");
                    }
                }),
                "let the node make the folder that " + LiveObjects.ref(maker).words() + " asks for");
    }

    /** Makes a claim anew. A claim that is not bound has no data. */
    private static Optional<ObjectChange> claim(RootCause finding, LiveObjects objects, List<String> notes) {
        String name = finding.cause().object().replaceFirst(".*/", "");
        Optional<ObjectNode> claim = objects.find(ResourceKind.PVC, finding.namespace(), name)
                .filter(c -> !Docs.text(c, "status/phase").equals("Bound"));
        List<ObjectNode> classes = objects.all(ResourceKind.STORAGECLASS);
        if (claim.isEmpty() || classes.isEmpty()) {
            return Optional.empty();
        }
        String wanted = Docs.text(claim.get(), "spec/storageClassName");
        List<String> names = classes.stream().map(LiveObjects::name).toList();
        String standard = classes.stream()
                .filter(c -> "true"
                        .equals(Docs.at(c, "metadata/annotations")
                                .path("storageclass.kubernetes.io/is-default-class")
                                .asString("")))
                .map(LiveObjects::name)
                .findFirst()
                .orElse(names.getFirst());
        ObjectNode after = Docs.changed(claim.get(), c -> {
            c.remove("status");
            if (finding.cause().id().equals("SLIP-681")) {
                Docs.in(c, "spec").set("accessModes", Docs.list("ReadWriteOnce"));
            } else {
                Docs.in(c, "spec")
                        .put(
                                "storageClassName",
                                NearestName.of(wanted, names)
                                        .filter(n -> NearestName.distance(n, wanted) <= 3)
                                        .orElse(standard));
            }
            ObjectNode metadata = Docs.in(c, "metadata");
            metadata.remove("finalizers");
        });
        notes.add("the claim is bound to no volume: no data is lost");
        return Optional.of(new ObjectChange.Replace(
                claim.get(),
                after,
                "make claim " + name + " anew, with "
                        + (finding.cause().id().equals("SLIP-681")
                                ? "ReadWriteOnce"
                                : "storage class " + Docs.text(after, "spec/storageClassName"))));
    }

    /** Goes back to the newest earlier revision whose template differs. */
    private static Optional<ObjectChange> back(ObjectNode maker, LiveObjects objects, List<String> notes) {
        if (LiveObjects.kind(maker) != ResourceKind.DEPLOYMENT) {
            return Optional.empty();
        }
        String now = Docs.at(maker, "metadata/annotations").path(REVISION).asString("0");
        List<ObjectNode> sets =
                new ArrayList<>(objects.all(ResourceKind.REPLICASET, LiveObjects.namespace(maker)).stream()
                        .filter(s -> Docs.items(Docs.at(s, "metadata/ownerReferences")).stream()
                                .anyMatch(o -> Docs.text(o, "name").equals(LiveObjects.name(maker))))
                        .filter(s -> !Docs.at(s, "metadata/annotations")
                                .path(REVISION)
                                .asString("")
                                .equals(now))
                        .toList());
        sets.sort(Comparator.comparing((ObjectNode s) ->
                -number(Docs.at(s, "metadata/annotations").path(REVISION).asString("0"))));
        Optional<ObjectNode> set = sets.stream()
                .filter(s ->
                        number(Docs.at(s, "metadata/annotations").path(REVISION).asString("0")) < number(now))
                .findFirst();
        set.ifPresent(s -> notes.add("no rule can mend the newest revision; the one before it is taken back to"));
        return set.map(s -> RolloutIntent.revert(maker, s));
    }

    private static int number(String revision) {
        return revision.matches("\\d{1,9}") ? Integer.parseInt(revision) : 0;
    }
}
