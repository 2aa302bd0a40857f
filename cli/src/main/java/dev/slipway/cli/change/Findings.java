package dev.slipway.cli.change;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.RootCause;
import dev.slipway.diagnose.cause.Cause;
import java.util.List;
import java.util.Locale;

/** Prints the findings of a diagnosis. */
public final class Findings {
    private static final int OBJECTS = 3;
    private static final int LINES = 6;

    private Findings() {}

    public static String place(String space) {
        return space.isEmpty() ? "any namespace" : "namespace " + space;
    }

    public static void text(Talk console, Diagnosis diagnosis, String space) {
        diagnosis.findings().forEach(f -> text(console, f));
        diagnosis.unread().forEach(kind -> console.err().println("not looked at: " + kind));
        long blocking = diagnosis.findings().stream().filter(RootCause::blocks).count();
        int further = (int) (diagnosis.findings().size() - blocking);
        console.out()
                .println((diagnosis.findings().isEmpty()
                                ? "Nothing is wrong"
                                : blocking
                                        + (blocking == 1 ? " cause blocks, " : " causes block, ")
                                        + further
                                        + (further == 1 ? " does not yet" : " do not yet"))
                        + ": " + diagnosis.pods() + (diagnosis.pods() == 1 ? " pod" : " pods") + " of " + place(space)
                        + " in "
                        + String.format(Locale.ROOT, "%.1f s", diagnosis.took().toMillis() / 1000.0) + ".");
    }

    private static void text(Talk console, RootCause finding) {
        Cause cause = finding.cause();
        console.out()
                .println((finding.blocks() ? console.marked(Talk.Mark.BAD, "✗") : console.marked(Talk.Mark.BUSY, "–"))
                        + " " + console.marked(Talk.Mark.STRONG, cause.id()) + "  " + cause.summary());
        line(console, "why", cause.why());
        line(
                console,
                "at",
                (finding.namespace().isEmpty() ? "" : "-n " + finding.namespace() + " ")
                        + String.join(
                                ", ", finding.objects().stream().limit(OBJECTS).toList())
                        + (finding.objects().size() > OBJECTS
                                ? " and " + (finding.objects().size() - OBJECTS) + " more"
                                : ""));
        List<String> evidence =
                cause.evidence().stream().filter(l -> !l.equals(cause.why())).toList();
        evidence.subList(Math.max(0, evidence.size() - LINES), evidence.size()).forEach(l -> line(console, "", l));
        finding.follows().forEach(f -> line(console, "so", f.id() + " " + f.summary()));
        line(console, "fix", cause.fix().words());
        line(console, "more", "./slipway explain " + cause.id());
    }

    private static void line(Talk console, String name, String text) {
        console.out().printf("    %-5s %s%n", name, text.strip().replace("\n", "\n          "));
    }
}
