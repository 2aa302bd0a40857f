package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Finds the tasks that somebody names, by number or by words, with a letter wrong here and there. */
final class Named {
    private static final String NUMBER =
            "(?:(?:the |my )?(?:tasks?|todos?|items?|numbers?|no\\.?|کاموں|کام|نمبر|ٹاسک) ?){0,8}#? ?\\d{1,18}(?:"
                    + " (?:task|کام))?";
    private static final Pattern NUMBERS = Text.pattern(NUMBER);
    private static final Pattern RANGE =
            Text.pattern("(?:(?:the |my )?(?:tasks?|numbers?|items?|کام) )?#?(\\d{1,9}) ?(?:-|–|to|through|till|سے)"
                    + " ?#?(\\d{1,9})(?: تک)?");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");
    private static final Pattern AND =
            Text.pattern("(?: ?[,،&] ?| (?:and|plus|as well as|اور) )(?:(?:and|also|اور) )?");
    private static final int LONGEST_RANGE = 50;
    static final Pattern ORDINAL = Text.pattern("(?:the |my"
            + " )?(first|second|third|fourth|fifth|last|پہلا|پہلے|دوسرا|دوسرے|تیسرا|تیسرے|چوتھا|چوتھے|پانچواں|پانچویں|آخری)(?:"
            + " (?:one|task|todo|item|کام|والا|والے)){0,8}(?: of (?:those|these|them|the two))?(?: please)?");
    /** "The second task" is number two. */
    private static final Pattern BY_NUMBER = Text.pattern("\\b(?:task|todo|item)\\b|کام");

    private static final Pattern IT = Text.pattern(
            "it|that|that one|this|this one|that task|this task|the task|یہ|وہ|اسے|اسکو|اس|یہ والا|یہ کام|وہ کام");
    private static final Pattern THEM = Text.pattern(
            "(?:(?:all|both|each)(?: of)? ?)?(?:them|those|these|those tasks|these tasks)(?: all| both)?|both(?:"
                    + " tasks)?|ان سب|ان|انہیں|دونوں|یہ سب|ان سب کاموں");
    private static final Set<String> NOISE = Set.of(
            "the",
            "my",
            "event",
            "appointment",
            "alarm",
            "olly",
            "a",
            "an",
            "task",
            "tasks",
            "todo",
            "item",
            "one",
            "to",
            "about",
            "that",
            "is",
            "are",
            "called",
            "named",
            "of",
            "for",
            "reminder",
            "please",
            "with",
            "off",
            "up",
            "out",
            "was",
            "thing",
            "stuff",
            "and",
            "یہ",
            "وہ",
            "ٹاسک",
            "کام",
            "والا",
            "والے",
            "کا",
            "کے",
            "کی",
            "کو",
            "میرا",
            "میرے",
            "نے",
            "سے",
            "اپنا");
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final double HALF = 0.5;

    private final Utterance utterance;

    Named(Utterance utterance) {
        this.utterance = utterance;
    }

    /** What words may mean: certain tasks, one of several, or none. */
    sealed interface Meaning {
        record Tasks(List<Long> ids) implements Meaning {}

        record Either(List<Task> tasks) implements Meaning {}

        record Nobody(String words) implements Meaning {}
    }

    /** The tasks of the last answer where they are meant together; else none. */
    List<Long> them(String words) {
        return THEM.matcher(words.strip()).matches() ? mentioned() : List.of();
    }

    /** Whether tasks are counted out of a list that was not shown. */
    boolean counted(String words) {
        return mentioned().isEmpty()
                && SOME.matcher(words.strip()).matches()
                && apart(words).size() > 1;
    }

    /** The names one by one in "1, 2 and the notes"; a title with "and" in it stays whole. */
    List<String> apart(String words) {
        String text = words.strip();
        Matcher some = SOME.matcher(text);
        List<Long> mentioned = mentioned().isEmpty()
                ? utterance.tasks().stream()
                        .filter(task -> !task.completed())
                        .map(Task::id)
                        .sorted()
                        .toList()
                : mentioned();
        if (some.matches() && mentioned.size() >= count(some.group(2))) {
            int n = count(some.group(2));
            boolean last = some.group(1).matches("(?i)last|آخری");
            return mentioned.subList(last ? mentioned.size() - n : 0, last ? mentioned.size() : n).stream()
                    .map(id -> "#" + id)
                    .toList();
        }
        Matcher both = BOTH.matcher(text);
        if (both.matches()) {
            List<Task> two = candidates(both.group(1), true);
            return two.size() == 2
                    ? two.stream().map(task -> "#" + task.id()).sorted().toList()
                    : List.of(text);
        }
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            long first = Long.parseLong(range.group(1));
            long last = Long.parseLong(range.group(2));
            return first <= last && last - first < LONGEST_RANGE
                    ? LongStream.rangeClosed(first, last).mapToObj(n -> "#" + n).toList()
                    : List.of(text);
        }
        List<String> names =
                Stream.of(AND.split(text)).filter(n -> !n.isBlank()).toList();
        if (names.size() < 2 || quoted(text)) {
            return List.of(text);
        }
        List<Task> whole =
                utterance.tasks().stream().filter(task -> fits(text, task)).toList();
        List<Meaning> meanings = names.stream().map(name -> find(name, true)).toList();
        boolean numbers = names.stream().anyMatch(name -> NUMBERS.matcher(name).matches());
        boolean known = meanings.stream().noneMatch(m -> m instanceof Meaning.Nobody);
        return whole.isEmpty()
                        && (numbers || known)
                        && meanings.stream().distinct().count() > 1
                ? names
                : List.of(text);
    }

    private static final Pattern SOME = Text.pattern(
            "(?:the |my |پہلے )?(first|last|top|پہلے|آخری) (2|3|4|5|6|7|8|9|10|two|three|four|five|دو|تین|چار|پانچ)(?:"
                    + " (?:ones?|tasks?|todos?|items?|of them|of these|of those|کام))?");

    private static final Pattern SPELT =
            Text.pattern("(?:the |my )?(?:task|todo|item|number|no\\.?|کام|نمبر) (\\p{L}+)");
    private static final Pattern BOTH = Text.pattern("both(?: of)?(?: the| my)? (.+?)(?: ones)?");

    private static int count(String word) {
        return new Words(word).number(0).value();
    }

    private static boolean quoted(String text) {
        return text.matches("'.*'|\".*\"");
    }

    private static final Pattern NEWEST = Text.pattern(
            "(?:what|the (?:one|task|thing)|that (?:one|task))? ?(?:that )?(?:i|we) (?:have )?(?:just|last|most"
                    + " recently)? ?(?:added|created|entered|made|put in)(?: last| just now| earlier)?|(?:the |my"
                    + " )?(?:last|latest|newest|most recent)(?:ly)? (?:added |created"
                    + " )?(?:one|task|todo|item|thing|entry)? ?(?:that )?(?:i|we)? ?(?:just"
                    + " )?(?:added|created|entered|made|put in)|(?:the |my )?(?:newest|latest|most recent)"
                    + " (?:one|task|todo|item)");
    private static final Pattern SOONEST = Text.pattern("(?:the |my )?(?:very )?next(?: upcoming)?"
            + " (?:event|task|todo|appointment|meeting|item|thing|one|alarm|reminder)");

    /** @param open whether tasks that are still to be done are meant, where there is a choice */
    Meaning find(String words, boolean open) {
        String text = words.strip();
        if (NEWEST.matcher(text).matches()) {
            return utterance.tasks().stream()
                    .map(Task::id)
                    .max(Long::compare)
                    .<Meaning>map(id -> new Meaning.Tasks(List.of(id)))
                    .orElseGet(() -> new Meaning.Nobody(text));
        }
        if (SOONEST.matcher(text).matches()) {
            return utterance.tasks().stream()
                    .filter(task -> !task.completed() && task.dueAt() != null)
                    .min(java.util.Comparator.comparing(Task::dueAt))
                    .<Meaning>map(task -> new Meaning.Tasks(List.of(task.id())))
                    .orElseGet(() -> new Meaning.Nobody(text));
        }
        if (NUMBERS.matcher(text).matches()) {
            Matcher digits = DIGITS.matcher(text);
            long id = digits.find() ? Long.parseLong(digits.group()) : 0;
            return task(id).isPresent() ? new Meaning.Tasks(List.of(id)) : new Meaning.Nobody("#" + id);
        }
        Matcher spelt = SPELT.matcher(text);
        if (spelt.matches() && new Words(spelt.group(1)).number(0).end() == 1) {
            long id = count(spelt.group(1));
            return task(id).isPresent() ? new Meaning.Tasks(List.of(id)) : new Meaning.Nobody(text);
        }
        Matcher ordinal = ORDINAL.matcher(text);
        if (ordinal.matches()) {
            return nth(ordinal.group(1), text);
        }
        List<Long> mentioned = mentioned();
        if (!mentioned.isEmpty()
                && (IT.matcher(text).matches() || THEM.matcher(text).matches())) {
            return mentioned.size() == 1
                    ? new Meaning.Tasks(mentioned)
                    : new Meaning.Either(
                            mentioned.stream().flatMap(id -> task(id).stream()).toList());
        }
        Meaning named = byWords(text, open);
        return named instanceof Meaning.Tasks ? named : dated(text, open).orElse(named);
    }

    /** "The birthday party tomorrow at two": words of the title with when it is. */
    private java.util.Optional<Meaning> dated(String text, boolean open) {
        Now now = Now.of(utterance);
        java.util.Optional<Span.Found> found = Span.take(text, now);
        String words = found.map(f -> When.read(f.rest(), now).rest())
                .orElseGet(() -> When.read(text, now).rest());
        String plain = WITHOUT_TAIL.matcher(words).replaceFirst("").strip();
        if (plain.isEmpty() || plain.equals(text) || tokens(plain).allMatch(NOISE::contains)) {
            return java.util.Optional.empty();
        }
        List<Task> called = candidates(plain, open);
        List<Task> then = called.stream()
                .filter(task -> found.isPresent() && found.get().span().contains(task.dueAt(), now))
                .toList();
        if (called.isEmpty()) {
            return java.util.Optional.empty();
        }
        return java.util.Optional.of(
                then.size() == 1
                        ? new Meaning.Tasks(List.of(then.getFirst().id()))
                        // On another day, or on none: what is called so is asked about.
                        : new Meaning.Either(then.isEmpty() ? called : then));
    }

    private static final Pattern WITHOUT_TAIL =
            Text.pattern(" (?:for|from|on|of|at|in|due|scheduled|set|that is|which is)$");

    /** Those that are still there. */
    private List<Long> mentioned() {
        return utterance.mentioned().stream().filter(id -> task(id).isPresent()).toList();
    }

    private Meaning nth(String word, String text) {
        List<Long> mentioned = mentioned();
        if (!mentioned.isEmpty()) {
            int place = place(word, mentioned.size());
            return place <= mentioned.size()
                    ? new Meaning.Tasks(List.of(mentioned.get(place - 1)))
                    : new Meaning.Nobody(text);
        }
        long last = utterance.tasks().stream().mapToLong(Task::id).max().orElse(0);
        long id = place(word, (int) Math.min(last, Integer.MAX_VALUE));
        if (BY_NUMBER.matcher(text).find()) {
            return task(id).isPresent() ? new Meaning.Tasks(List.of(id)) : new Meaning.Nobody(text);
        }
        // "The second one", where no list was shown that could be counted in.
        return task(id).<Meaning>map(task -> new Meaning.Either(List.of(task)))
                .orElseGet(() -> new Meaning.Nobody(text));
    }

    /** @param last the place of the last one */
    static int place(String ordinal, int last) {
        return switch (ordinal.toLowerCase(Locale.ROOT)) {
            case "first", "پہلا", "پہلے" -> 1;
            case "second", "دوسرا", "دوسرے" -> 2;
            case "third", "تیسرا", "تیسرے" -> 3;
            case "fourth", "چوتھا", "چوتھے" -> 4;
            case "fifth", "پانچواں", "پانچویں" -> 5;
            default -> last;
        };
    }

    private java.util.Optional<Task> task(long id) {
        return utterance.tasks().stream().filter(t -> t.id() == id).findFirst();
    }

    /** Whether all the words stand in the task's title or tags. */
    static boolean fits(String words, Task task) {
        List<String> wanted = tokens(words).filter(t -> !NOISE.contains(t)).toList();
        return !wanted.isEmpty() && score(wanted, task) > 1 - 1e-9;
    }

    /** How many of the words stand in the task's title. */
    static long shared(String words, Task task) {
        List<String> title =
                tokens(task.title()).filter(t -> !NOISE.contains(t)).toList();
        return tokens(words)
                .filter(word -> !NOISE.contains(word))
                .distinct()
                .filter(word -> title.stream().anyMatch(t -> same(word, t)))
                .count();
    }

    /** Whether a word of the task's title is pointed at, as only what is known is: "the passport". */
    static boolean pointed(String words, Task task) {
        List<String> said = tokens(words).toList();
        List<String> title =
                tokens(task.title()).filter(t -> !NOISE.contains(t)).toList();
        return IntStream.range(1, said.size())
                .anyMatch(i ->
                        POINTING.contains(said.get(i - 1)) && title.stream().anyMatch(t -> same(said.get(i), t)));
    }

    private static final Set<String> POINTING = Set.of("the", "that", "this", "those", "these");

    private Meaning byWords(String text, boolean open) {
        List<Task> meant = candidates(text, open);
        // With a word left over, it may be another task that is meant.
        boolean whole = meant.size() == 1 && fits(text, meant.getFirst());
        return switch (meant.size()) {
            case 0 -> inside(text);
            case 1 -> whole ? new Meaning.Tasks(List.of(meant.getFirst().id())) : new Meaning.Either(meant);
            default -> new Meaning.Either(meant);
        };
    }

    /** Those whose title is a part of the words, to be asked about: "the haircut that I have booked for Friday". */
    private Meaning inside(String text) {
        List<String> said = tokens(text).toList();
        List<Task> within = utterance.tasks().stream()
                .filter(task -> !task.completed())
                .filter(task -> {
                    List<String> title =
                            tokens(task.title()).filter(t -> !NOISE.contains(t)).toList();
                    return !title.isEmpty()
                            && title.stream().allMatch(t -> said.stream().anyMatch(s -> same(t, s)));
                })
                .toList();
        return within.isEmpty() ? new Meaning.Nobody(text) : new Meaning.Either(within);
    }

    /** The tasks that fit the words best. */
    private List<Task> candidates(String text, boolean open) {
        List<String> wanted = tokens(text).filter(t -> !NOISE.contains(t)).toList();
        if (wanted.isEmpty()) {
            return List.of();
        }
        double best = HALF;
        List<Task> found = new ArrayList<>();
        for (Task task : utterance.tasks()) {
            double score = score(wanted, task);
            if (score > best + 1e-9) {
                found.clear();
            }
            if (score >= best - 1e-9 && score > HALF - 1e-9) {
                best = Math.max(best, score);
                found.add(task);
            }
        }
        List<Task> preferred = found.stream().filter(t -> t.completed() != open).toList();
        return preferred.isEmpty() ? found : preferred;
    }

    /** Which part of the words stands in the task's title or tags. */
    private static double score(List<String> wanted, Task task) {
        List<String> has = Stream.concat(
                        tokens(task.title())
                                .flatMap(word ->
                                        Stream.of(word, Roman.urdu(word)).distinct()),
                        task.tags().stream())
                .toList();
        long hits = wanted.stream()
                .filter(w -> has.stream().anyMatch(h -> same(w, h)))
                .count();
        // Of one or two words all have to fit: with half of them anything would.
        return wanted.size() <= 2 && hits < wanted.size() ? 0 : (double) hits / wanted.size();
    }

    static Stream<String> tokens(String text) {
        return TOKEN.matcher(text.toLowerCase(Locale.ROOT)).results().map(MatchResult::group);
    }

    static boolean same(String a, String b) {
        if (a.equals(b) || stem(a).equals(stem(b))) {
            return true;
        }
        return similar(a, b);
    }

    /** A letter wrong, missing, too many or two exchanged; two such slips in long words. */
    static boolean similar(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        int allowed = shorter >= 8 ? 2 : shorter >= 4 ? 1 : 0;
        if (allowed == 0) {
            return false;
        }
        // "Bread" is not "read".
        boolean begins = shorter >= 6
                || a.charAt(0) == b.charAt(0)
                || (a.charAt(0) == b.charAt(1) && a.charAt(1) == b.charAt(0));
        return begins && distance(a, b, allowed) <= allowed;
    }

    /** Endings of English words, roughly: buying, buys, bought are not the matter of a dictionary here. */
    private static String stem(String word) {
        String irregular = switch (word) {
            case "bought" -> "buy";
            case "paid" -> "pay";
            case "wrote", "written" -> "write";
            case "made" -> "make";
            case "sent" -> "send";
            case "read" -> "read";
            case "did", "done" -> "do";
            case "went", "gone" -> "go";
            case "took", "taken" -> "take";
            case "got" -> "get";
            default -> word;
        };
        String stem = irregular.length() > 4 ? irregular.replaceFirst("(ation|ing|ed|es|s)$", "") : irregular;
        return stem.length() > 3 && stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
    }

    /** Damerau-Levenshtein distance (optimal string alignment), given up beyond {@code most}. */
    private static int distance(String a, String b, int most) {
        if (Math.abs(a.length() - b.length()) > most) {
            return most + 1;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
