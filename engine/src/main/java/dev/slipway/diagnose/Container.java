package dev.slipway.diagnose;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One container of a pod, as its status tells. */
record Container(Pod pod, ContainerStatus status, boolean init) {
    private static final int OUT_OF_MEMORY = 137;

    /** The containers that keep the pod from being ready: init containers that are not through, and those not ready. */
    static List<Container> unready(Pod pod) {
        List<Container> containers = new ArrayList<>();
        if (pod.getStatus() == null || PodFacts.ready(pod)) {
            return containers;
        }
        for (ContainerStatus status : pod.getStatus().getInitContainerStatuses()) {
            Container container = new Container(pod, status, true);
            if (!container.succeeded()) {
                containers.add(container);
            }
        }
        for (ContainerStatus status : pod.getStatus().getContainerStatuses()) {
            if (!Boolean.TRUE.equals(status.getReady())) {
                containers.add(new Container(pod, status, false));
            }
        }
        return containers;
    }

    String name() {
        return status.getName();
    }

    String service() {
        return PodFacts.service(pod);
    }

    String podName() {
        return pod.getMetadata().getName();
    }

    /** The reason why it waits; an empty text where it does not. */
    String waiting() {
        ContainerState state = status.getState();
        return state == null || state.getWaiting() == null || state.getWaiting().getReason() == null
                ? ""
                : state.getWaiting().getReason();
    }

    String waitingMessage() {
        ContainerState state = status.getState();
        return state == null || state.getWaiting() == null || state.getWaiting().getMessage() == null
                ? ""
                : state.getWaiting().getMessage().strip();
    }

    boolean running() {
        return status.getState() != null && status.getState().getRunning() != null;
    }

    /** Its last run that ended, whether or not it runs again. */
    Optional<ContainerStateTerminated> ended() {
        ContainerState now = status.getState();
        if (now != null && now.getTerminated() != null) {
            return Optional.of(now.getTerminated());
        }
        ContainerState last = status.getLastState();
        return last == null ? Optional.empty() : Optional.ofNullable(last.getTerminated());
    }

    boolean succeeded() {
        return status.getState() != null && status.getState().getTerminated() != null && exit() == 0;
    }

    int exit() {
        return ended().map(ContainerStateTerminated::getExitCode).orElse(0);
    }

    boolean outOfMemory() {
        return ended().map(t -> "OOMKilled".equals(t.getReason())
                        || (exit() == OUT_OF_MEMORY && "OOMKilled".equals(t.getMessage())))
                .orElse(false);
    }

    /** How often it has ended so far. */
    int ends() {
        int restarts = status.getRestartCount() == null ? 0 : status.getRestartCount();
        return running() ? restarts : restarts + (ended().isPresent() ? 1 : 0);
    }

    /** Whether its last end came after {@code since}: a node's restart last week is no crash of this release. */
    boolean endedAfter(Instant since) {
        return ended().map(t -> t.getFinishedAt() == null
                        || !Events.instant(t.getFinishedAt()).isBefore(since))
                .orElse(false);
    }
}
