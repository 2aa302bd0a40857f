package dev.slipway.validate;

import dev.slipway.validate.http.Addresses;
import dev.slipway.validate.http.Http;
import dev.slipway.validate.scenario.JsonPath;
import dev.slipway.validate.scenario.Scenario;
import dev.slipway.validate.scenario.Scenario.Request;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Does one request of a scenario and judges the answer. */
final class RequestStep {
    private final Http http;
    private final Addresses addresses;
    private final Variables variables;

    RequestStep(Http http, Addresses addresses, Variables variables) {
        this.http = http;
        this.addresses = addresses;
        this.variables = variables;
    }

    StepOutcome run(Request request) throws InterruptedException {
        Set<String> missing = new TreeSet<>(variables.missing(request.path()));
        request.headers().values().forEach(value -> missing.addAll(variables.missing(value)));
        if (!missing.isEmpty()) {
            return StepOutcome.fell("no earlier step has captured " + String.join(", ", missing));
        }
        long end = System.nanoTime() + Duration.ofSeconds(request.within()).toNanos();
        long started = System.nanoTime();
        StepOutcome outcome = attempt(request);
        int attempts = 1;
        while (!outcome.ok() && System.nanoTime() < end) {
            Thread.sleep(Math.min(1000, 100L * attempts));
            outcome = attempt(request);
            attempts++;
        }
        if (attempts == 1) {
            return outcome;
        }
        long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
        return new StepOutcome(
                outcome.ok(), outcome.seen() + " (attempt " + attempts + ", after " + millis + " ms)", "");
    }

    private StepOutcome attempt(Request request) throws InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> headers.put(name, variables.fill(value)));
        URI uri;
        try {
            uri = addresses.of(request.service(), variables.fill(request.path()));
        } catch (IllegalArgumentException e) {
            return StepOutcome.fell("not an address: " + e.getMessage());
        }
        Http.Answer answer = http.send(
                request.session(),
                request.method(),
                uri,
                headers,
                request.body().map(variables::fill));
        List<String> wrong = judge(request.expect(), answer);
        if (wrong.isEmpty()) {
            wrong.addAll(capture(request, answer.json()));
        }
        String line = request.method() + " " + uri.getPath() + " → " + answer.seen();
        return wrong.isEmpty() ? StepOutcome.held(line) : StepOutcome.fell(String.join("; ", wrong) + ". " + line);
    }

    private List<String> judge(Scenario.Expect expect, Http.Answer answer) {
        List<String> wrong = new ArrayList<>();
        boolean status = expect.status().isEmpty()
                ? answer.status() / 100 == 2
                : expect.status().contains(answer.status());
        if (!status) {
            wrong.add("expected status "
                    + (expect.status().isEmpty() ? "2xx" : expect.status().toString()));
            return wrong;
        }
        JsonNode json = answer.json();
        expect.json().forEach((path, value) -> {
            JsonNode found = JsonPath.find(json, path);
            JsonNode wanted = variables.fill(value);
            boolean any = wanted.isString() && wanted.asString().equals("*");
            if (found.isMissingNode() || (!any && !same(found, wanted))) {
                wrong.add("expected " + path + " to be " + (any ? "there" : wanted));
            }
        });
        for (String text : expect.contains()) {
            if (!answer.body().contains(variables.fill(text))) {
                wrong.add("expected \"" + variables.fill(text) + "\" in the answer");
            }
        }
        for (String text : expect.absent()) {
            if (answer.body().contains(variables.fill(text))) {
                wrong.add("did not expect \"" + variables.fill(text) + "\" in the answer");
            }
        }
        return wrong;
    }

    /** A number and its text are the same here: YAML's author should not have to know which one an API sends. */
    private static boolean same(JsonNode found, JsonNode wanted) {
        return found.equals(wanted)
                || (found.isValueNode()
                        && wanted.isValueNode()
                        && !found.isNull()
                        && Variables.words(found).equals(Variables.words(wanted)));
    }

    private List<String> capture(Request request, JsonNode json) {
        List<String> wrong = new ArrayList<>();
        request.capture().forEach((name, path) -> {
            JsonNode value = JsonPath.find(json, path);
            if (value.isMissingNode() || value.isNull()) {
                wrong.add("nothing at " + path + " to capture as " + name);
            } else {
                variables.put(name, value);
            }
        });
        return wrong;
    }
}
