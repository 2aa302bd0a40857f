package dev.slipway.diagnose.evidence;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** One container of a pod, as the pod's status shows it. */
public record Container(Pod pod, ContainerStatus status, boolean init) {
    private static final int OUT_OF_MEMORY = 137;

    /** All containers of a pod that have a status. */
    public static List<Container> of(Pod pod) {
        List<Container> containers = new ArrayList<>();
        if (pod.getStatus() != null) {
            pod.getStatus().getInitContainerStatuses().forEach(s -> containers.add(new Container(pod, s, true)));
            pod.getStatus().getContainerStatuses().forEach(s -> containers.add(new Container(pod, s, false)));
        }
        return containers;
    }

    /**
     * The containers that keep the pod from being ready: init containers that have not finished, and others that are
     * not ready.
     */
    public static List<Container> unready(Pod pod) {
        return PodFacts.ready(pod)
                        || (pod.getStatus() != null
                                && "Succeeded".equals(pod.getStatus().getPhase()))
                ? List.of()
                : of(pod).stream()
                        .filter(c -> c.init()
                                ? !c.succeeded()
                                : !Boolean.TRUE.equals(c.status().getReady()))
                        .toList();
    }

    public String name() {
        return status.getName();
    }

    public String service() {
        return PodFacts.service(pod);
    }

    public String podName() {
        return pod.getMetadata().getName();
    }

    /** The reason why it waits; empty if it does not wait. */
    public String waiting() {
        ContainerState state = status.getState();
        return state == null || state.getWaiting() == null || state.getWaiting().getReason() == null
                ? ""
                : state.getWaiting().getReason();
    }

    public String waitingMessage() {
        ContainerState state = status.getState();
        return state == null || state.getWaiting() == null || state.getWaiting().getMessage() == null
                ? ""
                : state.getWaiting().getMessage().strip();
    }

    public boolean running() {
        return status.getState() != null && status.getState().getRunning() != null;
    }

    /** Its last run that ended, even if it runs again. */
    public Optional<ContainerStateTerminated> ended() {
        ContainerState now = status.getState();
        if (now != null && now.getTerminated() != null) {
            return Optional.of(now.getTerminated());
        }
        ContainerState last = status.getLastState();
        return last == null ? Optional.empty() : Optional.ofNullable(last.getTerminated());
    }

    public boolean succeeded() {
        return status.getState() != null && status.getState().getTerminated() != null && exit() == 0;
    }

    public int exit() {
        return ended().map(ContainerStateTerminated::getExitCode).orElse(0);
    }

    public boolean outOfMemory() {
        return ended().map(t -> "OOMKilled".equals(t.getReason())
                        || (exit() == OUT_OF_MEMORY && "OOMKilled".equals(t.getMessage())))
                .orElse(false);
    }

    /** How often it has ended so far. */
    public int ends() {
        int restarts = status.getRestartCount() == null ? 0 : status.getRestartCount();
        return running() ? restarts : restarts + (ended().isPresent() ? 1 : 0);
    }

    /** Whether its last end came after {@code since}. A node's restart last week is no crash of this release. */
    public boolean endedAfter(Instant since) {
        return ended().map(t -> t.getFinishedAt() == null
                        || !Events.instant(t.getFinishedAt()).isBefore(since))
                .orElse(false);
    }

    /** Its specification in the pod. If the pod has none of this name, a specification with nothing but the name. */
    public io.fabric8.kubernetes.api.model.Container spec() {
        return pod.getSpec() == null
                ? new ContainerBuilder().withName(name()).build()
                : Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                        .filter(c -> c.getName().equals(name()))
                        .findFirst()
                        .orElseGet(() -> new ContainerBuilder().withName(name()).build());
    }

    /** Its memory limit as the API writes it; empty if it has none. */
    public String memoryLimit() {
        return spec().getResources() == null || spec().getResources().getLimits() == null
                ? ""
                : Objects.toString(spec().getResources().getLimits().get("memory"), "");
    }

    /** What it is started with: its command, its arguments and the values of its environment. */
    public String words() {
        StringBuilder words = new StringBuilder();
        Stream.concat(spec().getCommand().stream(), spec().getArgs().stream())
                .forEach(w -> words.append(w).append(' '));
        spec().getEnv().stream()
                .filter(e -> e.getValue() != null)
                .forEach(e -> words.append(e.getName())
                        .append('=')
                        .append(e.getValue())
                        .append(' '));
        return words.toString();
    }
}
