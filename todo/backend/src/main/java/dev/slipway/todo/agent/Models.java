package dev.slipway.todo.agent;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The language model of the configuration; none where nothing is configured. */
@ApplicationScoped
public class Models {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int TOKENS_OUT = 1000;

    /** @param provider openai (and all that speak its protocol), ollama, gemini or anthropic */
    record Choice(String provider, Optional<String> url, Optional<String> name, String key) {}

    private final Optional<Choice> choice;
    private final Optional<ChatModel> model;

    public Models(
            @ConfigProperty(name = "todo.model.provider") Optional<String> provider,
            @ConfigProperty(name = "todo.model.url") Optional<String> url,
            @ConfigProperty(name = "todo.model.name") Optional<String> name,
            @ConfigProperty(name = "todo.model.key") Optional<String> key) {
        choice = provider.isEmpty() && key.isEmpty() && url.isEmpty()
                ? Optional.empty()
                : Optional.of(new Choice(provider.orElse("openai"), url, name, key.orElse("none")));
        model = choice.map(Models::create);
    }

    public Optional<ChatModel> model() {
        return model;
    }

    /** How it is called in answers. */
    public String name() {
        return choice.map(c -> c.name().orElse(c.provider())).orElse("");
    }

    static ChatModel create(Choice choice) {
        return switch (choice.provider().strip().toLowerCase(Locale.ROOT)) {
            case "openai" -> openAi(choice, "https://api.openai.com/v1", "gpt-4o-mini");
            // Ollama speaks OpenAI's protocol below /v1.
            case "ollama" -> openAi(choice, "http://localhost:11434/v1", "llama3.2");
            case "gemini" -> {
                var gemini = GoogleAiGeminiChatModel.builder()
                        .apiKey(choice.key())
                        .modelName(choice.name().orElse("gemini-2.5-flash"))
                        .maxOutputTokens(TOKENS_OUT)
                        .timeout(TIMEOUT)
                        .maxRetries(1);
                choice.url().ifPresent(gemini::baseUrl);
                yield gemini.build();
            }
            case "anthropic" -> {
                var anthropic = AnthropicChatModel.builder()
                        .apiKey(choice.key())
                        .modelName(choice.name().orElse("claude-haiku-4-5"))
                        .maxTokens(TOKENS_OUT)
                        .timeout(TIMEOUT)
                        .maxRetries(1);
                choice.url().ifPresent(anthropic::baseUrl);
                yield anthropic.build();
            }
            default ->
                throw new IllegalArgumentException("TODO_MODEL_PROVIDER is \"" + choice.provider()
                        + "\"; it can be openai, ollama, gemini or anthropic");
        };
    }

    private static ChatModel openAi(Choice choice, String url, String name) {
        return OpenAiChatModel.builder()
                .baseUrl(choice.url().orElse(url))
                .apiKey(choice.key())
                .modelName(choice.name().orElse(name))
                .maxTokens(TOKENS_OUT)
                .timeout(TIMEOUT)
                .maxRetries(1)
                .build();
    }
}
