package dev.slipway.validate;

import dev.slipway.gate.Check;
import dev.slipway.gate.Progress;
import dev.slipway.validate.http.Addresses;
import dev.slipway.validate.http.Http;
import dev.slipway.validate.http.LimitedBody;
import dev.slipway.validate.scenario.LoadPlan;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Runs the loads and compares the measured values with the objectives (V4). */
final class LoadChecks {
    private static final List<String> REQUIREMENTS = List.of("V4", "G5");

    private final LoadRunner runner;
    private final Addresses addresses;
    private final Variables variables;
    private final Progress progress;

    LoadChecks(LoadRunner runner, Addresses addresses, Variables variables, Progress progress) {
        this.runner = runner;
        this.addresses = addresses;
        this.variables = variables;
        this.progress = progress;
    }

    List<Check> run(List<LoadPlan> plans, List<Verdict.Load> loads) throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        for (LoadPlan plan : plans) {
            TreeSet<String> missing = new TreeSet<>(variables.missing(plan.path()));
            plan.headers().values().forEach(v -> missing.addAll(variables.missing(v)));
            if (!missing.isEmpty()) {
                checks.add(Check.noData(
                        id(plan),
                        REQUIREMENTS,
                        title(plan),
                        "no step of a scenario has captured " + String.join(", ", missing),
                        "mend the scenario that captures it, then ./slipway validate"));
                continue;
            }
            Result tried = tried(plan, () -> run(plan));
            loads.add(tried.load());
            checks.add(tried.check());
        }
        return checks;
    }

    record Result(Verdict.Load load, Check check) {}

    @FunctionalInterface
    interface Trial {
        Verdict.Load run() throws InterruptedException;
    }

    /** Runs a load again if it was only too slow, because other work on the machine may have caused the delay. */
    static Result tried(LoadPlan plan, Trial trial) throws InterruptedException {
        Verdict.Load load = trial.run();
        Check check = judge(plan, load, "");
        if (check.status() != Check.Status.FAIL || errors(load) > plan.errors()) {
            return new Result(load, check);
        }
        Verdict.Load again = trial.run();
        return new Result(again, judge(plan, again, "; in a run just before it " + exceeded(load)));
    }

    private static double errors(Verdict.Load load) {
        return load.requests() == 0 ? 0 : (double) load.errors() / load.requests();
    }

    /** The percentiles above their objectives, with their values. */
    private static String exceeded(Verdict.Load load) {
        return load.percentiles().entrySet().stream()
                .filter(p -> p.getValue() > load.objectives().getOrDefault(p.getKey(), Double.MAX_VALUE))
                .map(p -> "p" + p.getKey() + " was " + number(p.getValue()) + " ms")
                .collect(Collectors.joining(", "));
    }

    private Verdict.Load run(LoadPlan plan) throws InterruptedException {
        progress.started(
                "validate",
                "load",
                plan.name() + ": " + number(plan.rate()) + " requests a second for " + plan.seconds() + " s");
        URI uri = addresses.of(plan.service(), variables.fill(plan.path()));
        Map<String, String> headers = new LinkedHashMap<>();
        plan.headers().forEach((name, value) -> headers.put(name, variables.fill(value)));
        HttpRequest request =
                Http.request(plan.method(), uri, headers, plan.body().map(variables::fill));
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            return runner.run(plan, plan.name() + " (" + plan.method() + " " + uri.getPath() + ")", () -> {
                try {
                    return client.send(request, LimitedBody.discarded(LimitedBody.PATIENCE))
                                    .statusCode()
                            < 400;
                } catch (IOException e) {
                    return false;
                }
            });
        }
    }

    /** @param before the result of an earlier try, for people; empty for the first one */
    private static Check judge(LoadPlan plan, Verdict.Load load, String before) {
        List<String> measured = new ArrayList<>();
        List<String> over = new ArrayList<>();
        load.percentiles().entrySet().stream()
                .sorted((a, b) -> Double.compare(Double.parseDouble(a.getKey()), Double.parseDouble(b.getKey())))
                .forEach(p -> {
                    Double most = load.objectives().get(p.getKey());
                    measured.add("p" + p.getKey() + " " + number(p.getValue()) + " ms"
                            + (most == null ? "" : " (at most " + number(most) + ")"));
                    if (most != null && p.getValue() > most) {
                        over.add("p" + p.getKey());
                    }
                });
        String evidence = load.requests() + " requests at " + number(load.rate()) + "/s, " + load.errors() + " errors: "
                + String.join(", ", measured) + before;
        if (!load.valid()) {
            return Check.noData(
                    id(plan),
                    REQUIREMENTS,
                    title(plan),
                    "this machine could not keep the rate itself, so that the figures say nothing of the application: "
                            + evidence,
                    "./slipway validate when the machine has less to do, or a lower rate in the scenario");
        }
        boolean failing = errors(load) > plan.errors();
        return Check.of(
                over.isEmpty() && !failing,
                id(plan),
                REQUIREMENTS,
                title(plan),
                evidence,
                failing
                        ? "./slipway logs   (" + load.errors() + " requests failed, at most "
                                + (long) (plan.errors() * load.requests()) + " may)"
                        : "more CPU or replicas (./slipway eject, then services.NAME in slipway/chart/values.yaml), or another"
                                + " objective for "
                                + String.join(", ", over) + " in the scenario");
    }

    private static String id(LoadPlan plan) {
        return "V4.load." + ScenarioRunner.slug(plan.name());
    }

    private static String title(LoadPlan plan) {
        return plan.name() + " stays within its objectives under load";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.format(Locale.ROOT, "%.1f", value);
    }
}
