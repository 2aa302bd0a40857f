package dev.slipway.todo.chat;

import dev.slipway.todo.interpret.Fact;
import dev.slipway.todo.tasks.TaskQuery;
import dev.slipway.todo.tools.ToolResult;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** What came of the tools, as a person says it, in the language of the conversation. */
sealed interface Phrases permits EnglishPhrases, UrduPhrases {
    /** How many tasks of a list are told. */
    int SHOWN = 20;

    static Phrases in(Locale language, ZoneId zone, Instant now) {
        return language.getLanguage().equals("ur") ? new UrduPhrases(zone, now) : new EnglishPhrases(zone, now);
    }

    String tell(ToolResult result);

    String tell(Fact fact);

    default String tell(List<ToolResult> results) {
        return String.join("\n", results.stream().map(this::tell).toList());
    }

    /** @param words what was not understood */
    String unclear(List<String> words);

    /** Said before an answer by rules where a model should have answered. */
    String withoutModel();

    /** Said before what was done. */
    String stopped();

    /** @param done what was done */
    String interrupted(List<String> done);

    /** Whether nothing is left out of the list. */
    static boolean everything(TaskQuery filter) {
        return filter.status() == TaskQuery.Status.ALL
                && filter.search() == null
                && filter.priority() == null
                && filter.tags().isEmpty()
                && filter.dueFrom() == null
                && filter.dueBefore() == null
                && !filter.overdue()
                && !filter.undated()
                && filter.completedFrom() == null
                && filter.completedBefore() == null
                && filter.ids() == null;
    }
}
