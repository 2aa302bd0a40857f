package dev.slipway.todo.chat;

import dev.slipway.todo.interpret.Interpreter;
import dev.slipway.todo.interpret.Pending;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An answer to the question that an answer asks, for a button.
 *
 * @param label what stands on it
 * @param say the message that it sends
 */
record Choice(String label, String say) {
    /** @param text of the question, in whose language the answers are */
    static List<Choice> of(Optional<Pending> pending, String text) {
        boolean urdu = Interpreter.language(text, Locale.ENGLISH).getLanguage().equals("ur");
        if (pending.isEmpty()) {
            return List.of();
        }
        Choice no = urdu ? new Choice("نہیں", "نہیں") : new Choice("No", "no");
        if (pending.get().kind() == Pending.Kind.CONFIRM) {
            return List.of(urdu ? new Choice("ہاں", "ہاں") : new Choice("Yes", "yes"), no);
        }
        List<Choice> choices = new ArrayList<>();
        for (Pending.Choice choice : pending.get().choices()) {
            OptionalLong task = choice.calls().getFirst().task();
            if (task.isPresent()) {
                choices.add(new Choice(task.getAsLong() + ": " + choice.label(), "#" + task.getAsLong()));
            }
        }
        choices.add(urdu ? new Choice("کوئی نہیں", "کوئی نہیں") : new Choice("None of them", "none of them"));
        return choices;
    }
}
