package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Priority;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What one part of a message wants, before it is known which tasks it means. */
sealed interface Intent {
    /** @param text title with date, priority and tags in it */
    record Add(String text) implements Intent {}

    /** @param text as of {@link Add}; wanted only where no open task is called so */
    record Ensure(String text) implements Intent {}

    /** Something new is wanted, and not said what: "set a reminder". */
    record Nameless(String noun) implements Intent {}

    /** @param text what is to be shown, with its filters */
    record Show(String text) implements Intent {}

    /** @param words which tasks */
    record Complete(String words, boolean completed) implements Intent {}

    record Delete(String words) implements Intent {}

    record Change(String words, Edit edit) implements Intent {}

    record Undo() implements Intent {}

    /** @param words of the task or the days that it is about; empty for none */
    record Ask(Topic topic, String words) implements Intent {}

    /** A question that is not of the tasks, or that cannot be answered from them. */
    record Unanswered(String words) implements Intent {}

    /** Said so that nothing may be done. */
    record Refrain(Mood mood) implements Intent {}

    /** To be done only after a yes. */
    record Perhaps(Intent intent) implements Intent {}

    record Talk(Small kind) implements Intent {}

    record Hello() implements Intent {}

    record Thanks() implements Intent {}

    record Help() implements Intent {}

    /** What a question is about. */
    enum Topic {
        STATUS,
        LATEST,
        NEXT,
        FREE,
        TODAY
    }

    /** Small talk that has an answer of its own. */
    enum Small {
        WHO,
        HOW,
        BYE,
        PRAISE,
        ACCOUNT,
        NOTHING,
        SORRY
    }

    /** What becomes different. */
    sealed interface Edit {
        /** A new title, or a date where the text is nothing but one. */
        record To(String text) implements Edit {}

        record Title(String text) implements Edit {}

        record Description(String text) implements Edit {}

        record When(String text) implements Edit {}

        record Later(int amount, ChronoUnit unit) implements Edit {}

        record NoDue() implements Edit {}

        /** It does not come again. */
        record Once() implements Edit {}

        record Level(Priority priority) implements Edit {}

        /** @param add the tag comes; else it goes */
        record Tag(String name, boolean add) implements Edit {}

        /** One more subtask. */
        record Step(String text) implements Edit {}
    }

    /** Reads one part of a message; empty where it is not understood. */
    interface Reader {
        Optional<Intent> read(String part);
    }
}
