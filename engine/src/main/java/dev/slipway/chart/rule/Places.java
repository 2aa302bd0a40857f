package dev.slipway.chart.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the line of a chart's file that a person has to look at. */
public final class Places {
    private static final Pattern HELM_PLACE = Pattern.compile("[A-Za-z0-9_.-]+/(templates/[^:() ]+)(:[0-9]+)?");

    private Places() {}

    /** {@code FILE:LINE} of a problem in a rendered object: where its field's key stands in the template. */
    static String of(Path chart, Problem problem) {
        Path file = chart.resolve(problem.manifest().template());
        return "%s:%d".formatted(file, line(file, problem.path()));
    }

    /** The keys of a path stand below one another, so each is searched behind the one before. */
    private static int line(Path file, String path) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            return 1;
        }
        int found = 0;
        for (String key : path.split("/")) {
            Pattern pattern = Pattern.compile("^[-\\s]*\"?" + Pattern.quote(key) + "\"?\\s*:.*");
            for (int i = found; i < lines.size() && !key.matches("[0-9]+"); i++) {
                if (pattern.matcher(lines.get(i)).matches()) {
                    found = i + 1;
                    break;
                }
            }
        }
        return Math.max(1, found);
    }

    /** Helm's message with the chart's templates as paths that an editor opens. */
    public static String named(Path chart, String message) {
        Matcher matcher = HELM_PLACE.matcher(message);
        return matcher.replaceAll(
                m -> Matcher.quoteReplacement(chart.resolve(m.group(1)) + (m.group(2) == null ? ":1" : m.group(2))));
    }
}
