package dev.slipway.assist.model;

import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.net.http.HttpClient;
import java.time.Duration;

/** Opens the model of a choice. Nothing is sent before it is asked; nothing is tried twice; a redirect is not followed with a key. */
final class ChatModels {
    private static final int MOST_OUT = 4096;

    private ChatModels() {}

    static ChatModel open(ModelChoice choice) {
        JdkHttpClientBuilder http = new JdkHttpClientBuilder()
                .httpClientBuilder(HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER));
        String base = choice.endpoint().base();
        String key = choice.endpoint().key();
        Duration time = choice.budget().time();
        return switch (choice.endpoint().id()) {
            case "anthropic" ->
                AnthropicChatModel.builder()
                        .httpClientBuilder(http)
                        .baseUrl(base)
                        .apiKey(key)
                        .modelName(choice.name())
                        .maxTokens(MOST_OUT)
                        .timeout(time)
                        .maxRetries(0)
                        .build();
            case "gemini" ->
                GoogleAiGeminiChatModel.builder()
                        .httpClientBuilder(http)
                        .baseUrl(base)
                        .apiKey(key)
                        .modelName(choice.name())
                        .timeout(time)
                        .maxRetries(0)
                        .build();
            case "ollama" ->
                OllamaChatModel.builder()
                        .httpClientBuilder(http)
                        .baseUrl(base)
                        .modelName(choice.name())
                        .timeout(time)
                        .maxRetries(0)
                        .build();
            default ->
                OpenAiChatModel.builder()
                        .httpClientBuilder(http)
                        .baseUrl(base)
                        .apiKey(key)
                        .modelName(choice.name())
                        .timeout(time)
                        .maxRetries(0)
                        .build();
        };
    }
}
