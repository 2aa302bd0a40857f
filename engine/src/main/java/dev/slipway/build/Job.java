package dev.slipway.build;

import dev.slipway.application.Application;
import dev.slipway.application.BuildPlan;
import dev.slipway.application.Service;
import dev.slipway.gate.Progress;
import dev.slipway.gate.Workspace;
import java.nio.file.Path;
import java.util.Optional;

/** One service to be built, where its files lie, and whom to tell. @param date that its files get */
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

    /** Records about the build folder. They lie beside it, so that no layer takes them along. */
    public Path state() {
        return builds().resolve(name() + ".state");
    }

    /** The folder with what a person may read: Dockerfile and SBOM. */
    public Path artefacts() {
        return workspace.work().resolve("images").resolve(name());
    }

    /** The bill of materials, in CycloneDX' form. */
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
