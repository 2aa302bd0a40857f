package dev.slipway.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The node cannot get an image. */
final class ImageRule implements Rule {
    /** Images that Slipway itself sends to the node: no registry has them. */
    private static final String OWN = "slipway.local/";

    private static final Set<String> FINAL = Set.of("ErrImageNeverPull", "InvalidImageName", "ImagePullBackOff");

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
        boolean own = image.startsWith(OWN);
        List<String> evidence = new ArrayList<>(List.of(reason + ": " + container.waitingMessage()));
        snapshot.eventsOf(container.pod()).stream()
                .filter(e -> Events.is(e, "Failed", "ErrImageNeverPull", "InspectFailed"))
                .map(Events::line)
                .distinct()
                .limit(3)
                .forEach(evidence::add);
        return new Cause(
                "SLIP-450",
                container.service(),
                PodFacts.object(container.pod()),
                own || FINAL.contains(reason),
                container.service() + " cannot start: the node has no image " + image + " and cannot get it.",
                own
                        ? "the image was built here and no registry has it; it is not, or no longer, in the node's store"
                        : evidence.getLast(),
                evidence,
                own
                        ? "./slipway deploy   (sends the images that the node lacks)"
                        : "docker pull " + image + "   (shows what the registry says)");
    }
}
