package dev.slipway.todo.interpret;

import dev.slipway.todo.interpret.Intent.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people say in Urdu, where the verb comes last. */
final class Urdu implements Intent.Reader {
    private static final String DO = "(?:کر ?(?:یں|و|دیں|دو|دیجیے|دیجئے|لیں|لو|نا|نی)?|کریں|کرو|کردیں|کردو)";
    private static final String GIVE = "(?:دیں|دو|دیجیے|دیجئے|دینا)";

    private static final Pattern TAG = Pattern.compile("#[\\p{L}\\p{N}_-]+");

    private record Rule(Pattern form, Function<MatchResult, Intent> meaning) {}

    private final List<Rule> rules = new ArrayList<>();

    Urdu() {
        rule("(?:یہ |اسے )?(?:واپس|کالعدم) (?:" + DO + "|لو|لیں|لے لو)", m -> new Intent.Undo());
        rule("سلام|السلام علیکم|اسلام علیکم|ہیلو|آداب|ہائے", m -> new Intent.Hello());
        rule("(?:بہت )?(?:بہت )?شکریہ|مہربانی", m -> new Intent.Thanks());
        rule("مدد|مدد " + DO + "|میری مدد " + DO + "|آپ کیا کر سکتے ہیں|تم کیا کر سکتے ہو", m -> new Intent.Help());
        change();
        rule("(.+?)(?: کو)? (?:حذف|ڈیلیٹ|منسوخ|کینسل|صاف) " + DO, m -> new Intent.Delete(m.group(1)));
        rule("(.+?)(?: کو)? (?:ہٹا|مٹا|نکال) ?(?:" + GIVE + "|ئیں|ؤ)", m -> new Intent.Delete(m.group(1)));
        rule("(?:ہٹائیں|مٹائیں|حذف کریں):? (.+)", m -> new Intent.Delete(m.group(1)));
        ask();
        add();
        show();
        rule("(.+?)(?: کو)? (?:نامکمل|دوبارہ کھول|ادھورا) ?(?:" + DO + "|" + GIVE + "|یں)?", m -> new Intent.Complete(m.group(1), false));
        rule("(.+?)(?: کو)? (?:مکمل|پورا|پورے|ختم|ہو گیا|ٹک) (?:" + DO + "|ہو گیا(?: ہے)?|ہوگیا(?: ہے)?|ہو گئے(?: ہیں)?|ہو چکا(?: ہے)?|ہے|ہیں)", m -> new Intent.Complete(m.group(1), true));
        rule("(.+?) (?:ہو گیا|ہوگیا|ہو گئی|ہو گئے|ہو چکا|کر لیا|کر لی|کرلیا|کر دیا)(?: ہے| ہیں)?", m -> new Intent.Complete(m.group(1), true));
    }

    private void rule(String regex, Function<MatchResult, Intent> meaning) {
        rules.add(new Rule(Text.pattern("^(?:براہ کرم |براہ مہربانی |پلیز |ذرا |اور |پھر )*(?:" + regex + ")$"), meaning));
    }

    private void change() {
        rule("(.+?) کا (?:نام|عنوان) (?:بدل کر|تبدیل کر کے|بدل کے) (.+?) (?:" + DO + "|رکھیں|رکھو|رکھ دیں|رکھ دو)", m ->
                new Intent.Change(m.group(1), new Edit.Title(m.group(2))));
        rule("(.+?) کا (?:نام|عنوان) (.+?) (?:" + DO + "|رکھیں|رکھو|رکھ دیں|رکھ دو)", m ->
                new Intent.Change(m.group(1), new Edit.Title(m.group(2))));
        rule("(.+?) کو (بہت )?(?:اہم|ضروری|فوری) (?:" + DO + "|بنائیں|بناؤ|بنا دیں)", m ->
                new Intent.Change(m.group(1), new Edit.Level(Marks.level("high"))));
        rule("(.+?) کی (?:ترجیح|اہمیت) (کم|زیادہ|درمیانی) (?:" + DO + "|رکھیں)", m ->
                new Intent.Change(m.group(1), new Edit.Level(Marks.level(m.group(2)))));
        rule("(.+?) کو (.*(?:کل|پرسوں|آج|بجے|پیر|منگل|بدھ|جمعرات|جمعہ|جمعے|اتوار|اگلے|تاریخ).*?) ?(?:پر |تک |کے لیے )?(?:" + DO + "|لے جائیں|لے جاؤ|منتقل " + DO + "|ملتوی " + DO + "|رکھیں|رکھو)", m ->
                new Intent.Change(m.group(1), new Edit.When(m.group(2))));
        rule("(.+?) کی (?:تاریخ|آخری تاریخ) (?:ہٹائیں|ہٹا " + GIVE + "|حذف " + DO + ")", m -> new Intent.Change(m.group(1), new Edit.NoDue()));
        rule("(.+?) کی (?:تاریخ|آخری تاریخ) (.+?) (?:" + DO + "|رکھیں)", m -> new Intent.Change(m.group(1), new Edit.When(m.group(2))));
        rule("(.+?) کو #?([\\p{L}\\p{N}_-]+) (?:کا )?ٹیگ (?:" + DO + "|لگائیں|لگا دیں)", m -> new Intent.Change(m.group(1), new Edit.Tag(m.group(2), true)));
    }

    private void add() {
        rule("(?:ایک )?(?:نیا |نئی )(?:کام|ٹاسک|یاد دہانی)\\s*[:،-]?\\s*(.+?)(?: (?:شامل|ایڈ) " + DO + ")?", m -> new Intent.Add(m.group(1)));
        rule("((?:اہم|ضروری|فوری) )?(?:کام |ٹاسک )?(?:شامل|ایڈ|درج) " + DO + "\\s*[:،-]\\s*(.+)", m -> new Intent.Add(important(m.group(1)) + m.group(2)));
        rule("((?:اہم|ضروری|فوری) )?(?:کام|ٹاسک)\\s*[:،-]\\s*(.+)", m -> new Intent.Add(important(m.group(1)) + m.group(2)));
        rule("(.+?)(?: کا (?:کام|ٹاسک))?(?: (?:میری )?(?:فہرست|لسٹ) میں)? (?:شامل|ایڈ|درج) " + DO, m -> new Intent.Add(m.group(1)));
        rule("مجھے (?:یاد (?:دلاؤ|دلائیں|دلا دو|دلا دیں|دلانا)|نہ بھولنے دینا)(?: کہ)? (.+)", m -> new Intent.Add(m.group(1)));
        rule("(?:مجھے )?(.+?)(?: کی)? یاد (?:دلاؤ|دلائیں|دلا دو|دلا دیں|دلانا|کرائیں|کراؤ|دہانی " + DO + ")", m -> new Intent.Add(m.group(1)));
        rule("(?:مجھے )?(.+(?:نا|نی|نے)) (?:ہے|ہیں|ہوگا|چاہیے|پڑے گا)", m -> new Intent.Add(m.group(1)));
    }

    private static String important(@org.jspecify.annotations.Nullable String word) {
        return word == null ? "" : "اہم ";
    }

    private void ask() {
        rule("(?:.* )?(?:کیا|کون سے|کون سا|کونسے|کتنے) .*(?:باقی|مکمل|کرنا|کام|گزر|رہ گیا|اہم).*", m -> new Intent.Show(m.group()));
    }

    private void show() {
        rule(".*(?:دکھائیں|دکھاؤ|دکھا دیں|دکھا دو|دکھا|بتائیں|بتاؤ|فہرست|لسٹ)(?: دیں| دو)?", m -> new Intent.Show(m.group()));
        rule(".+ (?:تلاش|سرچ) " + DO + "|.+ (?:ڈھونڈیں|ڈھونڈو|ڈھونڈ دیں)", m -> new Intent.Show(m.group()));
        rule("(?:.* )?(?:کے|کی|سارے|تمام|میرے|مکمل|باقی|اہم) کام", m -> new Intent.Show(m.group()));
    }

    @Override
    public Optional<Intent> read(String part) {
        // Tags may stand behind the verb, which the rules look for at the end.
        String tags = TAG.matcher(part).results().map(m -> m.group() + " ").reduce("", String::concat);
        String text = (tags + TAG.matcher(part).replaceAll("")).strip().replaceAll("[\\s.!?؟۔،]+$", "").replaceAll("\\s+", " ");
        for (Rule rule : rules) {
            Matcher matcher = rule.form().matcher(text);
            if (matcher.matches()) {
                return Optional.of(rule.meaning().apply(matcher.toMatchResult()));
            }
        }
        return Optional.empty();
    }
}
