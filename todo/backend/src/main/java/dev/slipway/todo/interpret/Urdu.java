package dev.slipway.todo.interpret;

import dev.slipway.todo.interpret.Intent.Edit;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people say in Urdu, where the verb comes last. */
final class Urdu implements Intent.Reader {
    private static final String DO =
            "(?:کر ?(?:یں|و|دیں|دو|دیجیے|دیجئے|لیں|لو|نا|نی)?|کریں|کرو|کردیں|کردو|کیجیے|کیجئے)";
    private static final String GIVE = "(?:دیں|دو|دیجیے|دیجئے|دینا)";
    private static final String REMIND =
            "یاد (?:دلاؤ|دلائیں|دلا دو|دلا دیں|دلا دینا|دلانا|دلائیے|کرائیں|کراؤ|کرا دو|کرا دیں|کرا دینا|دلا دیجیے|دہانی "
                    + DO + ")";
    private static final String LIST = "(?:میری |اپنی )?(?:فہرست|لسٹ) میں";
    private static final String TASK = "(?:کام|ٹاسک)";

    private static final Pattern TAG = Pattern.compile("#[\\p{L}\\p{N}_-]+");
    private static final Pattern POLITE_END =
            Pattern.compile("(?:،? (?:پلیز|گا|گے|جی|براہ کرم|براہ مہربانی|مہربانی|شکریہ|ذرا|تھینکس)){1,8}$");

    private final Rules rules = new Rules(
            "^(?:(?:براہ کرم|براہ مہربانی|مہربانی کر کے|پلیز|ذرا|اور|پھر|اچھا|ارے|یار|بھائی|ابھی|اب)،? ){0,8}");

    Urdu() {
        rule(
                "(?:یہ |اسے |پچھلا عمل |پچھلی تبدیلی |آخری عمل |آخری تبدیلی |پچھلا کام )?(?:واپس|کالعدم|انڈو|ان ڈو) (?:"
                        + DO + "|لو|لیں|لے لو|لے لیں|لیجیے)(?: جو (?:ابھی |تم نے |آپ نے )*کیا)?",
                m -> new Intent.Undo());
        rule("(?:سلام|السلام علیکم|اسلام علیکم|ہیلو|آداب|ہائے)(?: (?:جناب|جی|بھائی|صاحب))?", m -> new Intent.Hello());
        rule("(?:آپ کا |آپکا )?(?:بہت ){0,8}(?:شکریہ|مہربانی|تھینک یو|تھینکس|نوازش)", m -> new Intent.Thanks());
        rule(
                "مدد|مدد " + DO + "|میری مدد " + DO + "|(?:آپ|تم) (?:کیا ){1,8}کر سکتے (?:ہیں|ہو)|آپ کون ہیں",
                m -> new Intent.Help());
        change();
        rule("(.+?)(?: کو)? (?:حذف|ڈیلیٹ|منسوخ|کینسل|صاف|خارج) " + DO, m -> new Intent.Delete(m.group(1)));
        rule("(.+?)(?: کو)? (?:ہٹا|مٹا|نکال) ?(?:" + GIVE + "|ئیں|ؤ)", m -> new Intent.Delete(m.group(1)));
        rule("(?:ہٹائیں|مٹائیں|حذف کریں):? (.+)", m -> new Intent.Delete(m.group(1)));
        ask();
        add();
        show();
        finish();
    }

    private void rule(String regex, Function<MatchResult, @Nullable Intent> meaning) {
        rules.add(regex, meaning);
    }

    private void change() {
        String put = "(?:" + DO + "|رکھیں|رکھو|رکھ دیں|رکھ دو)";
        String day =
                "کل|پرسوں|آج|بجے|پیر|منگل|بدھ|جمعرات|جمعہ|جمعے|ہفتے|اتوار|اگلے|تاریخ|بعد|جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر";
        rules.edit(
                "(.+?) کا (?:نام|عنوان) (?:بدل کر|تبدیل کر کے|بدل کے) (.+?) " + put, m -> new Edit.Title(m.group(2)));
        rules.edit("(.+?) کا (?:نام|عنوان) (.+?) " + put, m -> new Edit.Title(m.group(2)));
        rules.edit(
                "(.+?) کو (?:بہت )?(?:اہم|ضروری|فوری) (?:" + DO + "|بنائیں|بناؤ|بنا دیں|قرار دیں)",
                m -> new Edit.Level(Marks.level("high")));
        rules.edit("(.+?) کی (?:ترجیح|اہمیت) (کم|زیادہ|درمیانی) " + put, m -> Rules.level(m, 2));
        rules.edit(
                "(.+?) کو (.*(?:" + day + ").*?) ?(?:پر |تک |کے لیے )?(?:" + DO + "|لے جائیں|لے جاؤ|منتقل " + DO
                        + "|ملتوی " + DO + "|رکھیں|رکھو|رکھ ?" + GIVE + ")",
                m -> new Edit.When(m.group(2)));
        rules.edit(
                "(.+?) (?:کی|میں سے|سے|پر سے) (?:تاریخ|آخری تاریخ) (?:ہٹائیں|ہٹا " + GIVE + "|حذف " + DO + "|ختم " + DO
                        + ")",
                m -> new Edit.NoDue());
        rules.edit(
                "(.+?) کا (?:وقت|ٹائم) (.+?) (?:" + DO + "|رکھیں|رکھو|رکھ ?" + GIVE + ")",
                m -> new Edit.When(m.group(2)));
        rules.edit(
                "(.+?) میں (?:ایک )?(?:ذیلی کام|سب ٹاسک):? (.+?) (?:شامل|ایڈ) " + DO, m -> new Edit.Step(m.group(2)));
        rules.edit("(.+?) کی (?:تاریخ|آخری تاریخ) (.+?) (?:" + DO + "|رکھیں|رکھو)", m -> new Edit.When(m.group(2)));
        rules.edit(
                "(.+?) کو #?([\\p{L}\\p{N}_-]+) (?:کا )?ٹیگ (?:" + DO + "|لگائیں|لگاؤ|لگا دیں|لگا دو)",
                m -> new Edit.Tag(Rules.tag(m, 2), true));
        rules.edit(
                "(.+?) (?:سے|کا) #?([\\p{L}\\p{N}_-]+) (?:کا )?ٹیگ (?:ہٹائیں|ہٹاؤ|ہٹا " + GIVE + ")",
                m -> new Edit.Tag(Rules.tag(m, 2), false));
        rules.edit(
                "(.+?)(?: کو)? ((?:ہر|روز).+?|روزانہ) (?:دہرائیں|دہراؤ|دہرا دیں|دہرا دو)",
                m -> new Edit.When(m.group(2)));
    }

    private void add() {
        String important = "((?:اہم|ضروری|فوری) )?";
        rule(
                "(?:ایک )?(?:نیا |نئی )?" + TASK + " (?:شامل|ایڈ|درج) " + DO + " کہ (.+)",
                m -> new Intent.Add(m.group(1)));
        rule("((?!.*(?:یاد دلا|کیا|کیسا|کیسی|کون|کب|کہاں)).*بجے .+?) (?:ہے|ہیں)", m -> new Intent.Add(m.group(1)));
        rule(
                "(?:ایک )?(?:نیا |نئی )?" + TASK + " (?:شامل|ایڈ|درج) " + DO + " ?[:،-]? ?(.+)",
                m -> new Intent.Add(m.group(1)));
        rule(
                "(?:ایک )?(?:نیا |نئی )(?:کام|ٹاسک|یاد دہانی) ?[:،-]? ?(.+?)(?: (?:شامل|ایڈ) " + DO + ")?",
                m -> new Intent.Add(m.group(1)));
        rule(
                important + "(?:کام |ٹاسک )?(?:شامل|ایڈ|درج) " + DO + " ?[:،-] ?(.+)",
                m -> new Intent.Add(important(m.group(1)) + m.group(2)));
        rule(important + TASK + " ?[:،-] ?(.+)", m -> new Intent.Add(important(m.group(1)) + m.group(2)));
        rule("(?:اہم|ضروری|فوری) ?[:،] ?(.+)", m -> new Intent.Add(important("اہم ") + m.group(1)));
        rule(
                "(?:" + LIST + " )?(.+?)(?: کا (?:کام|ٹاسک))?(?: " + LIST + ")? (?:شامل|ایڈ|درج) " + DO,
                m -> new Intent.Add(m.group(1)));
        rule(
                "(?:مجھے )?(?:" + REMIND
                        + "|نہ بھولنے دینا|بھولنا نہیں|بھولنا مت|مت بھولنا|یاد رکھنا|یاد رکھیں)(?: کہ| کے)? (.+?)(?: ہے| ہیں)?",
                m -> new Intent.Add(m.group(1)));
        rule("(?:مجھے )?(.+?)(?: کی| کا)? " + REMIND, m -> new Intent.Add(m.group(1)));
        rule(
                "(?:" + LIST + " )?(.+?)(?: " + LIST + "| لسٹ میں| فہرست میں) (?:ڈال|لکھ|رکھ) ?" + GIVE,
                m -> new Intent.Add(m.group(1)));
        rule(
                "(.+(?:نا|نی|نے)) (?:ہے|ہیں) (.+)",
                m -> When.only(m.group(2), English.SOME_DAY) ? new Intent.Add(m.group(1) + " " + m.group(2)) : null);
        rule("(?:نئی|نیا) (?:چیز|کام) ?[:،] ?(.+)", m -> new Intent.Add(m.group(1)));
        rule("(?:مجھے )?(.+(?:نا|نی|نے)) (?:ہے|ہیں|ہوگا|ہو گا|چاہیے|پڑے|ہوں گے)", m -> new Intent.Add(m.group(1)));
    }

    private static String important(@Nullable String word) {
        return word == null ? "" : "اہم ";
    }

    private void ask() {
        rule(
                "(?:.* )?(?:کیا|کون سے|کون سا|کونسے|کتنے) .*(?:باقی|مکمل|کرنا|کام|گزر|رہ گیا|اہم).*",
                m -> new Intent.Show(m.group()));
    }

    private void show() {
        rule(
                ".*(?:دکھائیں|دکھاؤ|دکھا دیں|دکھا دو|دکھا دیجیے|دکھا|بتائیں|بتاؤ|فہرست|لسٹ)(?: دیں| دو| دیجیے)?",
                m -> new Intent.Show(m.group()));
        rule("(?:دکھائیں|دکھاؤ|بتائیں|بتاؤ) .+", m -> new Intent.Show(m.group()));
        rule(".+ (?:تلاش|سرچ) " + DO + "|.+ (?:ڈھونڈیں|ڈھونڈو|ڈھونڈ دیں)", m -> new Intent.Show(m.group()));
        rule("(?:.* )?(?:کے|کی|سارے|تمام|میرے|مکمل|باقی|اہم) کام", m -> new Intent.Show(m.group()));
    }

    private void finish() {
        String done = "(?:ہو گیا|ہوگیا|ہو گئے|ہو گئی|ہو چکا|ہو چکے)(?: ہے| ہیں)?";
        rule(
                "(.+?)(?: کو)? (?:نامکمل|دوبارہ کھول|ادھورا) ?(?:" + DO + "|" + GIVE + "|یں|و)?",
                m -> new Intent.Complete(m.group(1), false));
        rule(
                "(?:میں نے )?(.+?)(?: کو)? (?:مکمل|پورا|پورے|ختم|ہو گیا|ٹک|ڈن) (?:" + DO + "|" + done
                        + "|لیا|کر لیا(?: ہے)?|ہے|ہیں)",
                m -> new Intent.Complete(m.group(1), true));
        rule(
                "(?:میں نے )?(.+?) (?:" + done + "|کر لیا|کر لی|کر لیے|کرلیا|کر دیا|ڈن)(?: ہے| ہیں)?",
                m -> new Intent.Complete(m.group(1), true));
    }

    @Override
    public Optional<Intent> read(String part) {
        // Tags may stand behind the verb, which the rules look for at the end.
        String tags = TAG.matcher(part).results().map(m -> m.group() + " ").reduce("", String::concat);
        String text = (tags + TAG.matcher(part).replaceAll("")).strip().replaceAll("\\s+", " ");
        return rules.first(POLITE_END.matcher(Text.withoutEnd(text, " .!?؟۔،")).replaceFirst(""));
    }
}
