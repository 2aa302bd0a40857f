package dev.slipway.todo.interpret;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** One request of a message: its words, and what they want; nothing where they are not understood. */
record Request(String text, Optional<Intent> intent) {
    private static final Pattern QUESTION =
            Text.pattern("(?:what|why|who|when|where|how|is|are|do|does|can|کیا|کیوں|کون|کب|کہاں|کیسے)\\b.*|.*\\?");
    /** Said on the way to a request; alone it wants something, beside others nothing. */
    private static final Pattern FILLER = Text.pattern(
            "(?:no|yes|ok|okay|oh|oops|wait|hmm|well|so|please|also|sure|right|sorry|ہاں|جی|نہیں|اچھا|ٹھیک ہے)");

    private static final Pattern WORDS = Pattern.compile(".*[\\p{L}\\p{N}].*");

    /** What follows a title and is no request of its own belongs to the title; behind a semicolon it is one more task. */
    static List<Request> all(String text, Intent.Reader reader) {
        List<Parts.Part> parts = Parts.of(text);
        if (parts.size() == 1) {
            return List.of(new Request(text, reader.read(text)));
        }
        List<Request> requests = new ArrayList<>();
        for (Parts.Part part : parts) {
            if (FILLER.matcher(part.text()).matches()) {
                continue;
            }
            Optional<Intent> intent = reader.read(part.text());
            Optional<Request> last = requests.isEmpty() ? Optional.empty() : Optional.of(requests.getLast());
            String joined =
                    last.map(l -> l.text() + part.separator() + part.text()).orElse(part.text());
            boolean list = part.separator().contains(";");
            if (last.isPresent()
                    && last.get().intent().isEmpty()
                    && EnglishWhen.begins(last.get().text())) {
                requests.set(requests.size() - 1, new Request(joined, reader.read(joined)));
            } else if (intent.isPresent()
                    || last.isEmpty()
                    || !last.get().titled()
                    || QUESTION.matcher(part.text()).matches()) {
                requests.add(new Request(part.text(), intent));
            } else if (list && WORDS.matcher(part.text()).matches()) {
                requests.add(new Request(part.text(), Optional.of(new Intent.Add(part.text()))));
            } else if (!list) {
                requests.set(requests.size() - 1, new Request(joined, reader.read(joined)));
            }
        }
        return requests;
    }

    private boolean titled() {
        return intent.filter(i -> i instanceof Intent.Add || i instanceof Intent.Change)
                .isPresent();
    }
}
