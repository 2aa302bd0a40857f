package dev.slipway.diagnose.start;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Container;
import dev.slipway.diagnose.evidence.Events;
import dev.slipway.diagnose.evidence.NearestName;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.ContainerImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The node cannot get an image. */
public final class PullRule implements Rule {
    /** The registry name of images that Slipway itself sends to the node. No registry has them. */
    private static final String OWN = "slipway.local/";

    private static final int EVENTS = 3;

    private static final Set<String> FINAL = Set.of("ErrImageNeverPull", "InvalidImageName", "ImagePullBackOff");

    /**
     * A way in which a registry, or the connection to it, refuses an image, in the words of containerd, dockerd and
     * CRI-O.
     *
     * @param everyone whether every image of that registry meets the same
     */
    private record Refusal(String id, boolean everyone, Pattern words, String why, String fix) {
        /**
         * Each message names the image. The letters of that name are no words of the registry, so they do not count.
         */
        boolean isIn(String line, String image) {
            return words.matcher(line.replace(image, "").replaceAll("\"[^\"]*\"", ""))
                    .find();
        }
    }

    /** The first that matches counts. An answer of the registry says more than an error of the connection. */
    private static final List<Refusal> REFUSALS = List.of(
            new Refusal(
                    "SLIP-602",
                    true,
                    words("toomanyrequests|429 too many requests|rate limit"),
                    "the registry %s lets no more images be fetched from this address for now",
                    "sign in to %s with a pull secret, wait, or bring the image to the nodes by another way"),
            new Refusal(
                    "SLIP-472",
                    false,
                    words("no match for platform|no matching manifest|exec format error|platform .* does not match"),
                    "the image is not made for this node's processor",
                    "build the image for the node's architecture too"),
            new Refusal(
                    "SLIP-604",
                    true,
                    words("x509|certificate|gave HTTP response to HTTPS client|tls: "),
                    "the node does not trust the certificate of the registry %s, or it speaks no TLS",
                    "give the nodes' container runtime the certificate authority of %s, or name it there as one"
                            + " without TLS"),
            new Refusal(
                    "SLIP-601",
                    false,
                    words("unauthorized|401|403|forbidden|denied|no basic auth|authentication"
                            + " required|insufficient_scope"),
                    "the registry %s does not let the node have it: its name is wrong, or a pull secret is missing",
                    "kubectl create secret docker-registry, named in imagePullSecrets; or mend the image's name"),
            new Refusal(
                    "SLIP-603",
                    true,
                    words("dial tcp|no such host|i/o timeout|connection refused|network is unreachable|no route to host"
                            + "|server misbehaving|deadline exceeded|connection reset|EOF"),
                    "the node does not reach the registry %s",
                    "let the nodes reach %s (name, proxy, firewall), or bring the image to them by another way"),
            new Refusal(
                    "SLIP-600",
                    false,
                    words("not ?found|manifest unknown|name unknown|does not exist"),
                    "the registry %s has no such image or tag",
                    "mend the image's name or tag"));

    private static Pattern words(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (var pod : snapshot.current()) {
            for (Container container : Container.unready(pod)) {
                String reason = container.waiting();
                if (FINAL.contains(reason) || reason.equals("ErrImagePull") || reason.equals("ImageInspectError")) {
                    causes.add(cause(snapshot, container, reason));
                }
            }
        }
        return causes;
    }

    private static Cause cause(Snapshot snapshot, Container container, String reason) {
        String image = container.status().getImage();
        List<String> evidence = new ArrayList<>(List.of(reason + ": " + container.waitingMessage()));
        List<String> events = snapshot.eventsOf(container.pod()).stream()
                .filter(e -> Events.is(e, "Failed", "ErrImageNeverPull", "InspectFailed"))
                .filter(e -> Events.concerns(e, container.name()))
                .map(Events::line)
                .filter(l -> !l.contains("Error: "))
                .distinct()
                .toList();
        evidence.addAll(events.subList(Math.max(0, events.size() - EVENTS), events.size()));
        Cause.Draft draft = Cause.of("SLIP-450", container)
                .permanent(FINAL.contains(reason) || image.startsWith(OWN))
                .summary(container.service() + " cannot start: the node has no image " + image + " and cannot get it.")
                .evidence(evidence);
        return reason.equals("InvalidImageName")
                ? invalid(snapshot, container, image)
                : image.startsWith(OWN) && PodFacts.ofSlipway(container.pod())
                        ? slipwayImage(draft)
                        : reason.equals("ErrImageNeverPull")
                                ? never(snapshot, container, image, evidence)
                                : always(snapshot, container, image, evidence)
                                        .or(() -> refused(snapshot, container, image, evidence))
                                        .orElseGet(() -> draft.root("Image/" + image)
                                                .why(evidence.getLast())
                                                .fix("docker pull " + image + "   (shows what the registry says)"));
    }

    private static Cause slipwayImage(Cause.Draft draft) {
        return draft.why(
                        "the image was built here and no registry has it; it is not, or no longer, in the node's store")
                .fix("./slipway deploy   (sends the images that the node lacks)");
    }

    private static Cause invalid(Snapshot snapshot, Container container, String image) {
        String mended = image.strip()
                .toLowerCase(Locale.ROOT)
                .replace(" ", "")
                .replaceFirst("^https?://", "")
                .replaceAll("/{2,}", "/")
                .replaceFirst("[:/]+$", "");
        return Cause.of("SLIP-607", container)
                .summary(container.service() + " cannot start: '" + image + "' is no name of an image.")
                .why("a name has the form host/path:tag, in lower-case letters; this one cannot be read")
                .evidence(container.waiting() + ": " + container.waitingMessage())
                .fix(
                        mended.matches("[a-z0-9]+([._:/-]+[a-z0-9]+)*(:[A-Za-z0-9_.-]+)?") && !mended.equals(image)
                                ? Fix.setImage(snapshot.changed(container.pod()), container.name(), mended)
                                : new Fix.Advice("kubectl set image "
                                        + snapshot.changed(container.pod()).words() + " " + container.name()
                                        + "=IMAGE"));
    }

    private static Cause never(Snapshot snapshot, Container container, String image, List<String> evidence) {
        Cause.Draft draft = Cause.of("SLIP-606", container)
                .root("Image/" + image)
                .summary(container.service() + " cannot start: the node has no image " + image
                        + ", and its policy forbids to fetch it.")
                .why("imagePullPolicy is Never"
                        + near(snapshot, image).map(n -> "; the node has " + n).orElse(""))
                .evidence(evidence);
        return draft.fix(near(snapshot, image)
                .map(n -> Fix.setImage(snapshot.changed(container.pod()), container.name(), n))
                .orElseGet(() -> field(snapshot, container, "imagePullPolicy", "IfNotPresent")));
    }

    private static Fix field(Snapshot snapshot, Container container, String field, Object value) {
        return Fix.setContainer(snapshot.changed(container.pod()), container.name(), field, value);
    }

    /** The node has the image already, but has to ask a registry all the same. */
    private static Optional<Cause> always(Snapshot snapshot, Container container, String image, List<String> evidence) {
        return !"Always".equals(container.spec().getImagePullPolicy()) || !isOnNode(snapshot, image)
                ? Optional.empty()
                : Optional.of(Cause.of("SLIP-605", container)
                        .summary(container.service()
                                + " cannot start: its image is on the node, but has to be fetched anew" + " each time.")
                        .why("imagePullPolicy is Always"
                                + (image.matches(".*:latest|[^:]*")
                                        ? ", as for every tag latest where nothing is said"
                                        : "")
                                + ", and no registry gives " + image)
                        .evidence(evidence)
                        .fix(field(snapshot, container, "imagePullPolicy", "IfNotPresent")));
    }

    private static Optional<Cause> refused(
            Snapshot snapshot, Container container, String image, List<String> evidence) {
        String host = host(image);
        // The last answer counts: a registry that was unreachable at first may answer now.
        List<String> newest =
                new ArrayList<>(evidence.subList(1, evidence.size()).reversed());
        newest.addFirst(evidence.getFirst());
        return newest.stream()
                .flatMap(line ->
                        REFUSALS.stream().filter(r -> r.isIn(line, image)).limit(1))
                .findFirst()
                .map(r -> Cause.of(r.id(), container)
                        .root(r.everyone() ? "Registry/" + host : "Image/" + image)
                        .permanent(FINAL.contains(container.waiting()))
                        .summary(container.service() + " cannot start: the node cannot get the image " + image + ".")
                        .why(r.why().formatted(host)
                                + (r.id().equals("SLIP-600")
                                        ? near(snapshot, image)
                                                .map(n -> "; the node has " + n)
                                                .orElse("")
                                        : "")
                                + answer(r, newest))
                        .evidence(evidence)
                        .fix(
                                r.id().equals("SLIP-600")
                                        ? near(snapshot, image)
                                                .map(n -> Fix.setImage(
                                                        snapshot.changed(container.pod()), container.name(), n))
                                                .orElseGet(() -> new Fix.Advice("kubectl set image "
                                                        + snapshot.changed(container.pod())
                                                                .words() + " " + container.name()
                                                        + "=IMAGE   (with a name or tag that there is)"))
                                        : new Fix.Advice(r.fix().formatted(host))));
    }

    private static String answer(Refusal refusal, List<String> newest) {
        return newest.stream()
                .filter(l -> refusal.words().matcher(l).find())
                .findFirst()
                .map(l -> ": " + l.substring(Math.max(0, l.length() - 220)))
                .orElse("");
    }

    static String host(String image) {
        String first = image.contains("/") ? image.substring(0, image.indexOf('/')) : "";
        return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : "docker.io";
    }

    private static Predicate<String> hasName(String image) {
        String full = image.contains("/") ? image : "library/" + image;
        return n -> n.equals(image) || n.equals("docker.io/" + full) || n.equals(full);
    }

    private static boolean isOnNode(Snapshot snapshot, String image) {
        String tagged = image.matches(".*(:[^/]+|@.*)") ? image : image + ":latest";
        return images(snapshot).stream().anyMatch(hasName(tagged));
    }

    /** Another tag of the same repository that the node has. */
    private static Optional<String> near(Snapshot snapshot, String image) {
        return NearestName.of(
                        image,
                        images(snapshot).stream().filter(n -> !n.contains("@")).toList())
                .filter(n -> n.replaceFirst(":[^/]*$", "").equals(image.replaceFirst(":[^/]*$", ""))
                        || host(n).equals(host(image)));
    }

    private static List<String> images(Snapshot snapshot) {
        return snapshot.nodes().stream()
                .filter(n -> n.getStatus() != null)
                .flatMap(n -> n.getStatus().getImages().stream())
                .map(ContainerImage::getNames)
                .flatMap(List::stream)
                .toList();
    }
}
