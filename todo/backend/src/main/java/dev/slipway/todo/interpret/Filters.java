package dev.slipway.todo.interpret;

import dev.slipway.todo.tasks.Priority;
import dev.slipway.todo.tasks.Task;
import dev.slipway.todo.tasks.TaskQuery;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks somebody wants to see. Every word is made something of, or is told back as not understood: an answer to half of a
 * question looks like a fact.
 */
final class Filters {
    private static final int MOST = 50;
    /** A name that is looked for has no more words. */
    private static final int MOST_WORDS = 4;

    private static final Pattern FRAMED = Text.pattern(
            ".*(?:\\b(?:tasks?|todos?|to-?dos?|lists?|calendar|schedule|scheduled|agenda|events?|meetings?|appointments?|reminders?|alarms?|notifications?|alerts?|deadlines?|plans?|planned|items?|upcoming|coming"
                    + " up|happening|due|overdue|pending|plate|going on)\\b|\\b(?:do|have|am|did|are|should|must|can|will)"
                    + " (?:i|we)\\b|\\b(?:i|we)(?:'ve)? (?:have|got|need|must|should)\\b|\\bmy \\p{L}+"
                    + " (?:look|for)|\\b(?:what is|what's|whats) (?:on|for|in|up)\\b|\\bis there\\b|\\bare"
                    + " there\\b|کام|ٹاسک|فہرست|باقی|کرنا|یاد دہانی|میٹنگ|ملاقات|الارم).*");

    /** Whether a question is of what there is to do at all. */
    static boolean framed(String text) {
        return FRAMED.matcher(text).matches();
    }

    private static final Pattern SEARCH = Text.pattern(
            "(?:please )?(?:find|search(?: for)?|look(?: for| up| in| through)?)(?: me)?(?: (?:through |in"
                    + " )?(?:my|the) (?:calendar|schedule|agenda|(?:\\p{L}+ )?lists?|tasks|reminders)(?= for))?(?:"
                    + " (?:all|my|the|any)){0,8} ?(?:tasks?|todos?)?(?:"
                    + " (?:anything|everything|something|whatever|all|the words?|about|with|containing|for|like|named|called|mentioning|that mentions?)\\b){0,8} (.+)");
    private static final Pattern ABOUT = Text.pattern(
            "\\b(?:about|containing|mentioning|that mentions?|related to|regarding|concerning|involving|to do"
                    + " with|with the words?) (?:my |the |a |an )?(.+)$");
    private static final Pattern ABOUT_WORD =
            Text.pattern("\\b(?:about|containing|mentioning|related to|regarding|concerning|involving)\\b");
    private static final Pattern URDU_SEARCH =
            Pattern.compile("(?:کام )?(.+?) (?:والے کام |کے بارے میں )?(?:تلاش|سرچ|ڈھونڈ).*");
    private static final String EXCEPT_WORD =
            "(?:(?<=everything |all |anything |tasks )but|except(?: for)?|excluding|other than|apart from|besides|but not|not counting|not including|minus|aside"
                    + " from|leaving out|without(?: the)?)";
    private static final Pattern EXCEPT =
            Text.pattern("\\b" + EXCEPT_WORD + " (.+)$|(\\S+(?: \\S+)?) کے (?:علاوہ|سوا|بغیر)");
    private static final Pattern NOT_TAGGED = Text.pattern(
            "\\b(?:not|n't|aren't|isn't|without|with no|no) (?:been )?(?:tagged|labell?ed|tag|the tag|tags?)(?: as|"
                    + " with)? ?#?([\\p{L}\\p{N}_-]+)?");
    private static final Pattern NOT_LEVEL = Text.pattern(
            "\\b(?:not|n't|aren't|isn't) (?:an? |of )?(high|medium|low|urgent|important)(?:[ -]priority)?\\b");
    private static final Pattern COMPLETED = Text.pattern(
            "\\b(?:completed?|done|finish(?:ed)?|closed|did|ticked off|checked off|accomplished?|achieved|got done|get"
                    + " done)\\b|مکمل|ہو گئے|ہوگئے|ہو گیا|ختم|کر لیے|کر لئے");
    private static final Pattern NOT_DONE = Text.pattern(
            "\\b(?:(?:not|n't|haven't|not yet|yet to be|isn't|aren't|wasn't|weren't|never|haven't been|hasn't been)"
                    + " (?:yet |been )?(?:done|completed?|finished)(?:"
                    + " yet)?|incomplete|unfinished|uncompleted|undone|pending|open|active|left(?:"
                    + " over)?|remaining|outstanding|still (?:to|need|have|open)|to do|to-do|should i do|have to|need"
                    + " to|on my plate|agenda)\\b|باقی|کرنا|کرنے|رہ گیا|رہ گئے|رہتے|رہتا|نامکمل|ادھورے");
    private static final Pattern OVERDUE =
            Text.pattern("\\b(?:overdue|late|past (?:their |its )?due(?: date)?|missed|behind(?: on)?|past (?:the"
                    + " )?deadline)\\b|تاخیر|گزر(?: گئے| گئی| گیا| چکے| چکی| چکا)?|لیٹ");
    private static final Pattern NO_DATE = Text.pattern(
            "\\b(?:(?:have |has |with |that have |which have )?no|without(?: an?| any)?|(?:don't|doesn't|do not) have"
                    + " an?y?|undated|missing an?)(?: due)? ?(?:dates?|deadlines?|due"
                    + " dates?)\\b|\\b(?:undated|unscheduled)\\b|بغیر تاریخ|تاریخ کے بغیر");
    private static final Pattern DATED =
            Text.pattern("\\b(?:with|that have|having) (?:a |any )?(?:due )?(?:dates?|deadlines?)\\b");
    private static final Pattern URGENT = Text.pattern("\\b(?:(?:most |very )?(?:urgent|important))\\b|اہم|ضروری");
    private static final Pattern LEVEL = Text.pattern(
            "\\b(?:(?:high|medium|low|top|highest|lowest)(?:(?:,? (?:or|and) |, ?)(?:high|medium|low))*(?:["
                    + " -]priority| priorities)?|priority (?:is |of )?(?:high|medium|low))\\b");
    private static final Pattern A_LEVEL = Text.pattern("\\b(high|highest|top|medium|low|lowest)\\b");
    private static final Pattern SORT =
            Text.pattern("\\b(?:sort(?:ed)?|order(?:ed)?|arranged?)?(?: them| my tasks| it)?,? ?by (?:the )?(due(?:"
                    + " date)?|date|priority|importance|title|name|alphabet|creat(?:ed|ion)(?:"
                    + " date)?|newest|urgency|deadline)\\b");
    private static final Pattern TAG = Text.pattern(
            "#([\\p{L}\\p{N}_-]+)|\\b(?:with|having|under) (?:the |an? )?([\\p{L}\\p{N}_-]+) tag\\b|([\\p{L}\\p{N}_-]+) ٹیگ(?: والے| کے| کا)?|\\b(?:with (?:the"
                    + " )?)?(?:tag(?:ged)?|label(?:l?ed)?)(?: as| with)? #?([\\p{L}\\p{N}_-]+)");
    private static final Pattern KIND = Text.pattern("\\b(meeting|appointment|alarm|reminder|alert)s?\\b");
    private static final Pattern NAMED = Text.pattern("\\b(?:called|named|titled) (.+)$");
    /** What somebody wrote down is not what was done. */
    private static final Pattern ENTERED = Text.pattern("\\b(?:did|have|had) (?:i|we) (?:already"
            + " )?(?:put|add|added|write|wrote|written|list|listed|leave|left|set|schedule|scheduled|note|noted|have|save|saved|enter|entered|make|made|create|created)\\b(?:"
            + " down)?");

    private static final Set<String> FRAME = frame();

    private final Utterance utterance;
    private final Now now;

    Filters(Utterance utterance) {
        this.utterance = utterance;
        this.now = Now.of(utterance);
    }

    /** @param unclear words of the request of which nothing was made */
    record Asked(TaskQuery query, List<String> unclear) {
        Asked {
            unclear = List.copyOf(unclear);
        }
    }

    /** Whether tasks are due in the days that were said; empty where no days were, or more was said than days. */
    Optional<Predicate<Task>> due(String words) {
        return Span.take(words, now)
                .filter(found -> leftOver(found.rest()).isEmpty())
                .map(found -> task -> found.span().contains(task.dueAt(), now));
    }

    private static final Pattern WORD = Pattern.compile("[\\p{L}']+");
    private static final Set<String> STATES = Set.of("overdue", "completed", "pending");

    /** A slip in a word of meaning is put right: left out, it would make another list. */
    private static String corrected(String text) {
        return WORD.matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(Optional.of(m.group().toLowerCase(Locale.ROOT))
                        .filter(Filters::misspelt)
                        .flatMap(Spelling::known)
                        .filter(STATES::contains)
                        .orElse(m.group())));
    }

    Asked read(String said) {
        boolean urdu = Text.isUrdu(said);
        String text = urdu ? said : corrected(said);
        Matcher search = (urdu ? URDU_SEARCH : SEARCH).matcher(text);
        if (search.matches() && !NO_DATE.matcher(text).find() && !plural(search.group(1))) {
            return new Asked(searching(search.group(1)), List.of());
        }
        List<Predicate<Task>> without = new ArrayList<>();
        Scan scan = new Scan(
                ENTERED.matcher(text.replaceAll("(?i)\\bhaven'?t\\b", "not").replaceAll("(?i)n't\\b", " not"))
                        .replaceAll(" "));
        Optional<String> about = Optional.empty();
        Matcher topic = ABOUT.matcher(text);
        if (topic.find() && Span.take(topic.group(1), now).isPresent()) {
            scan.take(ABOUT_WORD);
        } else {
            about = scan.take(ABOUT).or(() -> scan.take(NAMED)).map(m -> m.group(1));
        }
        boolean undated = scan.take(NO_DATE).isPresent();
        scan.take(NOT_TAGGED)
                .ifPresent(m -> without.add(
                        m.group(1) == null
                                ? task -> !task.tags().isEmpty()
                                : task -> task.tags().contains(m.group(1).toLowerCase(Locale.ROOT))));
        scan.take(NOT_LEVEL).ifPresent(m -> without.add(task -> task.priority() == Marks.level(m.group(1))));
        List<String> unclear = new ArrayList<>();
        scan.take(EXCEPT).ifPresent(m -> {
            String what = m.group(1) == null ? m.group(2) : m.group(1);
            except(what)
                    .ifPresentOrElse(without::add, () -> unclear.add(m.group().strip()));
        });
        boolean dated = scan.take(DATED).isPresent();
        TaskQuery.@Nullable Sort sort =
                scan.take(SORT).map(m -> sort(m.group(1))).orElse(null);
        List<Priority> levels = levels(scan);
        List<String> tags = tags(scan);
        boolean overdue = scan.take(OVERDUE).isPresent();
        boolean notDone = scan.take(NOT_DONE).isPresent();
        boolean done = scan.take(COMPLETED).isPresent() && !notDone;
        while (scan.take(NOT_DONE).isPresent()) {
            notDone = true;
        }
        while (scan.take(COMPLETED).isPresent()) {
            done = !notDone;
        }
        Optional<Hours> hours = done || overdue || undated ? Optional.empty() : Hours.take(scan.rest());
        String words = hours.map(Hours::rest).orElseGet(scan::rest);
        Optional<Span.Found> found = overdue || undated ? Optional.empty() : Span.take(words, now);
        Optional<LocalDate> day =
                hours.flatMap(h -> h.day(found.map(Span.Found::span).orElse(new Span(null, null)), now));
        if (hours.isPresent() && day.isEmpty()) {
            // Hours of several days are no stretch of time.
            unclear.add(scan.rest());
        }
        String rest = found.map(Span.Found::rest).orElse(words);
        if (found.map(Span.Found::span).filter(Span::empty).isPresent()) {
            unclear.add(text);
        }
        Span span = day.map(d -> Span.days(d, 1))
                .or(() -> found.map(Span.Found::span))
                .orElse(new Span(null, null));
        if (done && span.from() != null && span.from().isAfter(now.day()) && urdu) {
            // "کل" is yesterday where something is done already.
            span = Span.days(now.day().minusDays(1), 1);
        }
        List<String> left = leftOver(rest);
        Matcher kind = KIND.matcher(rest);
        if (left.isEmpty()
                && about.isEmpty()
                && kind.find()
                && known(kind.group(1).toLowerCase(Locale.ROOT))) {
            about = Optional.of(kind.group(1).toLowerCase(Locale.ROOT));
        }
        String searched = about.orElse(null);
        if (searched == null && !left.isEmpty()) {
            List<String> known = left.stream().filter(this::known).toList();
            boolean ofTime = left.stream().anyMatch(Filters::ofTime);
            if (known.size() == left.size() || (left.size() <= MOST_WORDS && !ofTime && sought(left, text))) {
                searched = String.join(" ", left);
                left = List.of();
            }
        }
        unclear.addAll(left.isEmpty() ? List.of() : List.of(String.join(" ", left)));
        boolean open = notDone
                || overdue
                || ((found.isPresent() || day.isPresent()) && !done)
                || ((!levels.isEmpty() || undated || dated) && !done);
        TaskQuery.Status status =
                done ? TaskQuery.Status.COMPLETED : open ? TaskQuery.Status.PENDING : TaskQuery.Status.ALL;
        boolean byCompletion = done && found.isPresent();
        TaskQuery query = new TaskQuery(
                status,
                searched,
                levels.size() == 1 ? levels.getFirst() : null,
                tags.size() == 1 ? tags : List.of(),
                byCompletion
                        ? null
                        : day.map(d -> hours.orElseThrow().fromInstant(d, now)).orElse(span.fromInstant(now)),
                byCompletion
                        ? null
                        : day.map(d -> hours.orElseThrow().beforeInstant(d, now))
                                .orElse(span.beforeInstant(now)),
                overdue,
                undated,
                sort,
                null,
                MOST,
                0);
        if (byCompletion) {
            query = query.completedIn(span.fromInstant(now), span.beforeInstant(now));
        }
        List<Predicate<Task>> narrower = new ArrayList<>();
        without.forEach(p -> narrower.add(p.negate()));
        if (levels.size() > 1) {
            narrower.add(task -> levels.contains(task.priority()));
        }
        if (tags.size() > 1) {
            narrower.add(task -> task.tags().stream().anyMatch(tags::contains));
        }
        if (dated) {
            narrower.add(task -> task.dueAt() != null);
        }
        return new Asked(narrower.isEmpty() ? query : query.only(numbers(narrower)), unclear);
    }

    private List<Long> numbers(List<Predicate<Task>> conditions) {
        return utterance.tasks().stream()
                .filter(task -> conditions.stream().allMatch(condition -> condition.test(task)))
                .map(Task::id)
                .toList();
    }

    private static boolean plural(String words) {
        return Text.pattern("(?:overdue|completed|pending|open|high priority|low priority|urgent|all)?(?:"
                        + " ?(?:tasks|todos|schedules?|events|meetings|appointments|reminders|alarms))?(?:"
                        + " (?:for|on|without|with no|due|that|which|from|before|after|between)\\b.*)?")
                .matcher(words.strip())
                .matches();
    }

    private static TaskQuery searching(String words) {
        String plain = words.replaceAll("^['\"]|['\"]$", "").strip();
        return new TaskQuery(
                TaskQuery.Status.ALL, plain, null, List.of(), null, null, false, false, null, null, MOST, 0);
    }

    /** What is to be left out: tags, priorities, completed ones, a day, or tasks by their words. */
    private Optional<Predicate<Task>> except(String words) {
        String plain = words.strip()
                .replaceFirst("(?i)^(?:the|my|any|those|ones?|for) ", "")
                .replaceFirst("(?i) (?:tasks?|ones?|todos?|items?|stuff|tag)$", "");
        List<String> names = List.of(plain.split(",? (?:and|or|&|اور) |, "));
        List<Predicate<Task>> each = new ArrayList<>();
        for (String name : names) {
            Optional<Predicate<Task>> one =
                    exceptOne(name.strip().replaceFirst("(?i)^(?:the|my|any|those|tagged) ", ""));
            if (one.isEmpty()) {
                return Optional.empty();
            }
            each.add(one.get());
        }
        return Optional.of(task -> each.stream().anyMatch(p -> p.test(task)));
    }

    private Optional<Predicate<Task>> exceptOne(String name) {
        String tag = name.toLowerCase(Locale.ROOT).replaceFirst("^#", "");
        if (knownTags().contains(tag)) {
            return Optional.of(task -> task.tags().contains(tag));
        }
        if (A_LEVEL.matcher(tag.replaceFirst("[ -]priority$", "")).matches()
                || URGENT.matcher(tag).matches()) {
            Priority level = Marks.level(tag.replaceFirst("[ -]priority$", ""));
            return Optional.of(task -> task.priority() == level);
        }
        if (COMPLETED.matcher(name).matches()) {
            return Optional.of(Task::completed);
        }
        if (OVERDUE.matcher(name).matches()) {
            return Optional.of(task ->
                    !task.completed() && task.dueAt() != null && task.dueAt().isBefore(utterance.now()));
        }
        Optional<Predicate<Task>> due = due(name);
        if (due.isPresent()) {
            return due;
        }
        Matcher number = Pattern.compile("(?:task |number |#)?(\\d{1,9})").matcher(tag);
        if (number.matches()) {
            long id = Long.parseLong(number.group(1));
            return Optional.of(task -> task.id() == id);
        }
        return utterance.tasks().stream().anyMatch(task -> Named.fits(name, task))
                ? Optional.of(task -> Named.fits(name, task))
                : Optional.empty();
    }

    private static TaskQuery.Sort sort(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return lower.startsWith("d")
                ? TaskQuery.Sort.DUE_DATE
                : lower.startsWith("p") || lower.startsWith("i") || lower.startsWith("u")
                        ? TaskQuery.Sort.PRIORITY
                        : lower.startsWith("t") || lower.equals("name") || lower.startsWith("alpha")
                                ? TaskQuery.Sort.TITLE
                                : TaskQuery.Sort.CREATED;
    }

    private static List<Priority> levels(Scan scan) {
        Optional<MatchResult> said = scan.take(LEVEL);
        if (said.isPresent()) {
            return A_LEVEL.matcher(said.get().group())
                    .results()
                    .map(m -> Marks.level(m.group(1)))
                    .distinct()
                    .toList();
        }
        return scan.take(URGENT).isPresent() ? List.of(Priority.HIGH) : List.of();
    }

    private Set<String> knownTags() {
        return utterance.tasks().stream()
                .map(Task::tags)
                .flatMap(List::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Tags named as such, or words that are the person's own tags: "work or home tasks". */
    private List<String> tags(Scan scan) {
        List<String> tags = new ArrayList<>();
        for (Optional<MatchResult> m = scan.take(TAG); m.isPresent(); m = scan.take(TAG)) {
            tags.add(Marks.firstGroup(m.get()).toLowerCase(Locale.ROOT));
        }
        Set<String> known = knownTags();
        for (String word : Named.tokens(scan.rest()).toList()) {
            if (known.contains(word)) {
                tags.add(word);
                scan.take(Text.pattern(
                        "(?:(?:,? (?:or|and) )|(?<=^|[^\\p{L}\\p{N}]))" + Pattern.quote(word) + "(?![\\p{L}\\p{N}])"));
            }
        }
        return tags.stream().distinct().toList();
    }

    /** A word that says when: looked for in titles, it would make a wrong list. */
    private static boolean ofTime(String word) {
        return List.of(
                                Lexicon.Sense.WEEKDAY,
                                Lexicon.Sense.WORKDAYS,
                                Lexicon.Sense.WEEKEND,
                                Lexicon.Sense.PART,
                                Lexicon.Sense.NUMBER,
                                Lexicon.Sense.UNIT,
                                Lexicon.Sense.HALF_OF_DAY,
                                Lexicon.Sense.OCLOCK,
                                Lexicon.Sense.MONTH,
                                Lexicon.Sense.NOON)
                        .stream()
                        .anyMatch(sense -> Lexicon.is(word, sense))
                || word.matches(
                        "\\d.*|before|after|between|if|recent|latest|future|coming|past|wo|not|no|or|none|few|most|half|some|nobody|many");
    }

    /** Whether words that name nothing known stand where a sentence has what is looked for: "my yoga tasks", "do I have any yoga". */
    private static boolean sought(List<String> words, String text) {
        String said = String.join("\\W+", words.stream().map(Pattern::quote).toList());
        return Text.pattern(".*\\b(?:" + said
                                + ")'?s? (?:tasks?|todos?|to-?dos?|items?|stuff|things?|ones?|lists?|reminders?|events?"
                                + "|meetings?|appointments?|alarms?|plans?|notes?)\\b.*"
                                + "|.*\\b(?:(?:do|did) (?:i|we) (?:have|need)|have (?:i|we) got|is there|are there|have|got|any|anything|find|search|show|list|for|with|the|my|is|are)"
                                + " (?:an? |any |some |the |my |all |to |me )*(?:" + said + ")\\b.*|[^\\p{ASCII}]*")
                        .matcher(text)
                        .matches()
                || Text.isUrdu(text);
    }

    /** A word of one of the tasks: who names it looks for that task. */
    private boolean known(String word) {
        return utterance.tasks().stream()
                .anyMatch(task -> Named.tokens(task.title()).anyMatch(token -> Named.same(word, token)));
    }

    /** Words that say more than that tasks are to be shown. */
    private static List<String> leftOver(String text) {
        return Token.of(text).stream()
                .filter(token -> token.kind() != Token.Kind.MARK)
                .map(token -> token.kind() == Token.Kind.QUOTE
                        ? token.text().substring(1, token.text().length() - 1)
                        : token.lower())
                .filter(word -> !FRAME.contains(word.replaceFirst("'s$", "")))
                .filter(word -> !misspelt(word))
                .toList();
    }

    /** A slip in a word of asking; of a short one only two letters that changed places, as another letter makes a name: "Lisa". */
    private static boolean misspelt(String word) {
        return Spelling.known(word)
                .filter(known -> word.length() > 4 || sorted(word).equals(sorted(known)))
                .isPresent();
    }

    private static String sorted(String word) {
        return word.chars().sorted().mapToObj(c -> String.valueOf((char) c)).collect(Collectors.joining());
    }

    private static Set<String> frame() {
        return Set.copyOf(List.of(
                ("again loud aloud inform gimme whatever whichever whoever whenever remain remains mention mentions mentioning exist exists remainder calender put supposed doing being name showing entail entails contain contains involve"
                                + " involves related listed items' show event events meeting's appointments appointment meetings"
                                + " alarm alarms alert alerts notification notifications entry entries deadline deadlines"
                                + " scheduled schedules set happen happens takes take place program details detail information"
                                + " info lists' back out latest current coming new available available specific different olly"
                                + " time times timing timings else then پھر تاریخ کر لیا لیے لی لئے اس یہ ہو رہتے چاہیے me list"
                                + " display view see give tell read print get bring pull open check look find search up out me my"
                                + " mine the all of a an any anything everything something is are am be been was were do does did"
                                + " done i we you u us our your have has had having got gotten to for on in at by with and or what"
                                + " what's whats which who where where's how many much number count total amount please pls plz"
                                + " kindly tasks task todo todos to-do to-dos item items thing things lists stuff reminders"
                                + " reminder agenda schedule calendar plate due coming upcoming there need needs should supposed"
                                + " meant can could would will shall still yet so far now currently right that those these this it"
                                + " them they also just really actually only today's tasks' left go over through about exactly"
                                + " happening planned plan plans planning going next looks like i've i'm we've entire whole"
                                + " complete full quick overview summary rundown recap let know hey hi hello ok okay want wanna"
                                + " gotta must when's remind whose each single every one ones status as such work-list busy free"
                                + " day دکھائیں دکھاؤ دکھا دکھاو دیں دو دیجیے بتائیں بتاؤ بتا میرے میرا میری مجھے کام کاموں کے کی"
                                + " کا کو سے میں ہیں ہے تھے تھا سب سارے ساری تمام کیا کون کونسے سا سی کتنے کتنا کتنی ٹاسک ٹاسکس"
                                + " لسٹ فہرست پوری صرف اپنے اپنی اب تک ابھی جو وہ والے والی والا رہے ہوئے ہوا گئے گیا چکے نے بھی"
                                + " ذرا پلیز براہ کرم شدہ تلاش کریں کرو اور پر لیے آج کل ہوں گے مجھ کرنے ترجیح اہمیت زیادہ کوئی"
                                + " کچھ بچے بچا ")
                        .split(" ")));
    }
}
