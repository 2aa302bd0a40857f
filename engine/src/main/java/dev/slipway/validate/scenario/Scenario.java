package dev.slipway.validate.scenario;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Things to do with an application, in order, as one person or program would. It ends at the first step that does not
 * hold.
 *
 * @param requirements IDs that it answers
 */
public record Scenario(String name, List<String> requirements, List<Step> steps) {
    public Scenario {
        requirements = List.copyOf(requirements);
        steps = List.copyOf(steps);
    }

    public boolean needsBrowser() {
        return steps.stream().anyMatch(Browse.class::isInstance);
    }

    /** The same without steps that end pods on purpose; its name says so. */
    public Scenario withoutKills() {
        List<Step> left = steps.stream().filter(step -> !(step instanceof Kill)).toList();
        return left.size() == steps.size() ? this : new Scenario(name + " (no pod ended)", requirements, left);
    }

    public sealed interface Step {
        String name();
    }

    /**
     * One HTTP request.
     *
     * @param service whose address it goes to; empty for the application's own
     * @param session requests of one session share cookies
     * @param capture variables to take from the answer, by JSON path
     * @param within seconds for which it is tried again while it does not hold; 0 for one attempt
     */
    public record Request(
            String name,
            String service,
            String session,
            String method,
            String path,
            Map<String, String> headers,
            Optional<JsonNode> body,
            Expect expect,
            Map<String, String> capture,
            int within)
            implements Step {
        public Request {
            headers = Map.copyOf(headers);
            capture = Map.copyOf(capture);
        }
    }

    /**
     * What an answer has to be.
     *
     * @param status any of these; empty for any 2xx
     * @param json value by JSON path; {@code "*"} for any value
     * @param contains texts in the body; @param absent texts that must not be in it
     */
    public record Expect(List<Integer> status, Map<String, JsonNode> json, List<String> contains, List<String> absent) {
        static final Expect SUCCESS = new Expect(List.of(), Map.of(), List.of(), List.of());

        public Expect {
            status = List.copyOf(status);
            json = Map.copyOf(json);
            contains = List.copyOf(contains);
            absent = List.copyOf(absent);
        }
    }

    /** Deletes one ready pod of a service. The steps after it show whether anybody would have noticed. */
    public record Kill(String name, String service) implements Step {}

    /** Work in a browser's page. All such steps of one scenario share the page. */
    public record Browse(String name, List<Action> actions) implements Step {
        public Browse {
            actions = List.copyOf(actions);
        }
    }

    /**
     * One thing a person does or sees. A selector is CSS, or {@code label=...} for a field by its label, or
     * {@code text=...} for a button or link by its words.
     */
    public sealed interface Action {
        /** @param service whose page it is; empty for the application's own */
        record Goto(String path, String service) implements Action {}

        record Fill(String selector, String text) implements Action {}

        record Click(String selector) implements Action {}

        record Press(String key) implements Action {}

        record ExpectText(String text) implements Action {}

        record Screenshot(String name) implements Action {}

        /** The page has reported no script error and no failed resource so far. */
        record NoErrors() implements Action {}
    }
}
