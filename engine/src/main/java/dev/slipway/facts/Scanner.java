package dev.slipway.facts;

import dev.slipway.osv.Policy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Looks for known vulnerabilities of an image's packages. There is one implementation for each source of data. */
public interface Scanner {
    /** Gives one answer for each kind of packages that it looks at. */
    Result scan(Bill bill) throws IOException, InterruptedException;

    /** Asks several, each of which looks at kinds of its own. */
    static Scanner all(List<Scanner> scanners) {
        return bill -> {
            List<Answer> answers = new ArrayList<>();
            List<Found> found = new ArrayList<>();
            for (Scanner scanner : scanners) {
                Result one = scanner.scan(bill);
                answers.addAll(one.answers());
                found.addAll(one.found());
            }
            return new Result(answers, found);
        };
    }

    /** The answers, and each weakness behind them. */
    record Result(List<Answer> answers, List<Found> found) {
        public Result {
            answers = List.copyOf(answers);
            found = List.copyOf(found);
        }
    }

    /**
     * A library with a published vulnerability.
     *
     * @param way by which it came in: the libraries that ask for one another, each with its version
     */
    record Found(Policy.Judged judged, Library library, List<String> way) {
        public Found {
            way = List.copyOf(way);
        }

        /** One line for people. */
        public String line() {
            String by = way.size() > 1 ? "by " + String.join(" > ", way.subList(0, way.size() - 1)) + ", " : "";
            return judged.weakness().of() + ": " + judged.weakness().title() + ", "
                    + judged.weakness().rating() + ", " + judged.weakness().remedy() + " (" + by + "in "
                    + library.from() + ")"
                    + judged.waiver()
                            .map(waiver -> ", accepted"
                                    + (waiver.until().isEmpty() ? "" : " until " + waiver.until()) + ": "
                                    + waiver.reason())
                            .orElse("")
                    + judged.ended()
                            .map(waiver -> ", accepted only until " + waiver.until() + " (" + waiver.place() + ")")
                            .orElse("");
        }
    }

    /** What is known of one kind of packages. Missing data is an answer of its own. */
    sealed interface Answer {
        /** Kind of packages, such as {@code deb}. */
        String ecosystem();

        /** What was compared with what, and how old the data is. */
        String evidence();

        record Clean(String ecosystem, String evidence) implements Answer {}

        /** Something that closes the gate. @param found each with the package, its version and what mends it */
        record Vulnerable(String ecosystem, String evidence, List<String> found, String remedy) implements Answer {
            public Vulnerable {
                found = List.copyOf(found);
            }
        }

        /** Something that the policy or a waiver lets pass. */
        record Tolerated(String ecosystem, String evidence, List<String> found) implements Answer {
            public Tolerated {
                found = List.copyOf(found);
            }
        }

        record NoData(String ecosystem, String evidence) implements Answer {}
    }
}
