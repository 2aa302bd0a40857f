package dev.slipway.validate;

import dev.slipway.browser.Tab;
import dev.slipway.validate.http.Addresses;
import dev.slipway.validate.scenario.Scenario.Action;
import dev.slipway.validate.scenario.Scenario.Browse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** Performs one step of a scenario in a page. */
final class BrowseStep {
    private final Tab tab;
    private final Addresses addresses;
    private final Variables variables;
    private final Path pictures;

    BrowseStep(Tab tab, Addresses addresses, Variables variables, Path pictures) {
        this.tab = tab;
        this.addresses = addresses;
        this.variables = variables;
        this.pictures = pictures;
    }

    StepOutcome run(Browse step) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        String picture = "";
        for (Action action : step.actions()) {
            try {
                switch (action) {
                    case Action.Goto a -> {
                        tab.open(addresses
                                .of(a.service(), variables.fill(a.path()))
                                .toString());
                        seen.add("opened " + variables.fill(a.path()));
                    }
                    case Action.Fill a -> tab.fill(a.selector(), variables.fill(a.text()));
                    case Action.Click a -> {
                        tab.click(variables.fill(a.selector()));
                        seen.add("clicked " + variables.fill(a.selector()));
                    }
                    case Action.Press a -> tab.press(a.key());
                    case Action.ExpectText a -> {
                        tab.expectText(variables.fill(a.text()));
                        seen.add("saw \"" + variables.fill(a.text()) + "\"");
                    }
                    case Action.Screenshot a -> picture = photograph(a.name());
                    case Action.NoErrors a -> {
                        if (!tab.errors().isEmpty()) {
                            throw new IOException("the page reports: " + String.join(" | ", tab.errors()));
                        }
                        seen.add("no error reported"
                                + (tab.outOfReach().isEmpty()
                                        ? ""
                                        : " (this machine does not reach "
                                                + String.join(", ", new TreeSet<>(tab.outOfReach()))
                                                + ", from where the page loads something)"));
                    }
                }
            } catch (IOException e) {
                return new StepOutcome(
                        false, prefix(seen) + e.getMessage(), photographQuietly("failed-" + step.name()));
            }
        }
        return new StepOutcome(true, String.join(", ", seen), picture);
    }

    private static String prefix(List<String> seen) {
        return seen.isEmpty() ? "" : String.join(", ", seen) + ", then: ";
    }

    private String photograph(String name) throws IOException, InterruptedException {
        String file = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".png";
        return tab.screenshot(pictures.resolve(file)).toString();
    }

    private String photographQuietly(String name) throws InterruptedException {
        try {
            return photograph(name);
        } catch (IOException e) {
            // The step has failed already, for another reason.
            return "";
        }
    }
}
