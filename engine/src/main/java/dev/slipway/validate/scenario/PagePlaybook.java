package dev.slipway.validate.scenario;

import dev.slipway.browser.Chromium;
import dev.slipway.browser.Tab;
import dev.slipway.validate.http.Addresses;
import dev.slipway.validate.scenario.Scenario.Action;
import dev.slipway.validate.scenario.Scenario.Browse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Makes a playbook for a page of which nothing is known: open it, and use a form that adds something if it has one.
 */
final class PagePlaybook {
    private static final String TEXT = "Slipway ${unique}";

    private final Addresses addresses;
    private final Optional<Chromium> browser;
    private final String service;

    /** @param service whose page it is; empty for the application's own */
    PagePlaybook(Addresses addresses, Optional<Chromium> browser, String service) {
        this.addresses = addresses;
        this.browser = browser;
        this.service = service;
    }

    Scenario scenario() throws InterruptedException {
        List<Scenario.Step> steps = new ArrayList<>();
        steps.add(new Browse("Open it", List.of(start(), new Action.NoErrors(), new Action.Screenshot(name()))));
        form().ifPresent(form -> steps.add(new Browse(
                "Add something",
                List.of(
                        new Action.Fill("label=" + form.path("field").asString(""), TEXT),
                        new Action.Click("text=" + form.path("button").asString("")),
                        new Action.ExpectText(TEXT),
                        new Action.Screenshot(service.isEmpty() ? "added" : service + " added"),
                        // The text has to be there after a reload: then it is stored and not only shown.
                        start(),
                        new Action.ExpectText(TEXT),
                        new Action.NoErrors()))));
        return new Scenario(name(), List.of("V2", "V3", "G5"), steps);
    }

    private String name() {
        return service.isEmpty() ? "Page" : "Page of " + service;
    }

    private Action.Goto start() {
        return new Action.Goto("/", service);
    }

    private Optional<JsonNode> form() throws InterruptedException {
        if (browser.isEmpty()) {
            return Optional.empty();
        }
        try {
            Tab tab = browser.get().open();
            tab.open(addresses.of(service, "/").toString());
            JsonNode form = tab.form();
            return form.has("field") ? Optional.of(form) : Optional.empty();
        } catch (IOException e) {
            // The scenario's first step will meet the same error and report it.
            return Optional.empty();
        }
    }
}
