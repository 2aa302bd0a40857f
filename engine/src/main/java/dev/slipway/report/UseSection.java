package dev.slipway.report;

import static dev.slipway.report.Markup.el;
import static dev.slipway.report.Markup.group;
import static dev.slipway.report.Markup.text;

import dev.slipway.validate.Verdict;
import java.util.List;
import java.util.Optional;

/** Shows how much each container uses of its requests. */
final class UseSection {
    private UseSection() {}

    static Optional<Section> of(RunReport report) {
        Verdict verdict = report.verdict();
        if (verdict == null || verdict.utilisation().isEmpty()) {
            return Optional.empty();
        }
        List<List<Markup>> rows =
                verdict.utilisation().stream().map(UseSection::row).toList();
        return Optional.of(new Section(
                "use",
                "Utilisation",
                Table.of(
                        "CPU and memory in use against requests and limits",
                        List.of("Container", "CPU of request", "Memory of request", "Memory of limit"),
                        rows)));
    }

    private static List<Markup> row(Verdict.Use use) {
        return List.of(
                group(text(use.container()), el("br"), el("small", text(use.pod()))),
                part(use.cpu(), use.cpuRequest(), use.cpu() + " m of " + use.cpuRequest() + " m", 1),
                part(
                        use.memory(),
                        use.memoryRequest(),
                        Units.memory(use.memory()) + " of " + Units.memory(use.memoryRequest()),
                        1),
                // Above nine tenths of the limit the next peak may get the container killed.
                part(
                        use.memory(),
                        use.memoryLimit(),
                        Units.memory(use.memory()) + " of " + Units.memory(use.memoryLimit()),
                        0.9));
    }

    private static Markup part(long used, long of, String words, double alarm) {
        if (of <= 0) {
            return text("none set");
        }
        double share = (double) used / of;
        return group(
                Bars.share(share, share > alarm ? "failed" : "ran"),
                el("br"),
                text(Math.round(share * 100) + "% · " + words));
    }
}
