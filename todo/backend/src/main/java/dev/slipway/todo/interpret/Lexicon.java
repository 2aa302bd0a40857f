package dev.slipway.todo.interpret;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** What single words say of dates, times and rhythms, in English and in Urdu. A word may say several things. */
final class Lexicon {
    /** What a word is about; its value says which: the second month, the third weekday. */
    enum Sense {
        EVERY,
        OTHER,
        /** 1 is Monday. Short names count only beside other words of a date. */
        WEEKDAY,
        SHORT_WEEKDAY,
        WORKDAYS,
        WEEKEND,
        /** See {@link Unit}. */
        UNIT,
        /** A unit as an adverb: "weekly". */
        OFTEN,
        MONTH,
        NUMBER,
        /** -1 is the last. */
        ORDINAL,
        TODAY,
        TOMORROW,
        DAY_AFTER,
        TONIGHT,
        NEXT,
        THIS,
        /** Hour of the day that a part of the day stands for. */
        PART,
        NOON,
        HALF_OF_DAY,
        OCLOCK,
        QUARTERS,
        LEAD,
        UNTIL,
        FROM,
        AND,
        OF,
        AFTER,
        IN,
        END,
        BEGINNING,
        DATE_WORD,
        /** Behind a date in Urdu. */
        TRAIL,
        EXCEPT,
        TIMES
    }

    /** Units of time, in the order of their values. */
    enum Unit {
        MINUTE,
        HOUR,
        DAY,
        WEEK,
        FORTNIGHT,
        MONTH,
        QUARTER,
        YEAR
    }

    private static final Map<String, EnumMap<Sense, Integer>> WORDS = new HashMap<>();

    static {
        put(Sense.EVERY, 1, "every each evry evey ہر");
        put(Sense.OTHER, 1, "other alternate second 2nd دوسرے");
        weekdays();
        put(
                Sense.WORKDAYS,
                1,
                "weekday weekdays workday workdays work-day week-day week-days business-day working-day working-days");
        put(Sense.WEEKEND, 1, "weekend weekends week-end ویکینڈ ویک-اینڈ");
        units();
        months();
        numbers();
        put(Sense.TODAY, 1, "today tday 2day آج");
        put(
                Sense.TOMORROW,
                1,
                "tomorrow tomorow tommorow tommorrow tomorroww tomorrw tmrw tmr tmw tmrrw tomoro tomo 2moro کل");
        put(Sense.DAY_AFTER, 1, "پرسوں overmorrow");
        put(Sense.TONIGHT, 1, "tonight tonite tonigt 2night");
        put(Sense.NEXT, 1, "next nxt following اگلے اگلی اگلا آئندہ");
        put(Sense.THIS, 1, "this coming upcoming اس اسی");
        put(Sense.PART, 9, "morning mornings صبح سویرے");
        put(Sense.PART, 13, "دوپہر");
        put(Sense.PART, 15, "afternoon afternoons");
        put(Sense.PART, 16, "سہ-پہر سہپہر");
        put(Sense.PART, 18, "evening evenings eve شام");
        put(Sense.PART, 20, "night nights nite رات");
        put(Sense.NOON, 12, "noon midday lunchtime");
        put(Sense.NOON, 24, "midnight");
        put(Sense.HALF_OF_DAY, 0, "am a.m a.m. a.m");
        put(Sense.HALF_OF_DAY, 12, "pm p.m p.m. p.m");
        put(Sense.OCLOCK, 1, "o'clock oclock بجے بجکر");
        put(Sense.QUARTERS, 30, "ساڑھے");
        put(Sense.QUARTERS, 15, "سوا");
        put(Sense.QUARTERS, -15, "پونے");
        put(Sense.LEAD, 1, "on at by due over for before around about @ ہونے");
        put(Sense.UNTIL, 1, "until till til 'til through thru ending ends untill");
        put(Sense.FROM, 1, "from starting beginning start starts since");
        put(Sense.AND, 1, "and & , ، or اور n");
        put(Sense.OF, 1, "of in کے کی کا");
        put(Sense.AFTER, 1, "after بعد");
        put(Sense.IN, 1, "in within");
        put(Sense.END, 1, "end آخر اختتام");
        put(Sense.BEGINNING, 1, "beginning start شروع آغاز");
        put(Sense.DATE_WORD, 1, "تاریخ");
        put(Sense.TRAIL, 1, "کو تک پر میں سے تلک");
        put(Sense.EXCEPT, 1, "except excluding excepting but علاوہ سوائے سوا");
        put(Sense.TIMES, 1, "times time بار دفعہ مرتبہ");
    }

    private Lexicon() {}

    private static void weekdays() {
        put(Sense.WEEKDAY, 1, "monday mondays پیر سوموار");
        put(Sense.WEEKDAY, 2, "tuesday tuesdays tuseday منگل");
        put(Sense.WEEKDAY, 3, "wednesday wednesdays wednsday wensday wendesday بدھ");
        put(Sense.WEEKDAY, 4, "thursday thursdays thrusday جمعرات");
        put(Sense.WEEKDAY, 5, "friday fridays firday جمعہ جمعے جمعۃ");
        put(Sense.WEEKDAY, 6, "saturday saturdays saterday ہفتہ");
        put(Sense.WEEKDAY, 7, "sunday sundays اتوار");
        put(Sense.SHORT_WEEKDAY, 1, "mon mons");
        put(Sense.SHORT_WEEKDAY, 2, "tue tues");
        put(Sense.SHORT_WEEKDAY, 3, "wed weds");
        put(Sense.SHORT_WEEKDAY, 4, "thu thur thurs");
        put(Sense.SHORT_WEEKDAY, 5, "fri");
        put(Sense.SHORT_WEEKDAY, 6, "sat");
        put(Sense.SHORT_WEEKDAY, 7, "sun");
    }

    private static void units() {
        unit(Unit.MINUTE, "minute minutes min mins منٹ منٹوں");
        unit(Unit.HOUR, "hour hours hr hrs h گھنٹے گھنٹہ گھنٹوں");
        unit(Unit.DAY, "day days دن دنوں روز");
        unit(Unit.WEEK, "week weeks wk wks ہفتے ہفتہ ہفتوں");
        unit(Unit.FORTNIGHT, "fortnight fortnights");
        unit(Unit.MONTH, "month months mth mths مہینے مہینہ مہینوں ماہ");
        unit(Unit.QUARTER, "quarter quarters سہ-ماہی");
        unit(Unit.YEAR, "year years yr yrs سال سالوں");
        often(Unit.HOUR, "hourly");
        often(Unit.DAY, "daily everyday nightly روزانہ روز");
        often(Unit.WEEK, "weekly ہفتہ-وار");
        often(Unit.FORTNIGHT, "fortnightly biweekly bi-weekly");
        often(Unit.MONTH, "monthly ماہانہ");
        often(Unit.QUARTER, "quarterly");
        often(Unit.YEAR, "yearly annually سالانہ");
    }

    private static void months() {
        String[] names = {
            "january jan جنوری",
            "february feb febuary فروری",
            "march mar مارچ",
            "april apr اپریل",
            "may مئی",
            "june jun جون",
            "july jul جولائی",
            "august aug اگست",
            "september sep sept ستمبر",
            "october oct اکتوبر",
            "november nov نومبر",
            "december dec دسمبر"
        };
        for (int i = 0; i < names.length; i++) {
            put(Sense.MONTH, i + 1, names[i]);
        }
    }

    private static void numbers() {
        String[] names = {
            "zero صفر",
            "one ایک",
            "two دو couple",
            "three تین",
            "four چار",
            "five پانچ",
            "six چھ چھے",
            "seven سات",
            "eight آٹھ",
            "nine نو",
            "ten دس",
            "eleven گیارہ",
            "twelve بارہ",
            "thirteen تیرہ",
            "fourteen چودہ",
            "fifteen پندرہ",
            "sixteen سولہ",
            "seventeen سترہ",
            "eighteen اٹھارہ",
            "nineteen انیس",
            "twenty بیس"
        };
        for (int i = 0; i < names.length; i++) {
            put(Sense.NUMBER, i, names[i]);
        }
        put(Sense.NUMBER, 25, "پچیس");
        put(Sense.NUMBER, 30, "thirty تیس");
        put(Sense.NUMBER, 40, "forty چالیس");
        put(Sense.NUMBER, 45, "پینتالیس");
        put(Sense.NUMBER, 50, "fifty پچاس");
        String[] ordinals = {
            "first 1st پہلا پہلے پہلی یکم",
            "second 2nd دوسرا دوسرے دوسری",
            "third 3rd تیسرا تیسرے تیسری",
            "fourth 4th چوتھا چوتھے چوتھی",
            "fifth 5th پانچواں پانچویں",
            "sixth چھٹا چھٹے",
            "seventh ساتواں ساتویں",
            "eighth آٹھویں",
            "ninth نویں",
            "tenth دسویں",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth"
        };
        for (int i = 0; i < ordinals.length; i++) {
            put(Sense.ORDINAL, i + 1, ordinals[i]);
        }
        put(Sense.ORDINAL, 30, "thirtieth");
        put(Sense.ORDINAL, -1, "last final آخری");
    }

    private static void unit(Unit unit, String words) {
        put(Sense.UNIT, unit.ordinal(), words);
    }

    private static void often(Unit unit, String words) {
        put(Sense.OFTEN, unit.ordinal(), words);
    }

    private static void put(Sense sense, int value, String words) {
        for (String word : words.split(" ")) {
            WORDS.computeIfAbsent(word, w -> new EnumMap<>(Sense.class)).put(sense, value);
        }
    }

    /** All words of these senses. */
    static List<String> words(Set<Sense> senses) {
        return WORDS.entrySet().stream()
                .filter(word -> word.getValue().keySet().stream().anyMatch(senses::contains))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The value of a word in one of its senses; empty where it has no such sense. */
    static OptionalInt value(String lower, Sense sense) {
        EnumMap<Sense, Integer> senses = WORDS.get(lower);
        Integer value = senses == null ? null : senses.get(sense);
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    static boolean is(String lower, Sense sense) {
        return value(lower, sense).isPresent();
    }
}
