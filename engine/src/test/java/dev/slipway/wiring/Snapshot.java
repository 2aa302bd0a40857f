package dev.slipway.wiring;

import dev.slipway.application.Application;
import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.Health;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import java.util.List;

/** An application and its build plans as text that a person can review. */
final class Snapshot {
    private final StringBuilder text = new StringBuilder();

    static String of(Application application, List<BuildPlan> plans) {
        Snapshot snapshot = new Snapshot();
        snapshot.line("application " + application.name());
        application.notes().forEach(note -> snapshot.line("note " + note));
        for (int i = 0; i < plans.size(); i++) {
            snapshot.line("");
            snapshot.service(application.services().get(i));
            snapshot.plan(plans.get(i));
        }
        return snapshot.text.toString();
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }

    private void service(Service service) {
        line("service " + service.name());
        line("  is " + service.role() + ", " + service.stack() + ", " + service.description() + ", in '" + service.dir()
                + "', port " + service.port());
        Health health = service.health();
        line("  health live=" + health.live() + " ready=" + health.ready() + " started=" + health.started()
                + " metrics=" + health.metrics());
        line("  needs " + String.join(" ", service.needs()));
        if (!service.aliases().isEmpty()) {
            line("  aliases " + String.join(" ", service.aliases()));
        }
        line("  migrate " + String.join(" ", service.migrate()));
        service.evidence().forEach(evidence -> line("  evidence " + evidence));
        service.env()
                .forEach(v -> line("  env " + v.name() + " " + shown(v.value()) + (v.required() ? " required " : " ")
                        + v.evidence()));
    }

    private void plan(BuildPlan plan) {
        line("  base " + plan.suite() + " " + String.join(" ", plan.packages()));
        line("  without " + String.join(" ", plan.without()));
        plan.source().forEach(file -> line("  source " + file));
        for (Step step : plan.steps()) {
            line("  step " + step.name() + " in '" + step.dir() + "': " + String.join(" ", step.command()));
            line("    env " + step.env() + " inputs " + step.inputs() + " outputs " + step.outputs());
        }
        for (LayerPlan layer : plan.layers()) {
            line("  layer " + layer.name());
            layer.copies().forEach(copy -> line("    " + copy.from() + " -> " + copy.to()));
            layer.texts()
                    .forEach(t -> line("    text " + t.to() + " " + Integer.toOctalString(t.mode()) + " "
                            + t.content().lines().count() + " lines"));
        }
        plan.archive().ifPresent(a -> line("  archive " + a.file() + " of " + a.classPath() + " above " + a.layers()));
        line("  run " + String.join(" ", plan.run().entrypoint()));
        line("    env " + plan.run().env());
        line("    in " + plan.run().workdir() + " as " + plan.run().uid() + " port "
                + plan.run().port() + " writable " + plan.run().writable());
    }

    /** Where a value comes from, and what it is. */
    static String shown(Value value) {
        return switch (value) {
            case Value.Literal literal -> "LITERAL '" + literal.text() + "'";
            case Value.Secret secret -> "SECRET ''";
            case Value.StorePart part ->
                kind(part) + " '"
                        + (part.fixed().isEmpty()
                                ? part.template()
                                : part.template().replace("}", "=" + part.fixed() + "}"))
                        + "'";
            case Value.StoreUrl url -> kind(url) + " '" + url.form() + "'";
            case Value.ServiceAddress address -> "SERVICE_ADDRESS '" + address.service() + "'";
            case Value.ServiceUrl url -> "SERVICE_URL '" + url.service() + url.path() + "'";
            case Value.PublicUrl url -> "PUBLIC_URL '" + url.path() + "'";
        };
    }

    private static String kind(Value.OfStore value) {
        return value.store().equals("redis") ? "CACHE_URL" : "DATABASE_URL";
    }
}
