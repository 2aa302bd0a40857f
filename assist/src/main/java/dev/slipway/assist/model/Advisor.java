package dev.slipway.assist.model;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.slipway.assist.guard.Fence;
import dev.slipway.assist.guard.Redaction;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a model what the rules could not read. It looks by tools, plans by tools, and changes nothing. What it sees has lost its
 * secrets and is marked as data; how long, how often and how much it may answer is bounded.
 */
public final class Advisor {
    private static final int SAME = 3;
    private static final int MISUSES = 4;
    private static final int CHARS_A_TOKEN = 4;
    private static final int SAID = 6000;
    private static final int REMEMBERED = 12;

    private final ModelChoice choice;
    private final ChatModel model;
    private final Redaction redaction;
    private final AuditTrail trail;
    private final InstantSource clock;
    /** What was asked and answered before, without what it looked at. */
    private final List<ChatMessage> before = new ArrayList<>();

    public Advisor(ModelChoice choice, Redaction redaction, AuditTrail trail, InstantSource clock) {
        this(choice, ChatModels.open(choice), redaction, trail, clock);
    }

    Advisor(ModelChoice choice, ChatModel model, Redaction redaction, AuditTrail trail, InstantSource clock) {
        this.choice = choice;
        this.model = model;
        this.redaction = redaction;
        this.trail = trail;
        this.clock = clock;
    }

    public ModelChoice choice() {
        return choice;
    }

    /**
     * @param objects of the cluster; what is planned is put in
     * @param namespace that holds where nothing else is said
     */
    public Advice ask(String text, LiveObjects objects, String namespace, Eyes eyes) throws InterruptedException {
        Fence fence = new Fence();
        ModelTools tools =
                new ModelTools(objects, namespace, eyes, redaction, fence, clock, choice.mode() != Mode.READ_ONLY);
        String asked = redaction.of(text);
        trail.told("asked " + choice.told(), asked);
        List<ChatMessage> messages = new ArrayList<>();
        messages.add(SystemMessage.from(rules(fence, namespace)));
        messages.addAll(before);
        messages.add(UserMessage.from(asked));
        Advice advice;
        try {
            advice = new Round(
                            tools,
                            messages,
                            clock.instant().plus(choice.budget().time()))
                    .run();
        } catch (Useless e) {
            advice = new Advice.Failed(String.valueOf(e.getMessage()));
        }
        trail.told("came to", told(advice));
        if (!(advice instanceof Advice.Failed)) {
            before.add(UserMessage.from(asked));
            before.add(AiMessage.from(redaction.of(told(advice))));
            while (before.size() > REMEMBERED) {
                before.removeFirst();
            }
        }
        return advice;
    }

    private String rules(Fence fence, String namespace) {
        return "You help a person with a Kubernetes cluster. You have typed tools, no shell. Namespace that holds: "
                + namespace
                + ". Look before you plan; ask diagnose why something fails. "
                + (choice.mode() == Mode.READ_ONLY
                        ? "You cannot change anything. "
                        : "Tools that begin with plan_ plan a change; a person decides on the plan afterwards. Plan what was asked"
                                + " for and no more. Never take away a probe, a limit or a policy to make something green. ")
                + "Values that read " + Redaction.HIDDEN + " are secrets that you are not shown. " + fence.rule()
                + " At the end, say in at most six short plain lines what you found or planned. If the request is not about"
                + " this cluster, say so and plan nothing.";
    }

    private static String told(Advice advice) {
        return switch (advice) {
            case Advice.Planned p ->
                "plan: "
                        + String.join(
                                "; ",
                                p.steps().stream()
                                        .flatMap(s -> s.changes().stream().map(ObjectChange::words))
                                        .toList())
                        + "\n" + String.join("\n", p.said());
            case Advice.Said s -> String.join("\n", s.lines());
            case Advice.Failed f -> f.reason();
        };
    }

    /** It cannot go on; nothing is kept. */
    private static final class Useless extends Exception {
        private static final long serialVersionUID = 1;

        Useless(String why) {
            super(why);
        }
    }

    /** One question with all that is looked at for it. */
    private final class Round {
        private final ModelTools tools;
        private final List<ChatMessage> messages;
        private final Instant until;
        private final Map<String, Integer> calls = new HashMap<>();
        private int tokens;
        private int misuses;

        Round(ModelTools tools, List<ChatMessage> messages, Instant until) {
            this.tools = tools;
            this.messages = messages;
            this.until = until;
        }

        Advice run() throws Useless, InterruptedException {
            for (int step = 0; step < choice.budget().steps(); step++) {
                ChatResponse response = answer();
                AiMessage message = response.aiMessage();
                count(response.tokenUsage(), message);
                if (!message.hasToolExecutionRequests()) {
                    return ended(message.text() == null ? "" : message.text());
                }
                messages.add(message);
                for (ToolExecutionRequest call : message.toolExecutionRequests()) {
                    messages.add(ToolExecutionResultMessage.from(call, used(call)));
                }
            }
            throw new Useless("it did not come to an end in " + choice.budget().steps() + " steps");
        }

        private Advice ended(String text) throws Useless {
            List<String> lines = lines(text);
            if (!tools.steps().isEmpty()) {
                return new Advice.Planned(tools.steps(), lines);
            }
            if (lines.isEmpty()) {
                throw new Useless("it answered nothing");
            }
            return new Advice.Said(lines);
        }

        private String used(ToolExecutionRequest call) throws Useless {
            String arguments = call.arguments() == null ? "" : call.arguments();
            String name = String.valueOf(call.name());
            trail.told("calls " + name, arguments);
            if (calls.merge(name + arguments, 1, Integer::sum) >= SAME) {
                throw new Useless("it repeats itself (" + printable(name) + ")");
            }
            try {
                String result = tools.call(name, arguments);
                trail.told("sees", result);
                return result;
            } catch (ModelTools.Misuse e) {
                trail.told("is refused", String.valueOf(e.getMessage()));
                if (++misuses >= MISUSES) {
                    throw new Useless("it cannot use its tools: " + printable(String.valueOf(e.getMessage())));
                }
                return "Error: " + redaction.of(String.valueOf(e.getMessage()));
            }
        }

        private void count(TokenUsage usage, AiMessage message) throws Useless {
            Integer total = usage == null ? null : usage.totalTokenCount();
            tokens += total != null
                    ? total
                    : (messages.toString().length() + message.toString().length()) / CHARS_A_TOKEN;
            if (tokens > choice.budget().tokens()) {
                throw new Useless("it has used " + tokens + " tokens of the "
                        + choice.budget().tokens() + " that it may");
            }
        }

        private ChatResponse answer() throws Useless, InterruptedException {
            Duration left = Duration.between(clock.instant(), until);
            if (left.isNegative() || left.isZero()) {
                throw new Useless(
                        "it took longer than " + choice.budget().time().toSeconds() + " s");
            }
            ChatRequest request = ChatRequest.builder()
                    .messages(List.copyOf(messages))
                    .toolSpecifications(tools.specifications())
                    .build();
            ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
            Future<ChatResponse> answer = thread.submit(() -> model.chat(request));
            try {
                ChatResponse response = answer.get(left.toMillis(), TimeUnit.MILLISECONDS);
                if (response == null || response.aiMessage() == null) {
                    throw new Useless("it answered nothing");
                }
                return response;
            } catch (TimeoutException e) {
                throw new Useless(
                        "it took longer than " + choice.budget().time().toSeconds() + " s");
            } catch (ExecutionException e) {
                throw new Useless(why(e.getCause() == null ? e : e.getCause()));
            } finally {
                answer.cancel(true);
                thread.shutdownNow();
            }
        }
    }

    private String why(Throwable error) {
        String at = choice.endpoint().name();
        for (Throwable e = error; e != null; e = e.getCause()) {
            switch (e) {
                case AuthenticationException ignored -> {
                    return at + " refuses the key (401)";
                }
                case RateLimitException ignored -> {
                    return at + " takes no more requests for now (429)";
                }
                case ModelNotFoundException ignored -> {
                    return at + " has no model " + choice.name();
                }
                case InternalServerException ignored -> {
                    return at + " has an error of its own (5xx)";
                }
                case HttpException http -> {
                    return at + " answered " + http.statusCode();
                }
                case dev.langchain4j.exception.TimeoutException ignored -> {
                    return "it took longer than " + choice.budget().time().toSeconds() + " s";
                }
                case HttpTimeoutException ignored -> {
                    return "it took longer than " + choice.budget().time().toSeconds() + " s";
                }
                case ConnectException ignored -> {
                    return at + " does not answer at " + choice.endpoint().base();
                }
                case UnresolvedModelServerException ignored -> {
                    return at + " does not answer at " + choice.endpoint().base();
                }
                default -> {
                    // Its cause may say more.
                }
            }
        }
        return "its answer cannot be read (" + printable(redaction.of(String.valueOf(error.getMessage()))) + ")";
    }

    /** Lines for a terminal, without what could steer it. */
    private List<String> lines(String text) {
        String cut = text.length() > SAID ? text.substring(0, SAID) : text;
        return cut.lines()
                .map(l -> l.replaceAll("\\p{Cntrl}", ""))
                .map(redaction::of)
                .filter(l -> !l.isBlank())
                .toList();
    }

    private static String printable(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > 160 ? line.substring(0, 160) + "..." : line;
    }
}
