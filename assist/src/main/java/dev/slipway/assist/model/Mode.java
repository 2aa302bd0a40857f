package dev.slipway.assist.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How far a model's plan goes by itself. What does harm asks for capital letters in each of them. */
public enum Mode {
    /** It looks and answers, and has no tool that plans. */
    READ_ONLY,
    /** Its plan is written to a file. */
    SUGGEST,
    /** Each change is asked for. */
    ASK_EACH,
    /** A plan is asked for as a whole. */
    ASK,
    /** What is on the list is made without a question. */
    ALLOW;

    /** As people write it, such as {@code read-only}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Mode> of(String word) {
        return Arrays.stream(values()).filter(m -> m.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Mode::word).toList();
    }
}
