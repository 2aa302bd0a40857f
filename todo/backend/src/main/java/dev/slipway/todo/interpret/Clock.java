package dev.slipway.todo.interpret;

import dev.slipway.todo.interpret.Lexicon.Sense;
import java.time.LocalTime;
import java.util.Set;

/** The time of day: "half past 7", "at 6pm", "seven thirty in the evening", "شام ساڑھے 5 بجے". */
final class Clock {
    private static final Set<String> LEADS =
            Set.of("at", "by", "around", "about", "@", "before", "until", "till", "due", "after", "from", "for");
    private static final Set<String> SURE_LEADS = Set.of("at", "@", "around");
    private static final Set<String> ABOUT = Set.of("sharp", "ish", "exactly", "local");
    private static final Set<String> TRAILS = Set.of("کو", "تک", "پر", "سے", "کے", "کی");

    private final Words words;
    private final Said said;

    Clock(Words words, Said said) {
        this.words = words;
        this.said = said;
    }

    /** Takes the first time of day out of the words. */
    boolean take() {
        for (int i = 0; i < words.size(); i++) {
            if (words.has(i) && takeAt(i)) {
                return true;
            }
        }
        return false;
    }

    private boolean takeAt(int start) {
        int i = start;
        boolean lead = false;
        boolean sure = false;
        if (words.any(i, ",") && words.any(i + 1, LEADS)) {
            i++;
        }
        while (words.any(i, LEADS)) {
            sure |= words.any(i, SURE_LEADS);
            lead = true;
            i++;
        }
        int end = urdu(i);
        end = end > 0 ? end : iso(i);
        end = end > 0 ? end : pastOrTo(i);
        end = end > 0 ? end : named(i, lead);
        end = end > 0 ? end : hour(i, lead, sure, start);
        if (end < 0) {
            return false;
        }
        while (words.any(end, ABOUT)) {
            end++;
        }
        words.take(start, end);
        return true;
    }

    private int iso(int i) {
        if (!words.is(i, Token.Kind.ISO) || !words.at(i).text().contains("T")) {
            return -1;
        }
        String text = words.at(i).text();
        Days.date(said, text, text.substring(0, 4), text.substring(5, 7), text.substring(8, 10));
        set(Integer.parseInt(text.substring(11, 13)), Integer.parseInt(text.substring(14, 16)), false);
        return i + 1;
    }

    private static final Set<String> OF_PART = Set.of("کو", "کے", "میں");

    /** "شام کو ساڑھے 5 بجے", "5 بجے شام", "ڈیڑھ بجے". */
    private int urdu(int start) {
        int i = start;
        int part = -1;
        if (words.is(i, Sense.PART) && Text.isUrdu(words.lower(i))) {
            part = words.value(i, Sense.PART);
            i++;
            while (words.any(i, OF_PART)) {
                i++;
            }
        }
        int extra = 0;
        if (words.is(i, Sense.QUARTERS)) {
            extra = words.value(i, Sense.QUARTERS);
            i++;
        }
        int hour;
        int minute = 0;
        if (words.any(i, "ڈیڑھ") || words.any(i, "ڈھائی")) {
            hour = words.any(i, "ڈیڑھ") ? 1 : 2;
            extra = 30;
            i++;
        } else if (words.is(i, Token.Kind.CLOCK)) {
            String[] both = words.at(i).text().split("[:.]");
            hour = Integer.parseInt(both[0]);
            minute = Integer.parseInt(both[1]);
            i++;
            if (part < 0 && !words.any(i, "بجے")) {
                return -1;
            }
        } else {
            Words.Number number = words.number(i);
            if (number.end() < 0) {
                return -1;
            }
            hour = number.value();
            i = number.end();
            if (!words.any(i, "بجے") && !words.any(i, "بجکر")) {
                return -1;
            }
        }
        if (words.any(i, "بجے")) {
            i++;
        } else if (words.any(i, "بجکر")) {
            Words.Number minutes = words.number(i + 1);
            if (minutes.end() > 0) {
                minute = minutes.value();
                i = words.any(minutes.end(), "منٹ") ? minutes.end() + 1 : minutes.end();
            }
        }
        if (part < 0 && words.is(i, Sense.PART) && Text.isUrdu(words.lower(i))) {
            part = words.value(i, Sense.PART);
            i++;
        }
        boolean either = part < 0;
        int at = either ? (hour >= 1 && hour <= 7 ? hour + 12 : hour) : inPart(hour, part);
        if (at > 23 || minute > 59) {
            return -1;
        }
        said.time = LocalTime.of(at, minute).plusMinutes(extra);
        said.eitherHalf = either && hour < 12;
        while (words.any(i, TRAILS)) {
            i++;
        }
        if (words.any(i, "پہلے") && words.any(i - 1, "سے")) {
            i++;
        }
        return i;
    }

    /** @param part the hour that a part of the day stands for */
    private static int inPart(int hour, int part) {
        if (part == 20 && hour == 12) {
            return 0;
        }
        boolean morning = part == 9 || (part == 13 && hour == 11);
        return !morning && hour < 12 ? hour + 12 : morning && hour == 12 ? 0 : hour;
    }

    /** "half past 7", "quarter to eight", "10 past 5 pm". */
    private int pastOrTo(int start) {
        int i = words.any(start, "a") ? start + 1 : start;
        int minutes;
        if (words.any(i, "half")) {
            minutes = 30;
            i++;
        } else if (words.any(i, "quarter")) {
            minutes = 15;
            i++;
        } else {
            Words.Number number = words.number(i);
            if (number.end() < 0 || number.value() < 1 || number.value() > 59) {
                return -1;
            }
            minutes = number.value();
            i = number.end();
            if (words.any(i, Set.of("minutes", "minute", "mins", "min"))) {
                i++;
            }
        }
        // "From three to five" is no time of day.
        boolean round = minutes % 5 == 0 || words.any(i - 1, Set.of("minutes", "minute", "mins", "min"));
        if (!round || words.any(start - 1, Set.of("from", "between"))) {
            return -1;
        }
        boolean to = words.any(i, Set.of("to", "before", "till"));
        boolean past = words.any(i, Set.of("past", "after"));
        if (past || to) {
            i++;
        } else if (minutes != 30 || !words.any(i - 1, "half")) {
            return -1;
        }
        Words.Number hour = words.number(i);
        if (hour.end() < 0 || hour.value() > 23 || hour.value() < 1 || words.unit(hour.end())) {
            return -1;
        }
        int end = withHalf(hour.value(), 0, hour.end());
        if (said.time == null) {
            return -1;
        }
        said.time = to ? said.time.minusMinutes(minutes) : said.time.plusMinutes(minutes);
        return end;
    }

    private int named(int i, boolean lead) {
        int at = words.any(i, "the") ? i + 1 : i;
        if (words.any(i, "12") && words.is(i + 1, Sense.NOON)) {
            at = i + 1;
        }
        if (!words.is(at, Sense.NOON)) {
            return -1;
        }
        boolean alone = words.ends(at + 1) || words.mark(at + 1) || words.ofTime(at + 1) || words.any(at + 1, "to");
        if (!lead && !alone) {
            return -1;
        }
        if (!lead && i == 0 && !words.ends(at + 1) && !words.ofTime(at + 1)) {
            return -1;
        }
        set(words.value(at, Sense.NOON) == 24 ? 23 : 12, words.value(at, Sense.NOON) == 24 ? 59 : 0, false);
        return at + 1;
    }

    private int hour(int i, boolean lead, boolean sure, int start) {
        if (words.is(i, Token.Kind.CLOCK)) {
            String[] both = words.at(i).text().split("[:.]");
            int hour = Integer.parseInt(both[0]);
            int minute = Integer.parseInt(both[1]);
            boolean dotted = words.at(i).text().contains(".");
            boolean half = half(i + 1) >= 0 || words.is(i + 1, Sense.OCLOCK);
            boolean beside = words.ofTime(i - 1) || words.ofTime(i + 1) || (i + 1 < words.size() && !words.has(i + 1));
            if (hour > 23 || minute > 59 || (dotted && !lead && !half && !beside)) {
                return -1;
            }
            // "The 9:15 show" is a show.
            boolean the = start == i && i > 0 && words.any(i - 1, Set.of("the", "my", "our", "a", "an"));
            if (the && !half && !words.ends(i + 1) && !words.mark(i + 1) && !words.ofTime(i + 1)) {
                return -1;
            }
            boolean exact = both[0].length() == 2 && both[0].startsWith("0");
            return exact ? exactly(hour, minute, i + 1) : withHalf(hour, minute, i + 1);
        }
        Words.Number number = words.number(i);
        if (number.value() >= 100 && number.value() < 1300 && number.value() % 100 < 60 && half(number.end()) >= 0) {
            // "330 pm", as it is typed in a hurry.
            return withHalf(number.value() / 100, number.value() % 100, number.end());
        }
        if (number.end() < 0 || number.value() > 24) {
            return number.end() > 0 && lead && military(i) ? i + 1 : -1;
        }
        int end = number.end();
        int minute = 0;
        boolean spelled = words.is(i, Sense.NUMBER);
        if (spelled && number.value() >= 1 && number.value() <= 12) {
            Words.Number minutes = words.any(end, "oh") ? words.number(end + 1) : words.number(end);
            if (minutes.end() > 0 && (minutes.value() >= 10 || words.any(end, "oh")) && minutes.value() < 60) {
                minute = minutes.value();
                end = minutes.end();
            }
        } else if (!spelled
                && half(end) < 0
                && words.is(end, Token.Kind.NUMBER)
                && !words.joined(end)
                && words.at(end).text().length() == 2
                && half(end + 1) >= 0
                && number.value() <= 12) {
            // "7 30 pm", as machines write down what they hear.
            minute = Integer.parseInt(words.at(end).text());
            end++;
        }
        boolean its = start == i && words.any(i - 1, Set.of("the", "my", "our", "a", "an"));
        int behind = words.is(end, Sense.HALF_OF_DAY) ? end + 1 : end + 2;
        if (its
                && half(end) >= 0
                && words.is(behind, Token.Kind.WORD)
                && !words.ofTime(behind)
                && !words.any(behind, Set.of("to", "and", "for", "with"))) {
            // "The 10 am agenda" is an agenda.
            return -1;
        }
        if (half(end) >= 0) {
            return number.value() > 23 || minute > 59 ? -1 : withHalf(number.value(), minute, end);
        }
        if (words.is(end, Sense.OCLOCK)) {
            // "The 9 o'clock news" are news.
            boolean news = start == i
                    && words.any(i - 1, Set.of("the", "my", "our", "a", "an"))
                    && words.is(end + 1, Token.Kind.WORD)
                    && !words.ofTime(end + 1);
            return news || number.value() > 23 ? -1 : withHalf(number.value(), minute, end + 1);
        }
        if (part(end) > 0 && !spelled || part(end) > 0 && lead) {
            return withHalf(number.value() % 24, minute, end);
        }
        if (!spelled
                && words.any(end, "h")
                && words.joined(end)
                && number.value() < 24
                && !words.is(end + 1, Token.Kind.WORD)) {
            // "14h", as it is written in much of Europe.
            set(number.value(), 0, false);
            return end + 1;
        }
        boolean day = words.weekday(i - 1, true) || words.is(i - 1, Sense.TODAY) || words.is(i - 1, Sense.TOMORROW);
        if (day && i > 1 && !spelled && words.ends(end) && number.value() >= 1 && number.value() <= 12) {
            // "Friday 4".
            return withHalf(number.value(), minute, end);
        }
        boolean last = words.ends(end) || words.mark(end) || words.ofTime(end) || words.any(end, "to");
        boolean unfit = words.is(end, Sense.MONTH)
                || words.unit(end)
                || words.is(end, Token.Kind.NUMBER)
                || words.any(end, Set.of("%", "st", "nd", "rd", "th", "/", "-", "of", "people", "x"))
                || number.value() > 23;
        if (unfit || (words.is(i, Token.Kind.NUMBER) && words.at(i).text().length() > 2)) {
            return lead && military(i) ? i + 1 : -1;
        }
        if ((sure && (last || !spelled || minute > 0))
                || (lead && last && !words.any(start, "for"))
                || (minute > 0 && last && spelled)) {
            return withHalf(number.value(), minute, end);
        }
        return -1;
    }

    /** "1730", "0900": hours and minutes in one. */
    private boolean military(int i) {
        String text = words.at(i).text();
        if (words.at(i).kind() != Token.Kind.NUMBER || text.length() != 4 || words.is(i + 1, Sense.MONTH)) {
            return false;
        }
        int hour = Integer.parseInt(text.substring(0, 2));
        int minute = Integer.parseInt(text.substring(2));
        if (hour > 23 || minute > 59) {
            return false;
        }
        set(hour, minute, false);
        return true;
    }

    /** 0 or 12 for am and pm, also as "p m"; -1 where neither is said. */
    private int half(int i) {
        if (words.is(i, Sense.HALF_OF_DAY)) {
            return words.value(i, Sense.HALF_OF_DAY);
        }
        if ((words.any(i, "a") || words.any(i, "p")) && (words.any(i + 1, "m") || words.any(i + 1, "m."))) {
            return words.any(i, "a") ? 0 : 12;
        }
        return -1;
    }

    /** The end of "in the evening", "at night", "tonight" is not taken; -1 where none is said. */
    private int part(int i) {
        int at = words.any(i, Set.of("in", "at")) ? i + 1 : -1;
        if (at < 0) {
            return -1;
        }
        at = words.any(at, "the") ? at + 1 : at;
        return words.is(at, Sense.PART) ? at + 1 : -1;
    }

    private int exactly(int hour, int minute, int end) {
        int half = half(end);
        if (half >= 0) {
            return withHalf(hour, minute, end);
        }
        set(hour, minute, false);
        return words.is(end, Sense.OCLOCK) ? end + 1 : end;
    }

    /** Nobody means one to seven in the morning without saying so. */
    private int withHalf(int hour, int minute, int start) {
        int end = words.is(start, Sense.OCLOCK) ? start + 1 : start;
        int half = half(end);
        if (half >= 0) {
            end = words.is(end, Sense.HALF_OF_DAY) ? end + 1 : end + 2;
            set(hour > 12 ? hour : hour % 12 + half, minute, false);
            return end;
        }
        int part = part(end);
        if (part > 0) {
            boolean morning = words.value(part - 1, Sense.PART) == 9;
            boolean night = words.value(part - 1, Sense.PART) == 20;
            int at = morning
                    ? hour % 24
                    : hour >= 12 ? (night && hour == 12 ? 0 : hour) : night && hour < 4 ? hour : hour + 12;
            set(morning && hour == 12 ? 0 : at, minute, false);
            return part;
        }
        set(hour >= 1 && hour <= 7 ? hour + 12 : hour == 24 ? 0 : hour, minute, hour < 12);
        return end;
    }

    private void set(int hour, int minute, boolean either) {
        said.time = LocalTime.of(hour, minute);
        said.eitherHalf = either;
    }
}
