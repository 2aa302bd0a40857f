package dev.slipway.assist.intent;

import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.diagnose.evidence.Ref;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Remembers the objects of a conversation, which "it" and "there" refer to. */
public final class Spoken {
    private final Deque<Ref> spoken = new ArrayDeque<>();
    private String namespace = "";

    public void speak(Ref of) {
        spoken.remove(of);
        spoken.addFirst(of);
    }

    public void speakOf(String ofNamespace) {
        namespace = ofNamespace;
    }

    public String namespace() {
        return namespace;
    }

    /** The last object of these kinds. */
    public Optional<Ref> last(List<ResourceKind> kinds) {
        return spoken.stream()
                .filter(r -> ResourceKind.of(r.kind()).filter(kinds::contains).isPresent())
                .findFirst();
    }

    public void forgetAll() {
        spoken.clear();
        namespace = "";
    }
}
