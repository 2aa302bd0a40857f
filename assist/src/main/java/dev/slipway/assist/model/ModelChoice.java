package dev.slipway.assist.model;

import dev.slipway.assist.ModelEndpoint;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which model is asked, and how far it may go. There is one only where a person named it: a key in the environment alone sends
 * nothing anywhere. Where it is and its key come from the environment alone, so that no file of an application leads a key elsewhere.
 *
 * @param allow changes that mode {@code allow} makes without a question, as {@code edit deployment}
 */
public record ModelChoice(ModelEndpoint endpoint, String name, Budget budget, Mode mode, List<String> allow) {
    public ModelChoice {
        allow = List.copyOf(allow);
    }

    /**
     * @param file what {@code slipway.yaml} says under {@code assistance}; {@code SLIPWAY_MODEL}, {@code SLIPWAY_MODEL_MODE}
     *     and so on win over it
     * @throws SlipwayFailure SLIP-483 where a model is named that cannot be asked
     */
    public static Optional<ModelChoice> of(Map<String, String> env, Map<String, String> file) {
        String named = setting("model", env, file);
        if (named.isEmpty() || named.equals("none")) {
            return Optional.empty();
        }
        int slash = named.indexOf('/');
        String provider = slash < 0 ? named : named.substring(0, slash);
        String name = slash < 0 ? "" : named.substring(slash + 1);
        ModelEndpoint endpoint = ModelEndpoint.of(provider, env)
                .orElseThrow(() -> wrong(
                        named,
                        "'" + provider + "' is none of openai, anthropic, gemini, ollama",
                        "SLIPWAY_MODEL=PROVIDER/NAME"));
        if (name.isEmpty()) {
            throw wrong(named, "it names no model of " + provider, "SLIPWAY_MODEL=" + provider + "/NAME");
        }
        if (!endpoint.obstacle().isEmpty()) {
            throw wrong(named, endpoint.obstacle(), "set it, or unset SLIPWAY_MODEL: everything works without a model");
        }
        if (file.getOrDefault("mode", "").equals(Mode.ALLOW.word())) {
            throw wrong(
                    named,
                    "a file of an application cannot consent in a person's place (assistance.mode: allow)",
                    "SLIPWAY_MODEL_MODE=allow and SLIPWAY_MODEL_ALLOW in the environment");
        }
        String mode = setting("mode", env, file);
        Budget usual = Budget.USUAL;
        return Optional.of(new ModelChoice(
                endpoint,
                name,
                new Budget(
                        number("steps", usual.steps(), named, env, file),
                        number("tokens", usual.tokens(), named, env, file),
                        Duration.ofSeconds(number("seconds", (int) usual.time().toSeconds(), named, env, file))),
                mode.isEmpty()
                        ? Mode.ASK
                        : Mode.of(mode)
                                .orElseThrow(() -> wrong(
                                        named,
                                        "mode '" + mode + "' is none of " + String.join(", ", Mode.words()),
                                        "SLIPWAY_MODEL_MODE=ask")),
                Arrays.stream(setting("allow", env, Map.of()).split(","))
                        .map(s -> s.strip().toLowerCase(Locale.ROOT))
                        .filter(s -> !s.isEmpty())
                        .toList()));
    }

    private static String setting(String key, Map<String, String> env, Map<String, String> file) {
        String variable = key.equals("model") ? "SLIPWAY_MODEL" : "SLIPWAY_MODEL_" + key.toUpperCase(Locale.ROOT);
        return env.getOrDefault(variable, file.getOrDefault(key, "")).strip();
    }

    private static int number(String key, int usual, String named, Map<String, String> env, Map<String, String> file) {
        String text = setting(key, env, file);
        if (text.isEmpty()) {
            return usual;
        }
        if (!text.matches("[1-9]\\d{0,6}")) {
            throw wrong(
                    named, key + " is '" + text + "', which is no number above 0", "leave it out, or give a number");
        }
        return Integer.parseInt(text);
    }

    private static SlipwayFailure wrong(String named, String why, String fix) {
        return new SlipwayFailure(new Failure("SLIP-483", "The model " + named + " cannot be asked.", why, fix));
    }

    /** Whether a plan of these is made without a question. */
    public boolean allows(List<ObjectChange> changes) {
        return mode == Mode.ALLOW
                && !changes.isEmpty()
                && changes.stream()
                        .allMatch(c ->
                                allow.contains(verb(c) + " " + c.of().kind().toLowerCase(Locale.ROOT)));
    }

    private static String verb(ObjectChange change) {
        return switch (change) {
            case ObjectChange.Make ignored -> "make";
            case ObjectChange.Edit ignored -> "edit";
            case ObjectChange.Replace ignored -> "replace";
            case ObjectChange.Remove ignored -> "remove";
        };
    }

    /** As people name it. */
    public String told() {
        return endpoint.id() + "/" + name;
    }

    @Override
    public String toString() {
        return told();
    }
}
