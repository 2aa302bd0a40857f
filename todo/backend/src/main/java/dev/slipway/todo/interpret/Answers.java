package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Task;
import dev.slipway.todo.tools.ToolCall;
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
                "I can add, list, complete, change and delete tasks. Try \"Add a task to buy groceries tomorrow at"
                        + " 5pm\", \"What's overdue?\", \"Mark task 3 as complete\" or \"Delete the meeting task\".",
                "میں کام شامل کر سکتا ہوں، دکھا سکتا ہوں، مکمل، تبدیل اور حذف کر سکتا ہوں۔ مثلاً کہیں: \"کل شام 5 بجے"
                        + " دودھ خریدنا شامل کریں\"، \"کیا باقی ہے؟\"، \"کام 3 مکمل کریں\"۔");
    }

    String hello() {
        return in("Hello! What do you want to get done?", "السلام علیکم! کیا کرنا ہے؟");
    }

    String talk(Intent.Small kind) {
        return switch (kind) {
            case WHO ->
                in(
                        "I keep your tasks: tell me what you have to do.",
                        "میں آپ کے کاموں کا خیال رکھتا ہوں: بتائیں کیا کرنا ہے۔");
            case HOW ->
                in("I'm well, thank you. What can I note down for you?", "میں ٹھیک ہوں، شکریہ۔ آپ کے لیے کیا لکھوں؟");
            case BYE -> in("Goodbye! Your tasks are kept.", "خدا حافظ! آپ کے کام محفوظ ہیں۔");
            case PRAISE -> in("Glad to help.", "خوشی ہوئی۔");
            case ACCOUNT ->
                in(
                        "Your account is not in the chat: open the menu with your name at the top of the page.",
                        "اکاؤنٹ کی باتیں چیٹ میں نہیں: صفحے کے اوپر اپنے نام کا مینو کھولیں۔");
            case NOTHING -> in("All right.", "ٹھیک ہے۔");
            case SORRY ->
                in(
                        "I'm sorry. Say \"undo\" to take back the last change.",
                        "معذرت۔ آخری تبدیلی واپس لینے کے لیے کہیں \"واپس لو\"۔");
        };
    }

    /** Why nothing was done. */
    String refrained(Mood mood) {
        return switch (mood) {
            case NEGATED -> in("All right, I leave it as it is.", "ٹھیک ہے، میں کچھ نہیں بدلتا۔");
            case CONDITIONAL ->
                in(
                        "I cannot wait for a condition, so I changed nothing. Tell me when it is so.",
                        "میں شرط کا انتظار نہیں کر سکتا، اس لیے کچھ نہیں بدلا۔ جب ایسا ہو تو بتائیں۔");
            case REPORTED ->
                in(
                        "That is what somebody else says, so I changed nothing. Tell me yourself what to do.",
                        "یہ کسی اور کی بات ہے، اس لیے میں نے کچھ نہیں بدلا۔ آپ خود بتائیں کہ کیا کروں۔");
            case HYPOTHETICAL ->
                in("I changed nothing. Tell me when you are sure.", "میں نے کچھ نہیں بدلا۔ جب پکا ہو تو بتائیں۔");
            case ORDER, QUESTION, UNSURE -> nothingChanged();
        };
    }

    String openAlready(Task task) {
        return in(
                "Task " + task.id() + " (“" + task.title() + "”) is still open.",
                "کام " + task.id() + " («" + task.title() + "») ابھی باقی ہے۔");
    }

    String unanswered(String words) {
        String quoted = "\"" + Text.shortened(words) + "\"";
        return in(
                "I cannot answer " + quoted + ". I can tell you what is due, open or done, and I changed nothing.",
                "میں " + quoted
                        + " کا جواب نہیں دے سکتا۔ میں بتا سکتا ہوں کہ کیا باقی ہے یا ہو چکا؛ میں نے کچھ نہیں بدلا۔");
    }

    /** Asks before doing what may not be meant as an order. */
    String shallI(List<ToolCall> calls, List<Task> tasks, Now now) {
        List<String> each = calls.stream().map(call -> proposal(call, tasks)).toList();
        return in("Shall I do this?\n", "کیا میں یہ کر دوں؟\n") + String.join("\n", each);
    }

    private String proposal(ToolCall call, List<Task> tasks) {
        String title = call.task().stream()
                .boxed()
                .flatMap(id -> tasks.stream().filter(task -> task.id() == id))
                .map(task -> task.id() + ": " + task.title())
                .findFirst()
                .orElse("");
        return switch (call) {
            case ToolCall.AddTask add ->
                in("- add “", "- شامل: “") + add.content().title().value() + "”";
            case ToolCall.CompleteTask ignored -> in("- mark as done: ", "- مکمل: ") + title;
            case ToolCall.DeleteTask ignored -> in("- delete: ", "- حذف: ") + title;
            case ToolCall.UpdateTask ignored -> in("- change: ", "- تبدیل: ") + title;
            case ToolCall.Undo ignored -> in("- take back the last change", "- آخری تبدیلی واپس");
            case ToolCall.ListTasks ignored -> in("- show tasks", "- کام دکھانا");
        };
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

    String whenNotUnderstood(String words) {
        String quoted = "\"" + Text.shortened(words) + "\"";
        return in(
                "I did not understand when that is: " + quoted
                        + ". I added nothing. Say it in other words, or put the title in" + " quotation marks.",
                "میں یہ وقت نہیں سمجھا: " + quoted
                        + "۔ میں نے کچھ شامل نہیں کیا۔ دوسرے لفظوں میں کہیں، یا عنوان کو واوین میں لکھیں۔");
    }

    String whatAndWhen() {
        return in(
                "What shall I note down, and for when? For example \"remind me to call mom tomorrow at 5pm\".",
                "کیا لکھوں، اور کب کے لیے؟ مثلاً \"کل شام 5 بجے امی کو فون کرنا یاد دلائیں\"۔");
    }

    String thereAlready(Task task) {
        return in(
                "“" + task.title() + "” is there already, as task " + task.id() + ".",
                "“" + task.title() + "” پہلے سے موجود ہے، کام " + task.id() + "۔");
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

    String doYouMean(Task task) {
        return in("Do you mean this one?\n", "کیا آپ کا مطلب یہ ہے؟\n") + list(List.of(task));
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
