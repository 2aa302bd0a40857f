package dev.slipway.todo.interpret;

import dev.slipway.todo.tools.ToolCall;
import java.util.List;
import java.util.Locale;

/** What an {@link Utterance} means. {@code language} is the one to answer in: English or Urdu. */
public sealed interface Interpretation {
    Locale language();

    /**
     * Do these, in this order, and tell what came of each.
     *
     * @param unclear parts of the message that were not understood, as the person wrote them: the answer says so
     */
    record Calls(Locale language, List<ToolCall> calls, List<String> unclear) implements Interpretation {
        public Calls {
            calls = List.copyOf(calls);
            unclear = List.copyOf(unclear);
        }
    }

    /**
     * Ask before doing anything more.
     *
     * @param calls what is clear already and is done at once
     */
    record Question(Locale language, List<ToolCall> calls, String text, Pending pending) implements Interpretation {
        public Question {
            calls = List.copyOf(calls);
        }
    }

    /** An answer from the tasks. */
    record Tell(Locale language, Fact fact) implements Interpretation {}

    /** Nothing to do: a greeting, thanks, help, a declined question, or a plain statement of what was not understood. */
    record Say(Locale language, String text) implements Interpretation {}
}
