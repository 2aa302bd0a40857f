package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.TaskChange;
import dev.slipway.todo.tasks.TaskQuery;
import dev.slipway.todo.tools.ToolCall;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Urdu in Latin letters, as most people type it. The words of grammar and of dates are written in Urdu letters, so that one set of
 * rules reads both; the words of a title stay as they were typed.
 */
final class Roman {
    private static final Pattern WORD = Pattern.compile("[\\p{L}'#_-]+|[^\\p{L}'#_-]+");
    private static final Map<String, String> URDU = new HashMap<>();
    /** Words that are English as well: they say nothing of the language. */
    private static final Set<String> EITHER =
            Set.of(("to me is us so din par pe sub bad in or ne he do ho peer on the hi sham man pool list task add "
                            + "delete cancel done complete update change note urgent reminder set show please plz pls mat den "
                            + "teen main char lo hay hen das han li ki tha jana nau che tak k na kam say pr number free busy "
                            + "priority high low medium remove tasks time le rat mt hr hum gia ur wo ye bta len dia lia kia aj sal ek dus ath yad ji sab ")
                    .split(" "));

    static {
        put("کریں", "karen karein krein kren karain");
        put("کرو", "karo kro karoo");
        put("کر", "kar kr");
        put("دیں", "dein den dijiye dain");
        put("دو", "do doo");
        put("کردو", "kardo krdo kardein krdein kardou");
        put("کرنا", "karna krna karnaa");
        put("کرنی", "karni krni");
        put("کرنے", "karne krne");
        put("کروں", "karun karoon kroon");
        put("کیا", "kya kia kiya");
        put("لیا", "liya lia");
        put("لی", "li");
        put("لیے", "liye liey lye");
        put("لیں", "lein len");
        put("لو", "lo");
        put("دیا", "diya dia");
        put("ہے", "hai hay he hy");
        put("ہیں", "hain hein han hen");
        put("ہوں", "hoon hun");
        put("ہو", "ho");
        put("تھا", "tha");
        put("تھی", "thi");
        put("گیا", "gaya gya gia");
        put("گئی", "gayi gai");
        put("گئے", "gaye gae");
        put("ہوگیا", "hogaya hogya hogia hogayi");
        put("چکا", "chuka chukka");
        put("مجھے", "mujhe mujhy muje mujhay mjhe mje");
        put("میں", "main mein mai me");
        put("میرا", "mera");
        put("میرے", "mere meray mery");
        put("میری", "meri");
        put("اپنا", "apna");
        put("اپنے", "apne apnay");
        put("نے", "ne nay");
        put("کو", "ko");
        put("کا", "ka");
        put("کی", "ki");
        put("کے", "ke kay k");
        put("سے", "se say sy");
        put("پر", "par pe pr");
        put("تک", "tak tk");
        put("اور", "aur or ur");
        put("پھر", "phir phr");
        put("بھی", "bhi");
        put("یہ", "yeh ye yh");
        put("وہ", "woh wo");
        put("اسے", "isay isey usay use isko usko ise");
        put("سب", "sab sub");
        put("سارے", "saare sare saray saary");
        put("تمام", "tamam");
        put("کام", "kaam kam");
        put("کاموں", "kaamon kamon");
        put("ٹاسک", "task tasks");
        put("لسٹ", "list fehrist");
        put("شامل", "shamil shaamil add");
        put("حذف", "hazaf delete cancel remove");
        put("ہٹا", "hata hta");
        put("ہٹاؤ", "hatao htao");
        put("ہٹائیں", "hatayein hatain");
        put("مٹا", "mita");
        put("نکال", "nikal nikaal");
        put("ڈال", "daal");
        put("ڈالو", "daalo dalo");
        put("وقت", "waqt time");
        put("لے", "le ley");
        put("جاؤ", "jao jaao");
        put("رکھ", "rakh rkh");
        put("رکھو", "rakho");
        put("لانی", "lani laani");
        put("دیکھنی", "dekhni");
        put("دیکھنا", "dekhna");
        put("دھونا", "dhona");
        put("اٹھنا", "uthna");
        put("مکمل", "mukammal mukamal complete done mukaml");
        put("ختم", "khatam khtm");
        put("باقی", "baqi baaqi baki");
        put("دکھاؤ", "dikhao dikhao dikhaw dekhao");
        put("دکھائیں", "dikhayein dikhaen dikhain dikhaiye");
        put("دکھا", "dikha");
        put("بتاؤ", "batao bta btao bataen");
        put("بتائیں", "batayein batain btayein");
        put("یاد", "yaad yad");
        put("دلاؤ", "dilao dilaw dlao");
        put("دلائیں", "dilayein dilain dilaen");
        put("دلا", "dila dla");
        put("دلانا", "dilana");
        put("رکھنا", "rakhna");
        put("بھولنا", "bhoolna bhulna");
        put("بھولنے", "bhoolne bhulne");
        put("مت", "mat mt");
        put("نہ", "na nah");
        put("نہیں", "nahi nahin nhi nai nahe");
        put("ہاں", "haan haa han");
        put("جی", "ji jee");
        put("اگر", "agar agr");
        put("شاید", "shayad shyd");
        put("چاہیے", "chahiye chahiay chahye chaiye");
        put("ہوگا", "hoga");
        put("جانا", "jana jaana");
        put("لینا", "lena");
        put("لینی", "leni");
        put("دینا", "dena");
        put("دینی", "deni");
        put("لانا", "lana laana");
        put("خریدنا", "khareedna kharidna");
        put("ملنا", "milna");
        put("بھیجنا", "bhejna bhaijna");
        put("پڑھنا", "parhna padhna");
        put("لکھنا", "likhna");
        put("کون", "kon kaun");
        put("کونسا", "konsa kaunsa");
        put("کونسے", "konse kaunse konsay");
        put("کب", "kab kb");
        put("کتنے", "kitne kitnay");
        put("کہا", "kaha");
        put("کیوں", "kyun kyu kyon");
        put("آج", "aaj aj");
        put("کل", "kal kl");
        put("پرسوں", "parson parso parsun");
        put("صبح", "subah subha subh");
        put("دوپہر", "dopahar dopehar dupehar");
        put("شام", "shaam sham");
        put("رات", "raat rat");
        put("بجے", "baje bajay bje bajy");
        put("ساڑھے", "saarhe sarhe saday sadhe");
        put("سوا", "sawa");
        put("پونے", "paune ponay");
        put("ڈیڑھ", "derh dedh");
        put("ڈھائی", "dhai dhaai");
        put("آدھے", "aadhe adhe aadhay");
        put("گھنٹے", "ghante ghantay ghanta ghanton");
        put("منٹ", "minat");
        put("دن", "din dino");
        put("ہفتے", "hafte haftay hafta");
        put("مہینے", "mahine maheene mahinay mahina");
        put("سال", "saal");
        put("بعد", "baad bad");
        put("پہلے", "pehle pehlay phle");
        put("پہلا", "pehla");
        put("دوسرا", "dosra doosra dusra");
        put("دوسرے", "dosre doosre dusre");
        put("آخری", "aakhri akhri");
        put("اگلے", "agle aglay agley");
        put("اس", "is iss us");
        put("ہر", "har hr");
        put("روز", "roz");
        put("روزانہ", "rozana rozaana");
        put("پیر", "peer pir");
        put("سوموار", "somwar somvar");
        put("منگل", "mangal");
        put("بدھ", "budh");
        put("جمعرات", "jumeraat jumerat jumairat");
        put("جمعہ", "juma jumma jummah jumah");
        put("جمعے", "jume jumay jumme jummay");
        put("ہفتہ", "hafta saneechar");
        put("اتوار", "itwar itwaar atwar");
        put("تاریخ", "tareekh tarikh");
        put("ایک", "aik ek");
        put("تین", "teen");
        put("چار", "chaar char");
        put("پانچ", "paanch panch");
        put("چھ", "chay che");
        put("سات", "saat");
        put("آٹھ", "aath ath");
        put("نو", "nau");
        put("دس", "das dus");
        put("اہم", "aham ahem");
        put("ضروری", "zaroori zaruri zroori");
        put("ترجیح", "tarjeeh priority");
        put("زیادہ", "zyada ziada high");
        put("کم", "low");
        put("درمیانی", "darmiyani medium");
        put("یار", "yaar");
        put("کچھ", "kuch kuchh");
        put("جو", "jo");
        put("ابھی", "abhi");
        put("نیا", "naya nya");
        put("نام", "naam");
        put("بدل", "badal");
        put("تبدیل", "tabdeel");
        put("واپس", "wapas wapis");
        put("والا", "wala");
        put("والے", "wale walay");
        put("شکریہ", "shukriya shukria");
        put("سلام", "salam salaam assalam");
        put("براہ", "barah");
        put("مہربانی", "meharbani");
        put("تلاش", "talash");
        put("ڈھونڈو", "dhoondo dhundo");
        put("چھوڑو", "choro chhoro");
        put("رہنے", "rehne rahne");
        put("دونوں", "dono donon");
        put("نمبر", "number nmbr");
        put("فارغ", "farigh free");
        put("مصروف", "masroof busy");
        put("پلیز", "please plz pls");
        put("مدد", "madad");
        put("ملتوی", "multavi");
        put("علاوہ", "ilawa alawa");
    }

    /** Words that only Urdu has: any of them and a second one make a sentence Urdu. */
    private static final int FEWEST = 2;

    private final Map<String, String> typed = new HashMap<>();
    private final String text;

    private Roman(String plain) {
        StringBuilder urdu = new StringBuilder();
        Matcher m = WORD.matcher(plain);
        while (m.find()) {
            String word = m.group();
            String known = URDU.get(word.toLowerCase(Locale.ROOT));
            if (known != null) {
                typed.putIfAbsent(known, word);
            }
            urdu.append(known == null ? word : known);
        }
        this.text = urdu.toString();
    }

    private static void put(String urdu, String roman) {
        for (String word : roman.split(" ")) {
            URDU.putIfAbsent(word, urdu);
        }
    }

    /** Whether it is Urdu in Latin letters, wholly or enough of it to be read as Urdu. */
    static boolean is(String text) {
        if (Text.isUrdu(text)) {
            return false;
        }
        List<String> words = Named.tokens(text).toList();
        long sure = words.stream()
                .filter(word -> URDU.containsKey(word) && !EITHER.contains(word))
                .count();
        boolean all = words.stream().allMatch(word -> URDU.containsKey(word) || Character.isDigit(word.charAt(0)));
        return sure >= FEWEST || (sure == 1 && (all || words.size() <= 3));
    }

    static Roman of(String text) {
        return new Roman(text);
    }

    /** A word in Urdu letters; itself where it is none of grammar. */
    static String urdu(String word) {
        return URDU.getOrDefault(word, word);
    }

    String text() {
        return text;
    }

    /** As it was typed. */
    String typed(String words) {
        StringBuilder roman = new StringBuilder();
        Matcher m = Pattern.compile("[\\p{L}\\p{M}]+|[^\\p{L}\\p{M}]+").matcher(words);
        while (m.find()) {
            roman.append(typed.getOrDefault(m.group(), m.group()));
        }
        return roman.toString();
    }

    Interpretation typed(Interpretation meaning) {
        return switch (meaning) {
            case Interpretation.Calls known ->
                new Interpretation.Calls(
                        known.language(),
                        known.calls().stream().map(this::typed).toList(),
                        known.unclear().stream().map(this::typed).toList());
            case Interpretation.Question asked ->
                new Interpretation.Question(
                        asked.language(),
                        asked.calls().stream().map(this::typed).toList(),
                        asked.text(),
                        new Pending(
                                asked.pending().kind(),
                                asked.pending().choices().stream()
                                        .map(choice -> new Pending.Choice(
                                                choice.label(),
                                                choice.calls().stream()
                                                        .map(this::typed)
                                                        .toList()))
                                        .toList()));
            case Interpretation.Tell tell -> tell;
            case Interpretation.Say say -> say;
        };
    }

    private ToolCall typed(ToolCall call) {
        return switch (call) {
            case ToolCall.AddTask add -> new ToolCall.AddTask(typed(add.content()));
            case ToolCall.UpdateTask update -> new ToolCall.UpdateTask(update.taskId(), typed(update.change()));
            case ToolCall.ListTasks list -> new ToolCall.ListTasks(typed(list.filter()));
            case ToolCall.CompleteTask complete -> complete;
            case ToolCall.DeleteTask delete -> delete;
            case ToolCall.Undo undo -> undo;
        };
    }

    TaskChange typed(TaskChange change) {
        TaskChange typed = change;
        String title = change.title().value();
        if (title != null) {
            typed = typed.withTitle(Text.title(typed(title)));
        }
        String description = change.description().value();
        return description == null ? typed : typed.withDescription(typed(description));
    }

    private TaskQuery typed(TaskQuery query) {
        return query.search() == null ? query : query.searching(typed(query.search()));
    }
}
