package dev.slipway.containerize;

import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import dev.slipway.source.Application;
import dev.slipway.source.BuildPlan;
import dev.slipway.source.Service;
import java.nio.file.Path;
import java.util.Optional;

/** One service to be built, where its files lie, and whom to tell. */
record Job(Workspace workspace, Application application, Service service, BuildPlan plan, Progress progress) {
    static final String PHASE = "containerize";

    String name() {
        return service.name();
    }

    /** Two checkouts of one application have build folders of their own. */
    Path builds() {
        String checkout = Digests.of(workspace.source().toString()).substring(0, 8);
        return allBuilds(workspace).resolve(application.name() + "-" + checkout);
    }

    static Path allBuilds(Workspace workspace) {
        return workspace.home().resolve("build");
    }

    Path build() {
        return builds().resolve(name());
    }

    /** What is known of the build folder; beside it, so that no layer ever takes it along. */
    Path state() {
        return builds().resolve(name() + ".state");
    }

    /** What a person may read: Dockerfile, SBOM. */
    Path artefacts() {
        return workspace.work().resolve("images").resolve(name());
    }

    String repository() {
        return "slipway.local/" + application.name() + "/" + name();
    }

    void tell(String detail) {
        progress.on(new Progress.Event.Advanced(PHASE, name(), detail, -1, Optional.empty()));
    }

    void tell(String detail, double fraction) {
        progress.on(new Progress.Event.Advanced(PHASE, name(), detail, fraction, Optional.empty()));
    }

    void skipped(String detail) {
        progress.on(new Progress.Event.Skipped(PHASE, name(), detail));
    }

    void note(String detail) {
        progress.on(new Progress.Event.Noted(PHASE, name(), detail));
    }
}
