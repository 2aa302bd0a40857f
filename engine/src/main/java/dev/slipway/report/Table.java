package dev.slipway.report;

import static dev.slipway.report.Markup.at;
import static dev.slipway.report.Markup.css;
import static dev.slipway.report.Markup.each;
import static dev.slipway.report.Markup.el;
import static dev.slipway.report.Markup.text;

import java.util.List;
import java.util.stream.IntStream;

/** A table whose first column heads its rows. */
final class Table {
    private Table() {}

    static Markup of(String caption, List<String> columns, List<List<Markup>> rows) {
        return el(
                "div",
                css("scroll"),
                // Only what has the focus can be scrolled by the keyboard.
                at("tabindex", "0"),
                at("role", "region"),
                at("aria-label", caption),
                el(
                        "table",
                        el("caption", text(caption)),
                        el("thead", el("tr", each(columns, c -> el("th", at("scope", "col"), text(c))))),
                        el("tbody", each(rows, Table::row))));
    }

    private static Markup row(List<Markup> cells) {
        return el(
                "tr",
                each(
                        IntStream.range(0, cells.size()).boxed().toList(),
                        i -> i == 0 ? el("th", at("scope", "row"), cells.getFirst()) : el("td", cells.get(i))));
    }
}
