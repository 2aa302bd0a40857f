package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Task;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One message and all that is needed to understand it.
 *
 * @param text as the person wrote it, at most 4,000 characters
 * @param language of the conversation so far, in which a message without words is answered
 * @param zone in which "tomorrow at six" is meant
 * @param tasks the person's tasks, open ones first, then the newest: what numbers and words refer to
 * @param mentioned numbers of the tasks in the last answer, in its order: what "the first one", "it", "them" refer to
 * @param pending the question that the last answer asked
 */
public record Utterance(
        String text,
        Locale language,
        ZoneId zone,
        Instant now,
        List<Task> tasks,
        List<Long> mentioned,
        Optional<Pending> pending) {
    public Utterance {
        tasks = List.copyOf(tasks);
        mentioned = List.copyOf(mentioned);
    }

    Utterance saying(String words) {
        return new Utterance(words, language, zone, now, tasks, mentioned, pending);
    }

    Utterance mentioning(List<Long> ids) {
        return new Utterance(text, language, zone, now, tasks, ids, pending);
    }
}
