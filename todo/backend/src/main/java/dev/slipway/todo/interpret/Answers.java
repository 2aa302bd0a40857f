package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Task;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the interpreter says itself, in the language in which it was spoken to. */
record Answers(Locale language) {
    static final Locale URDU = Locale.of("ur");
    private static final int MOST_SHOWN = 20;

    static Answers to(String text, Locale before) {
        return new Answers(Interpreter.language(text, before));
    }

    private String in(String english, String urdu) {
        return language.equals(URDU) ? urdu : english;
    }

    Interpretation say(String text) {
        return new Interpretation.Say(language, text);
    }

    String help() {
        return in(
                "I can add, list, complete, change and delete tasks. Try \"Add a task to buy groceries tomorrow at 5pm\","
                        + " \"What's overdue?\", \"Mark task 3 as complete\" or \"Delete the meeting task\".",
                "میں کام شامل کر سکتا ہوں، دکھا سکتا ہوں، مکمل، تبدیل اور حذف کر سکتا ہوں۔ مثلاً کہیں: \"کل شام 5 بجے دودھ خریدنا شامل کریں\"،"
                        + " \"کیا باقی ہے؟\"، \"کام 3 مکمل کریں\"۔");
    }

    String hello() {
        return in("Hello! ", "السلام علیکم! ") + help();
    }

    String thanks() {
        return in("You're welcome.", "خوشی ہوئی۔");
    }

    String nothingChanged() {
        return in("All right, I changed nothing.", "ٹھیک ہے، میں نے کچھ نہیں بدلا۔");
    }

    String notUnderstood(String words) {
        String quoted = "\"" + Text.shortened(words) + "\"";
        return in("I did not understand " + quoted + ". ", "میں " + quoted + " نہیں سمجھا۔ ") + help();
    }

    String nobody(String words) {
        if (words.matches("#\\d+")) {
            String number = words.substring(1);
            return in(
                    "There is no task " + number + ". Say \"show my tasks\" to see their numbers.",
                    "کام " + number + " نہیں ہے۔ نمبر دیکھنے کے لیے کہیں \"میرے کام دکھائیں\"۔");
        }
        String quoted = "\"" + Text.shortened(words) + "\"";
        return in("I found no task like " + quoted + ".", quoted + " جیسا کوئی کام نہیں ملا۔");
    }

    String unclear(String words) {
        String quoted = "\"" + Text.shortened(words) + "\"";
        return in("I did not understand " + quoted + ".", "میں " + quoted + " نہیں سمجھا۔");
    }

    String noSuchDate(String words) {
        String quoted = "\"" + Text.shortened(words) + "\"";
        return in(
                "There is no such date as " + quoted + ", so I added nothing.",
                quoted + " جیسی کوئی تاریخ نہیں، اس لیے میں نے کچھ شامل نہیں کیا۔");
    }

    String yesOrNo() {
        return in("Please answer yes or no: shall I do it?", "براہ کرم ہاں یا نہیں میں جواب دیں: کیا میں یہ کر دوں؟");
    }

    String noTasks() {
        return in("There are no such tasks.", "ایسا کوئی کام نہیں ہے۔");
    }

    String which(List<Task> tasks) {
        return in("Which one do you mean? Say its number.\n", "آپ کا مطلب کون سا ہے؟ اس کا نمبر بتائیں۔\n")
                + list(tasks);
    }

    String sure(Verb verb, List<Task> tasks) {
        String english = switch (verb) {
            case DELETE -> "Shall I really delete these " + tasks.size() + " tasks?\n";
            case REOPEN -> "Shall I reopen these " + tasks.size() + " tasks?\n";
            case CHANGE -> "Shall I change these " + tasks.size() + " tasks?\n";
            case COMPLETE -> "Shall I mark these " + tasks.size() + " tasks as done?\n";
        };
        String urdu = switch (verb) {
            case DELETE -> "کیا یہ " + tasks.size() + " کام واقعی حذف کر دوں؟\n";
            case REOPEN -> "کیا یہ " + tasks.size() + " کام دوبارہ کھول دوں؟\n";
            case CHANGE -> "کیا یہ " + tasks.size() + " کام بدل دوں؟\n";
            case COMPLETE -> "کیا یہ " + tasks.size() + " کام مکمل کر دوں؟\n";
        };
        return in(english, urdu) + list(tasks);
    }

    private static String list(List<Task> tasks) {
        String shown = tasks.stream()
                .limit(MOST_SHOWN)
                .map(task -> "- " + task.id() + ": " + task.title())
                .collect(Collectors.joining("\n"));
        return tasks.size() > MOST_SHOWN ? shown + "\n… +" + (tasks.size() - MOST_SHOWN) : shown;
    }
}
