package dev.slipway.todo.interpret;

import dev.slipway.todo.interpret.Intent.Edit;
import dev.slipway.todo.interpret.Lexicon.Sense;
import dev.slipway.todo.tasks.Task;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What of a request that changes tasks nothing was made of. The forms of sentences let words pass; here each word has to be one of
 * asking, has to name the tasks, or to say what they become. Negation, conditions and what others say are none of these, so that they are
 * asked about even where no form knows them.
 */
final class Accounted {
    private static final Pattern QUOTED = Pattern.compile("(?<![\\p{L}])[\"'][^\"]+?[\"'](?![\\p{L}])");
    private static final Set<String> ASKING = new HashSet<>(List.of(
            ("a about actually add again ahead all already also alright an and any anymore are as asap assistant at away back be been being bin bot both bump ditch kill axe escalate upgrade downgrade prepone prioritise prioritize"
                            + " bring buddy bump by calendar call called can cancel cancelled canceled change check clear close complete"
                            + " completed completely could cross d date deadline defer delay delete deleted description detail details did do"
                            + " del does done down drop due each earlier sooner edit empty entirely entry erase erased event every everything extend find fine"
                            + " finish finished flag for forget forward from get give go gone gonna got gotta great had has have hello help hey"
                            + " hi high highest hmm i important in instead into is it item items its ive just kindly label later let lets like"
                            + " list lists ll longer low lower lowest lowered m make mark marked matter me medium mind mine modify more move moved"
                            + " must my name named need needed normal note notes now number of off oh ok okay on one ones onto oops or our out"
                            + " over permanently please pls plz postpone priority purge push put raise re really rather meant mean recur recurrence recurring"
                            + " remind reminder reminders remove removed rename renamed repeat repeating reschedule reset resolve rid repeats recurs right rm s"
                            + " schedule agenda scrap scratch set shift should show snooze so sorry stop strike sure swap switch tag tags take"
                            + " taken task tasks text thank thanks that the their them then there these they thing things this those throw"
                            + " tick ticked till time title to todo todos toggle top totally trash turn turned u uncheck uncomplete undo"
                            + " unmark untag untick reopen open opened until up update urgent us ve very want wanna was way we well were what"
                            + " will wipe with would ya yeah yep yes you your"
                            + " بھی ہی تو جی اب ابھی پلیز براہ کرم مہربانی ذرا اور پھر میں میرا میرے میری مجھے نے کو کا کی کے سے پر تک یہ وہ"
                            + " اسے اس ان انہیں سب سارے ساری تمام کام کاموں ٹاسک نمبر والا والے والی ہے ہیں ہو ہوں گا گے گی کر کریں کرو کردیں"
                            + " کردو کیجیے کرنا دیں دو دے دیجیے لیں لو لیا لی لیے دیا کیا گیا گئی گئے چکا چکی چکے ہوگیا رکھ رکھیں رکھو بنا"
                            + " بنائیں بناؤ حذف ہٹا ہٹائیں ہٹاؤ مٹا مٹائیں نکال ڈال ڈالو وقت ٹائم منسوخ ڈیلیٹ کینسل صاف خارج فہرست لسٹ مکمل شدہ پورا پورے ختم"
                            + " ٹک ڈن نامکمل دوبارہ کھول کھولیں ادھورا بدل بدلیں تبدیل نام عنوان ترجیح اہمیت اہم ضروری فوری کم زیادہ درمیانی"
                            + " تاریخ آخری ٹیگ لگا لگائیں لگاؤ ملتوی منتقل لے جائیں جاؤ کرلیا کرلی دہرائیں دہراؤ دہرا دونوں آپ اپنا اپنے"
                            + " اپنی شکریہ یار بھائی اچھا ٹھیک سکتے")
                    .split(" ")));

    private Accounted() {}

    /**
     * The words that are left over, in their order.
     *
     * @param said all of the request
     * @param tasks that would be changed: "booked" is a word of "Book flight tickets"
     * @param used the words by which the tasks were found, and by which it was found what they become
     */
    static List<String> leftOver(String said, List<String> used, List<Task> tasks) {
        Set<String> known = new HashSet<>(ASKING);
        used.stream().flatMap(Named::tokens).forEach(known::add);
        List<String> titles =
                tasks.stream().flatMap(task -> Named.tokens(task.title())).toList();
        return Named.tokens(QUOTED.matcher(said).replaceAll(" "))
                .filter(word -> !known.contains(word))
                .filter(word -> Spelling.known(word).isEmpty())
                .filter(word -> titles.stream().noneMatch(title -> Named.same(word, title)))
                .toList();
    }

    /** The words that say that a task is still to be done. */
    static final String OPEN = "not isn aren wasn weren t nt undone unfinished incomplete pending unmarked yet نہیں";

    /** The words that say what a task becomes. */
    static List<String> of(Edit edit) {
        return switch (edit) {
            case Edit.To to -> List.of(to.text());
            case Edit.Title title -> List.of(title.text());
            case Edit.Description description -> List.of(description.text());
            case Edit.When when -> List.of(understood(when.text()));
            case Edit.Tag tag -> List.of(tag.name());
            case Edit.Step step -> List.of(step.text(), "sub subtask checklist ذیلی سب شامل ایڈ");
            case Edit.Later ignored -> AMOUNTS;
            case Edit.NoDue ignored -> List.of("no");
            case Edit.Once ignored -> List.of("no longer");
            case Edit.Level ignored -> List.of();
        };
    }

    /** The words of a date that were understood. */
    private static String understood(String when) {
        List<String> words = new ArrayList<>(Named.tokens(when).toList());
        Moment read = When.read(when, English.SOME_DAY);
        String rest = (read.nothing() ? When.read("on " + when, English.SOME_DAY) : read).rest();
        Named.tokens(rest).forEach(words::remove);
        return String.join(" ", words);
    }

    private static final List<String> AMOUNTS = Lexicon.words(Set.of(Sense.NUMBER, Sense.UNIT));
}
