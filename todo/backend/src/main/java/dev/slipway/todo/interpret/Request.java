package dev.slipway.todo.interpret;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One request of a message: its words, and what they want; nothing where they are not understood.
 *
 * @param goesOn whether it stands in the same sentence as the one before it
 */
record Request(String text, Optional<Intent> intent, boolean goesOn) {
    private static final Pattern QUESTION =
            Text.pattern("(?:what|why|who|when|where|how|is|are|do|does|can|کیا|کیوں|کون|کب|کہاں|کیسے)\\b.*|.*\\?");
    /** Said on the way to a request; alone it wants something, beside others nothing. */
    private static final Pattern FILLER = Text.pattern(
            "(?:no|yes|ok|okay|oh|oops|wait|hmm|well|so|please|also|sure|right|sorry|ہاں|جی|نہیں|اچھا|ٹھیک ہے)");

    /** What is said after a request that is not meant after all. */
    private static final Pattern TAKEN_BACK = Text.pattern(
            "(?:oh |ah |actually |wait,? |hmm,? |no,? |sorry,? |on second thought,? |or )*(?:no|nope|nah|never"
                    + " ?mind|don'?t|do not|scratch that|forget (?:it|that|about it)|cancel that|not really|just"
                    + " kidding|jk|kidding|wait|stop|i changed my mind|changed my mind|leave it|leave that|not yet|maybe"
                    + " not|better not|نہیں|رہنے دیں|رہنے دو|چھوڑیں|چھوڑو|نہ کریں|مت کرو)(?: (?:that|it|mind|do it|do"
                    + " that|do this|bother|actually|wait|please|thanks))*");

    /** What begins a clause on which the rest of its sentence depends. */
    private static final Pattern SUBORDINATE = Text.pattern(
            "(?:when|whenever|once|should|had|were|where|after|before|while|until|till|if|unless|because|since|as|so long as|provided|providing|assuming|supposing|given|in case|in the event|the moment|by the time|every time|now that)\\b.*");

    private static final Pattern DEPENDS = Text.pattern(
            "\\s*(?:and )?(?:then|if (?:so|yes|not|no|it is|they are|it isn't)|in that case|otherwise|if it'?s? .+)\\b");

    private static final Pattern WORDS = Pattern.compile(".*[\\p{L}\\p{N}].*");

    /** What follows a title and is no request of its own belongs to the title; behind a semicolon it is one more task. */
    static List<Request> all(String text, boolean asked, Sentences reader) {
        List<Parts.Part> parts = Parts.of(text, asked);
        if (parts.size() == 1) {
            return List.of(new Request(text, reader.read(text, asked), false));
        }
        if (parts.stream()
                        .skip(1)
                        .anyMatch(part -> TAKEN_BACK.matcher(part.text()).matches())
                && TAKEN_BACK.matcher(parts.getLast().text()).matches()) {
            return List.of(new Request(text, Optional.of(new Intent.Refrain(Mood.NEGATED)), false));
        }
        if (parts.isEmpty()) {
            return List.of();
        }
        Mood first = Mood.of(parts.getFirst().text(), false);
        boolean governs = first == Mood.CONDITIONAL || first == Mood.REPORTED || first == Mood.HYPOTHETICAL;
        boolean clause = SUBORDINATE.matcher(parts.getFirst().text()).matches()
                && parts.get(1).separator().matches(",.*|.*\\bthen\\b.*");
        if ((governs || clause) && !parts.get(1).ends()) {
            return List.of(
                    new Request(text, Optional.of(new Intent.Refrain(governs ? first : Mood.CONDITIONAL)), false));
        }
        List<Request> requests = new ArrayList<>();
        boolean depends = false;
        boolean questioned = false;
        for (Parts.Part part : parts) {
            if (FILLER.matcher(part.text()).matches()) {
                continue;
            }
            // "Is it finished? Then close it": what the answer decides is not done before it.
            depends |= DEPENDS.matcher(part.separator().strip().replaceFirst("^[.!?,;]+\\s*", "") + " " + part.text())
                            .lookingAt()
                    && !requests.isEmpty()
                    && questioned;
            questioned |= part.asked() || Mood.of(part.text(), part.asked()) == Mood.QUESTION;
            Optional<Intent> intent = (depends
                            ? Optional.<Intent>of(new Intent.Refrain(Mood.CONDITIONAL))
                            : reader.read(part.text(), part.asked()))
                    // Behind a title it is more of the title, not a new one to ask about.
                    .filter(i -> requests.isEmpty() || !(i instanceof Intent.Perhaps) || part.asked());
            Optional<Request> last = requests.isEmpty() ? Optional.empty() : Optional.of(requests.getLast());
            String joined =
                    last.map(l -> l.text() + part.separator() + part.text()).orElse(part.text());
            boolean list = part.separator().contains(";");
            if (part.ends() && !list && last.isPresent() && last.get().titled()) {
                if (says(part.text())) {
                    // "Fix the bike. Due Saturday. High priority.": more of the same task.
                    requests.set(
                            requests.size() - 1,
                            new Request(
                                    joined(last.get().text(), part.text()),
                                    reader.read(joined(last.get().text(), part.text()), part.asked()),
                                    requests.getLast().goesOn()));
                } else {
                    // A sentence of its own is no part of a title.
                    requests.add(new Request(part.text(), intent, false));
                }
                continue;
            }
            if (last.isPresent()
                    && last.get().intent().isEmpty()
                    && When.begins(last.get().text())) {
                requests.set(
                        requests.size() - 1,
                        new Request(
                                joined,
                                reader.read(joined, part.asked()),
                                requests.getLast().goesOn()));
            } else if (intent.isPresent()
                    || last.isEmpty()
                    || !last.get().titled()
                    || QUESTION.matcher(part.text()).matches()) {
                requests.add(new Request(part.text(), intent, !requests.isEmpty() && !part.ends()));
            } else if (list && WORDS.matcher(part.text()).matches()) {
                requests.add(new Request(part.text(), Optional.of(new Intent.Add(part.text())), false));
            } else if (!list) {
                requests.set(
                        requests.size() - 1,
                        new Request(
                                joined,
                                reader.read(joined, part.asked()),
                                requests.getLast().goesOn()));
            }
        }
        return requests;
    }

    /** Whether a sentence says nothing but when, how important, or under which tags. */
    private static boolean says(String sentence) {
        Marks marks = Marks.read(sentence);
        boolean marked = marks.rest().isBlank();
        return marked || When.only(marks.rest(), English.SOME_DAY) || When.only("on " + marks.rest(), English.SOME_DAY);
    }

    private static String joined(String title, String more) {
        return title + ", " + more;
    }

    /** Whether it was not understood, or says that something is not to be done. */
    boolean doubted() {
        return intent.map(i -> i instanceof Intent.Refrain || i instanceof Intent.Unanswered)
                .orElse(true);
    }

    /** Reads one sentence. */
    interface Sentences {
        /** @param asked whether it ended with a question mark */
        Optional<Intent> read(String sentence, boolean asked);
    }

    private boolean titled() {
        return intent.filter(i -> i instanceof Intent.Add || i instanceof Intent.Change)
                .isPresent();
    }
}
