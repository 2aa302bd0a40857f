package dev.slipway.deploy;

import dev.slipway.chart.Chart;
import dev.slipway.gate.SlipwayFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Helm's bookkeeping without Helm; what an installation makes on the cluster is the test's. */
final class RecordedReleases implements Releases {
    final List<String> calls = new ArrayList<>();
    final List<Revision> revisions = new ArrayList<>();
    /** Of each revision that was made with one. */
    final List<String> owners = new ArrayList<>();
    /** What was installed, the newest last. */
    final List<Chart> charts = new ArrayList<>();

    Runnable made = () -> {};
    Runnable restored = () -> {};
    Runnable removed = () -> {};

    @Nullable
    SlipwayFailure refusal;

    @Override
    public List<Revision> history(String name) {
        return List.copyOf(revisions);
    }

    @Override
    public int apply(String name, Chart chart, String publicUrl, String description, String owner) {
        calls.add("apply " + publicUrl);
        charts.add(chart);
        if (refusal != null) {
            add("failed", description);
            throw refusal;
        }
        add("deployed", description);
        owners.add(owner);
        made.run();
        return revisions.size();
    }

    void add(String state, String description) {
        revisions.replaceAll(r -> r.state().equals("deployed")
                ? new Revision(r.number(), "superseded", r.description(), r.updated())
                : r);
        revisions.add(new Revision(revisions.size() + 1, state, description, "2026-11-23T18:40:12.5+00:00"));
    }

    @Override
    public void rollback(String name, int revision) {
        calls.add("rollback " + revision);
        add("deployed", "Rollback to " + revision);
        restored.run();
    }

    @Override
    public void uninstall(String name) {
        calls.add("uninstall");
        revisions.clear();
        removed.run();
    }
}
