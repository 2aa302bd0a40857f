package dev.slipway.source;

import java.util.List;
import java.util.Optional;

/** A server that keeps others' data: it has no source, other services' need of it brings it in. */
interface Store extends Stack {
    @Override
    default Optional<Found> detect(Tree tree, String dir) {
        return Optional.empty();
    }

    /** Its name is the stack's. @param evidence who needs it */
    Service service(List<String> evidence);
}
