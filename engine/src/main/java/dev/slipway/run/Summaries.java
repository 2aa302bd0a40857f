package dev.slipway.run;

import dev.slipway.application.Application;
import dev.slipway.chart.Chart;
import dev.slipway.containerize.Images;
import dev.slipway.deploy.Release;
import dev.slipway.gate.Check;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Gated;
import dev.slipway.validate.Verdict;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/** One line for each phase's result. */
final class Summaries {
    private Summaries() {}

    static String prepare(Gated<Application> made) {
        return made.value().services().size() + " services · " + checks(made.gate());
    }

    static String containerize(Gated<Images> made) {
        return made.value().images().stream()
                .map(i -> i.service() + " " + megabytes(i.size()))
                .collect(Collectors.joining(" · "));
    }

    static String pack(Gated<Chart> made) {
        return Path.of(made.value().archive()).getFileName() + " · "
                + made.value().objects().size() + " objects · " + checks(made.gate());
    }

    static String deploy(Gated<Release> made) {
        return "revision " + made.value().revision() + " · " + checks(made.gate());
    }

    static String validate(Gated<Verdict> made) {
        Verdict verdict = made.value();
        return verdict.brief()
                ? made.gate().count(Check.Status.PASS) + " of "
                        + made.gate().checks().size()
                        + " checks · short, as only code has changed (./slipway validate tries everything)"
                : verdict.whole().result();
    }

    private static String checks(Gate gate) {
        long notes = gate.checks().size() - gate.count(Check.Status.PASS);
        return gate.checks().size() + " checks" + (notes == 0 ? "" : ", " + notes + (notes == 1 ? " note" : " notes"));
    }

    private static String megabytes(long bytes) {
        return bytes >= 9_950_000
                ? Math.round(bytes / 1e6) + " MB"
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
