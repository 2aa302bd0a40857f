package dev.slipway.deploy;

/**
 * State of the pods of one service.
 *
 * @param kind {@code Deployment} or {@code StatefulSet}
 * @param ready number of ready pods of the newest revision
 * @param desired number of pods that there should be
 * @param complete whether all pods are of the newest revision and ready
 * @param note what it waits for; empty if it is complete
 */
public record Workload(String service, String kind, int ready, int desired, boolean complete, String note) {
    /** For people: {@code backend 1/2 (waiting: migrations)}. */
    public String line() {
        return service + " " + ready + "/" + desired + (note.isEmpty() ? "" : " (" + note + ")");
    }
}
