package dev.slipway.deploy;

import dev.slipway.chart.Chart;
import dev.slipway.gate.Failure;
import java.util.List;

/** The releases of a cluster: Helm's part of the work. Nothing here waits for pods. */
interface Releases {
    /** Revisions, the oldest first; empty if no such release is installed. */
    List<Revision> history(String name) throws InterruptedException;

    /**
     * Installs or upgrades. It returns when the API server has taken the objects.
     *
     * @param publicUrl empty if the chart takes none
     * @param owner {@link Identity#id} of the application, noted with the revision
     * @return the number of the new revision
     * @throws dev.slipway.gate.SlipwayFailure if the objects were not taken
     */
    int apply(String name, Chart chart, String publicUrl, String description, String owner) throws InterruptedException;

    void rollback(String name, int revision) throws InterruptedException;

    void uninstall(String name) throws InterruptedException;

    /** ID of the failure that a Helm other than Slipway's is changing the release. */
    String BUSY = "SLIP-494";

    /** @param since who began, and when */
    static Failure busy(String name, String since, List<String> evidence) {
        return new Failure(
                BUSY,
                "The release " + name + " is being changed by somebody else.",
                "a change of it was begun " + since,
                evidence,
                "wait for its end (helm history -n " + name + " " + name + "), then run the command again",
                "the release was not touched");
    }
}
