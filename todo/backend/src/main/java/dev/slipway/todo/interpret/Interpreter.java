package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Task;
import dev.slipway.todo.tools.ToolCall;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Understands what people say of their tasks by rules alone, in English and Urdu: the same message with the same tasks
 * always means the same.
 */
@Singleton
public final class Interpreter {
    private static final int LONGEST = 4000;
    /** A title has 200 characters at most: what stands far behind says nothing, and rules need not look at it. */
    private static final int LONGEST_REQUEST = 500;

    private static final Pattern ENGLISH_VERB =
            Text.pattern("^(?:add|create|remind|delete|remove|complete|mark|show|find|rename|change)\\b.*");

    private final English english = new English();
    private final Urdu urdu = new Urdu();

    /** Urdu or English; the one before, where the text has no words ("2", "👍"). */
    public static Locale language(String text, Locale before) {
        return Text.isUrdu(text)
                ? Answers.URDU
                : text.codePoints().anyMatch(Character::isLetter) ? Locale.ENGLISH : before;
    }

    /** Whether the message answers the question that was asked before it, and is no request of its own. */
    public boolean answers(Utterance utterance) {
        String text = Text.plain(utterance.text());
        Answers answers = Answers.to(text, utterance.language());
        return text.length() <= LONGEST_REQUEST
                && utterance
                        .pending()
                        .flatMap(pending -> new Reply(pending, utterance, answers).read(text))
                        .isPresent();
    }

    /** The question that has to be asked before many tasks are deleted. */
    public static Interpretation.Question reallyDelete(Locale language, List<Task> tasks) {
        List<ToolCall> calls = tasks.stream()
                .<ToolCall>map(task -> new ToolCall.DeleteTask(task.id()))
                .toList();
        return new Interpretation.Question(
                language,
                List.of(),
                new Answers(language).sure(Verb.DELETE, tasks),
                new Pending(Pending.Kind.CONFIRM, List.of(new Pending.Choice("yes", calls))));
    }

    public Interpretation interpret(Utterance utterance) {
        String whole = utterance.text();
        String text = Text.plain((whole.length() > LONGEST ? whole.substring(0, LONGEST) : whole).replace('\n', ';'));
        Answers answers = Answers.to(text, utterance.language());
        Optional<Reply> reply = utterance.pending().map(pending -> new Reply(pending, utterance, answers));
        Optional<Interpretation> answer =
                reply.filter(r -> text.length() <= LONGEST_REQUEST).flatMap(r -> r.read(text));
        if (answer.isPresent()) {
            return answer.get();
        }
        if (text.isEmpty()) {
            return answers.say(answers.help());
        }
        List<Request> requests = Request.all(text, this::read);
        if (reply.isPresent() && requests.stream().allMatch(r -> r.intent().isEmpty())) {
            return reply.get().again();
        }
        return new Resolution(reply.map(Reply::offered).orElse(utterance), answers).of(requests);
    }

    private Optional<Intent> read(String whole) {
        String part = Text.cut(whole, LONGEST_REQUEST);
        boolean first = Text.isUrdu(part) && !ENGLISH_VERB.matcher(part).matches();
        return first
                ? urdu.read(part).or(() -> english.read(part))
                : english.read(part).or(() -> Text.isUrdu(part) ? urdu.read(part) : Optional.empty());
    }
}
