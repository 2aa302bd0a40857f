package dev.slipway.todo.interpret;

import dev.slipway.todo.interpret.Intent.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Forms of sentences with what they mean, tried in their order. */
final class Rules {
    private final String before;
    private final List<Rule> rules = new ArrayList<>();

    private record Rule(Pattern form, Function<MatchResult, @Nullable Intent> meaning) {}

    /** @param before what may stand before every sentence */
    Rules(String before) {
        this.before = before;
    }

    /** @param meaning null where the form fits and the words in it do not: the next rule is tried */
    void add(String regex, Function<MatchResult, @Nullable Intent> meaning) {
        rules.add(new Rule(Text.pattern(before + "(?:" + regex + ")"), meaning));
    }

    /** The tasks are named by the first group. */
    void edit(String regex, Function<MatchResult, Edit> edit) {
        add(regex, m -> new Intent.Change(m.group(1), edit.apply(m)));
    }

    /** The tasks are named by the second group, as in "add the tag home to task 1". */
    void editOfSecond(String regex, Function<MatchResult, Edit> edit) {
        add(regex, m -> new Intent.Change(m.group(2), edit.apply(m)));
    }

    Optional<Intent> first(String text) {
        for (Rule rule : rules) {
            Matcher matcher = rule.form().matcher(text);
            Intent meaning = matcher.matches() ? rule.meaning().apply(matcher.toMatchResult()) : null;
            if (meaning != null) {
                return Optional.of(meaning);
            }
        }
        return Optional.empty();
    }

    static Edit level(MatchResult m, int group) {
        return new Edit.Level(Marks.level(m.group(group)));
    }

    static String tag(MatchResult m, int group) {
        return m.group(group).toLowerCase(Locale.ROOT);
    }
}
