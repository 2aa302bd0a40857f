package dev.slipway.todo.interpret;

import dev.slipway.todo.tools.ToolCall;
import java.util.List;

/**
 * A question that waits for an answer. It is kept with the conversation as JSON, so that any replica understands the answer.
 *
 * @param choices what is done for each answer: {@link Kind#CONFIRM} has one entry (for yes; no does nothing),
 *     {@link Kind#CHOOSE} one for each task that was meant perhaps, numbered from 1 in the question
 */
public record Pending(Kind kind, List<Choice> choices) {
    public Pending {
        choices = List.copyOf(choices);
    }

    public enum Kind {
        CONFIRM,
        CHOOSE
    }

    /** @param label what it is called in the question; @param calls what is done when it is chosen */
    public record Choice(String label, List<ToolCall> calls) {
        public Choice {
            calls = List.copyOf(calls);
        }
    }
}
