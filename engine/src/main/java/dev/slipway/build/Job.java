package dev.slipway.build;

import dev.slipway.application.Application;
import dev.slipway.application.BuildPlan;
import dev.slipway.application.Service;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import java.nio.file.Path;
import java.util.Optional;

/** The build of one service: its service and plan, its folders, and its progress. @param date that its files get */
public record Job(
        Workspace workspace,
        Application application,
        Service service,
        BuildPlan plan,
        SourceDate date,
        Progress progress) {
    public static final String PHASE = "containerize";

    public String name() {
        return service.name();
    }

    /** Two checkouts of one application have build folders of their own. */
    public Path builds() {
        String checkout = Fingerprint.of(workspace.source().toString()).substring(0, 8);
        return allBuilds(workspace).resolve(application.name() + "-" + checkout);
    }

    public static Path allBuilds(Workspace workspace) {
        return workspace.home().resolve("build");
    }

    public Path build() {
        return builds().resolve(name());
    }

    /**
     * The folder for records about the build folder. It lies beside the build folder, so that no layer contains it.
     */
    public Path state() {
        return builds().resolve(name() + ".state");
    }

    /** The folder with files for people: Dockerfile and SBOM. */
    public Path artefacts() {
        return workspace.work().resolve("images").resolve(name());
    }

    /** The SBOM in CycloneDX format. */
    public Path sbom() {
        return artefacts().resolve("sbom.cdx.json");
    }

    public Path dockerfile() {
        return artefacts().resolve("Dockerfile");
    }

    public String repository() {
        return "slipway.local/" + application.name() + "/" + name();
    }

    public void tell(String detail) {
        progress.on(new Progress.Event.Advanced(PHASE, name(), detail, -1, Optional.empty()));
    }

    public void tell(String detail, double fraction) {
        progress.on(new Progress.Event.Advanced(PHASE, name(), detail, fraction, Optional.empty()));
    }

    public void skipped(String detail) {
        progress.on(new Progress.Event.Skipped(PHASE, name(), detail));
    }

    public void note(String detail) {
        progress.on(new Progress.Event.Noted(PHASE, name(), detail));
    }
}
