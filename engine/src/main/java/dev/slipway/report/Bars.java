package dev.slipway.report;

import static dev.slipway.report.Markup.at;
import static dev.slipway.report.Markup.css;
import static dev.slipway.report.Markup.each;
import static dev.slipway.report.Markup.el;
import static dev.slipway.report.Markup.group;
import static dev.slipway.report.Markup.text;

import java.util.List;
import java.util.stream.IntStream;

/** Small plots. Each has a text alternative; a table beside it has the figures. */
final class Bars {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 180;
    private static final int FOOT = 24;
    private static final int TOP = 18;

    private Bars() {}

    /** One bar that fills a part of its cell. */
    static Markup share(double part, String kind) {
        double width = Math.clamp(part, 0, 1) * 160;
        return el(
                "svg",
                css("share"),
                at("viewBox", "0 0 160 10"),
                at("aria-hidden", "true"),
                el("rect", css("track"), at("width", 160), at("height", 10), at("rx", 2)),
                el(
                        "rect",
                        css("bar " + kind),
                        at("width", Units.number(Math.max(width, part > 0 ? 1 : 0))),
                        at("height", 10),
                        at("rx", 2)));
    }

    /** One column for each value, with a text under it; where there are many columns only some texts are shown. */
    static Markup columns(String label, List<String> names, List<Long> values, String unit) {
        int count = Math.max(1, values.size());
        long most = Math.max(1, values.stream().mapToLong(Long::longValue).max().orElse(1));
        double step = (double) WIDTH / count;
        int every = Math.max(1, (int) Math.ceil(count / 10.0));
        return el(
                "svg",
                css("plot"),
                at("viewBox", "0 0 " + WIDTH + " " + (HEIGHT + FOOT + TOP)),
                at("role", "img"),
                at("aria-label", label),
                el("text", css("value"), at("x", 0), at("y", 12), text(most + " " + unit)),
                line(TOP),
                line(TOP + HEIGHT / 2),
                line(TOP + HEIGHT),
                each(IntStream.range(0, values.size()).boxed().toList(), i -> {
                    double height = HEIGHT * (double) values.get(i) / most;
                    return group(
                            el(
                                    "rect",
                                    css("bar ran"),
                                    at("x", Units.number(i * step + 1)),
                                    at("y", Units.number(TOP + HEIGHT - height)),
                                    at("width", Units.number(Math.max(1, step - 2))),
                                    at("height", Units.number(height)),
                                    el("title", text(names.get(i) + ": " + values.get(i) + " " + unit))),
                            i % every == 0
                                    ? el(
                                            "text",
                                            css("axis"),
                                            at("x", Units.number((i + 0.5) * step)),
                                            at("y", TOP + HEIGHT + 16),
                                            at("text-anchor", "middle"),
                                            text(names.get(i)))
                                    : Markup.none());
                }));
    }

    private static Markup line(int y) {
        return el("line", css("grid"), at("x1", 0), at("x2", WIDTH), at("y1", y), at("y2", y));
    }
}
