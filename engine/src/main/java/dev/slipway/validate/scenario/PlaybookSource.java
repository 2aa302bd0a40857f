package dev.slipway.validate.scenario;

import dev.slipway.application.Application;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.browser.Chromium;
import dev.slipway.gate.Failure;
import dev.slipway.gate.OwnerOnly;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.validate.http.Addresses;
import dev.slipway.validate.http.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the playbook: the user's own file, else one made from the application's OpenAPI document or page. */
public final class PlaybookSource {
    private static final String OWN = "slipway/scenario.yaml";
    private static final String FOUND_OUT = "scenario.yaml";

    private final Workspace workspace;
    private final Progress progress;

    public PlaybookSource(Workspace workspace, Progress progress) {
        this.workspace = workspace;
        this.progress = progress;
    }

    /**
     * A playbook and its file.
     *
     * @param file for a person to read and edit; relative to the source folder if it lies there
     */
    public record PlaybookFile(Playbook playbook, String file) {
        /** Whether it has a scenario that needs no browser. */
        public boolean triesMoreThanPages() {
            return playbook.scenarios().stream().anyMatch(scenario -> !scenario.needsBrowser());
        }
    }

    /**
     * A playbook that exists already: the user's own, or one that Slipway made before. A damaged one of Slipway's
     * counts as missing.
     */
    public Optional<PlaybookFile> kept() {
        Path file = workspace.work().resolve(FOUND_OUT);
        return usersOwn()
                .or(() -> Files.exists(file)
                        ? Optional.of(read(file))
                                .filter(read -> read.problems().isEmpty())
                                .map(read -> new PlaybookFile(read.playbook(), generated(file)))
                        : Optional.empty());
    }

    /** The name of a file that Slipway wrote, relative to the source folder if it lies there. */
    private String generated(Path file) {
        return file.startsWith(workspace.source())
                ? workspace.source().relativize(file).toString()
                : file.toString();
    }

    private Optional<PlaybookFile> usersOwn() {
        Path file = workspace.source().resolve(OWN);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        PlaybookReader.Result read = read(file);
        if (!read.problems().isEmpty()) {
            throw new SlipwayFailure(new Failure(
                    "SLIP-501",
                    OWN + " cannot be used: " + read.problems().size()
                            + (read.problems().size() == 1 ? " problem." : " problems."),
                    OWN + ", " + read.problems().getFirst(),
                    read.problems(),
                    "mend the places that are named, then ./slipway validate",
                    "nothing was tried; the release serves on"));
        }
        return Optional.of(new PlaybookFile(read.playbook(), OWN));
    }

    private static PlaybookReader.Result read(Path file) {
        try {
            return PlaybookReader.read(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public PlaybookFile find(Application application, Http http, Addresses addresses, Optional<Chromium> browser)
            throws InterruptedException {
        Optional<PlaybookFile> own = usersOwn();
        if (own.isPresent()) {
            return own.get();
        }
        Playbook playbook = generate(application, http, addresses, browser);
        String yaml = "# Found out by Slipway. To keep and change it, copy it to slipway/scenario.yaml.\n"
                + PlaybookWriter.write(playbook);
        Path file;
        try {
            file = workspace.makeWork().resolve(FOUND_OUT);
            OwnerOnly.write(file, yaml.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        progress.done(
                "validate",
                "playbook",
                playbook.scenarios().size() + " scenarios and "
                        + playbook.loads().size() + " loads found out");
        return new PlaybookFile(playbook, generated(file));
    }

    private static Playbook generate(
            Application application, Http http, Addresses addresses, Optional<Chromium> browser)
            throws InterruptedException {
        List<Scenario> scenarios = new ArrayList<>();
        List<LoadPlan> loads = new ArrayList<>();
        for (Service service : application.services()) {
            if (service.role() == Role.BACKEND && addresses.has(service.name())) {
                OpenApi.of(http, addresses, service.name()).ifPresent(api -> {
                    OpenApiPlaybook known = new OpenApiPlaybook(api, service.name());
                    known.signUp().ifPresent(scenarios::add);
                    known.scenario().ifPresent(scenarios::add);
                    known.load().ifPresent(loads::add);
                });
            }
        }
        // A backend may render its pages itself, and some answer nothing but their start path.
        Http.Answer start = http.get(addresses.of("", "/"));
        boolean page = start.status() == 200 && start.html();
        if (application.service(Role.FRONTEND).isPresent() || page) {
            scenarios.add(new PagePlaybook(addresses, browser, "").scenario());
            loads.add(start("Open the page"));
            for (Service service : application.services()) {
                if (service.role() == Role.FRONTEND
                        && addresses.has(service.name())
                        && !addresses.of(service.name(), "/").equals(addresses.of("", "/"))) {
                    scenarios.add(new PagePlaybook(addresses, browser, service.name()).scenario());
                }
            }
        } else if (start.status() == 200 && scenarios.isEmpty()) {
            scenarios.add(new Scenario(
                    "Start",
                    List.of("V2", "G5"),
                    List.of(new Scenario.Request(
                            "Ask for /",
                            "",
                            "",
                            "GET",
                            "/",
                            Map.of(),
                            Optional.empty(),
                            Scenario.Expect.SUCCESS,
                            Map.of(),
                            0))));
            loads.add(start("Ask for /"));
        }
        return new Playbook(scenarios, loads);
    }

    private static LoadPlan start(String name) {
        return new LoadPlan(
                name, "", "GET", "/", Map.of(), Optional.empty(), 20, 5, Map.of("95", 500.0, "99", 1000.0), 0.001);
    }
}
