package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Task;
import dev.slipway.todo.tasks.TaskChange;
import dev.slipway.todo.tools.ToolCall;
import jakarta.inject.Singleton;
import java.time.ZonedDateTime;
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

    private static final Pattern ASKED = Pattern.compile(".*[?؟][\\s.!?؟\"']*", Pattern.DOTALL);

    private final English english = new English();
    private final Urdu urdu = new Urdu();
    private final Questions questions = new Questions();

    /** Urdu or English; the one before, where the text has no words ("2", "👍"). */
    public static Locale language(String text, Locale before) {
        return Text.isUrdu(text) || Roman.is(text)
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

    /**
     * A new task in one line, as it is typed: its title, with the date, the rhythm, the priority and the tags that stand in it. Empty
     * where no title would be left, or a date that there is not.
     */
    public static Optional<TaskChange> draft(String line, ZonedDateTime now) {
        String typed = Text.plain(Text.cut(line.replace('\n', ' '), LONGEST_REQUEST));
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        Optional<Roman> roman = Roman.is(typed) ? Optional.of(Roman.of(typed)) : Optional.empty();
        Optional<TaskChange> read =
                new Titles(new Now(now)).line(roman.map(Roman::text).orElse(typed));
        return read.map(change -> roman.map(r -> r.typed(change)).orElse(change));
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
        if (Roman.is(utterance.text())) {
            Roman roman = Roman.of(utterance.text());
            return roman.typed(understood(utterance.saying(roman.text())));
        }
        return understood(utterance);
    }

    private Interpretation understood(Utterance utterance) {
        String whole = utterance.text();
        String said = Text.plain((whole.length() > LONGEST ? whole.substring(0, LONGEST) : whole).replace('\n', ';'));
        String text = Text.isUrdu(said) ? said : Courtesy.plain(said);
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
        boolean asked = ASKED.matcher(whole).matches();
        List<Request> requests = Wording.ensured(text)
                .flatMap(order -> order(order))
                .map(intent -> List.of(new Request(text, Optional.of(ensured(intent)), false)))
                .orElseGet(() -> Request.all(Text.isUrdu(text) ? text : Wording.apart(text), asked, this::read));
        if (reply.isPresent() && requests.stream().allMatch(Interpreter::undecided)) {
            return reply.get().again();
        }
        return new Resolution(reply.map(Reply::offered).orElse(utterance), answers).of(requests);
    }

    /** Whether an answer to a question decides nothing: "maybe". */
    private static boolean undecided(Request request) {
        return request.intent()
                .map(intent -> (intent instanceof Intent.Refrain refrain && refrain.mood() == Mood.HYPOTHETICAL)
                        || (intent instanceof Intent.Talk talk && talk.kind() == Intent.Small.NOTHING))
                .orElse(true);
    }

    /** What one sentence wants. Only an order can change something; what may be one is asked first. */
    private Optional<Intent> read(String whole, boolean asked) {
        String said = Text.cut(whole, LONGEST_REQUEST);
        Wording worded = Text.isUrdu(said) ? new Wording(said, false) : Wording.of(said);
        Optional<Intent> intent = meant(worded.text(), asked && !worded.unlessThere());
        return worded.unlessThere() ? intent.map(Interpreter::ensured) : intent;
    }

    private static Intent ensured(Intent intent) {
        return intent instanceof Intent.Add add ? new Intent.Ensure(add.text()) : intent;
    }

    private Optional<Intent> meant(String part, boolean asked) {
        Mood mood = Mood.of(part, asked);
        return switch (mood) {
            case ORDER ->
                order(part)
                        .map(intent -> intent instanceof Intent.Add && Mood.asksToDo(part)
                                ? new Intent.Perhaps(intent)
                                : intent);
            case QUESTION -> Optional.of(question(part));
            case UNSURE ->
                questions
                        .read(part)
                        .or(() -> order(part).map(intent -> changes(intent) ? new Intent.Perhaps(intent) : intent));
            case NEGATED, CONDITIONAL, REPORTED, HYPOTHETICAL ->
                talk(part).or(() -> Optional.of(new Intent.Refrain(mood)));
        };
    }

    private Intent question(String part) {
        return questions
                .read(part)
                .or(() -> order(part).filter(intent -> !changes(intent)))
                .or(() -> Filters.framed(part)
                                && part.strip().indexOf(' ', part.strip().indexOf(' ') + 1) > 0
                        ? Optional.of(new Intent.Show(part))
                        : Optional.empty())
                .orElseGet(() -> new Intent.Unanswered(part));
    }

    private Optional<Intent> order(String part) {
        boolean first = Text.isUrdu(part) && !ENGLISH_VERB.matcher(part).matches();
        return first
                ? urdu.read(part).or(() -> english.read(part))
                : english.read(part).or(() -> Text.isUrdu(part) ? urdu.read(part) : Optional.empty());
    }

    /** Small talk in whatever mood: "never mind". */
    private Optional<Intent> talk(String part) {
        return order(part)
                .filter(intent -> intent instanceof Intent.Talk
                        || intent instanceof Intent.Undo
                        || intent instanceof Intent.Help
                        || (intent instanceof Intent.Complete c && !c.completed()));
    }

    private static boolean changes(Intent intent) {
        return switch (intent) {
            case Intent.Add ignored -> true;
            case Intent.Ensure ignored -> true;
            case Intent.Nameless ignored -> false;
            case Intent.Complete ignored -> true;
            case Intent.Delete ignored -> true;
            case Intent.Change ignored -> true;
            case Intent.Undo ignored -> true;
            case Intent.Show ignored -> false;
            case Intent.Ask ignored -> false;
            case Intent.Unanswered ignored -> false;
            case Intent.Refrain ignored -> false;
            case Intent.Perhaps ignored -> false;
            case Intent.Talk ignored -> false;
            case Intent.Hello ignored -> false;
            case Intent.Thanks ignored -> false;
            case Intent.Help ignored -> false;
        };
    }
}
