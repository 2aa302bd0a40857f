package dev.slipway.report;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * HTML, SVG and XML as a tree of values. There is no way to put text into it unescaped, and what it renders is
 * well-formed XML as well as HTML.
 */
sealed interface Markup {
    /** HTML's elements that never have content; any other must not be closed in itself. */
    Set<String> VOID = Set.of("meta", "br", "hr", "img", "link", "input");

    record Element(String tag, List<Markup> parts) implements Markup {}

    record Attribute(String name, String value) implements Markup {}

    record Text(String value) implements Markup {}

    record Group(List<Markup> parts) implements Markup {}

    static Element el(String tag, Markup... parts) {
        return new Element(tag, List.of(parts));
    }

    static Attribute at(String name, Object value) {
        return new Attribute(name, value.toString());
    }

    static Attribute css(String classes) {
        return new Attribute("class", classes);
    }

    static Text text(Object value) {
        return new Text(value.toString());
    }

    static Markup none() {
        return new Group(List.of());
    }

    static <T> Markup each(List<T> items, Function<T, Markup> made) {
        return new Group(items.stream().map(made).toList());
    }

    static Markup group(Markup... parts) {
        return new Group(List.of(parts));
    }

    default String render() {
        StringBuilder out = new StringBuilder();
        write(this, out);
        return out.toString();
    }

    private static void write(Markup node, StringBuilder out) {
        switch (node) {
            case Text text -> escape(text.value(), out);
            case Attribute attribute ->
                throw new IllegalStateException("attribute outside an element: " + attribute.name());
            case Group group -> group.parts().forEach(part -> write(part, out));
            case Element element -> {
                out.append('<').append(element.tag());
                flat(element.parts()).filter(Attribute.class::isInstance).forEach(part -> {
                    Attribute attribute = (Attribute) part;
                    out.append(' ').append(attribute.name()).append("=\"");
                    escape(attribute.value(), out);
                    out.append('"');
                });
                if (VOID.contains(element.tag())) {
                    out.append("/>");
                    return;
                }
                out.append('>');
                flat(element.parts())
                        .filter(part -> !(part instanceof Attribute))
                        .forEach(part -> write(part, out));
                out.append("</").append(element.tag()).append('>');
            }
        }
    }

    private static Stream<Markup> flat(List<Markup> parts) {
        return parts.stream().flatMap(p -> p instanceof Group g ? flat(g.parts()) : Stream.of(p));
    }

    private static void escape(String value, StringBuilder out) {
        value.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(legal(c) ? c : 0xFFFD);
            }
        });
    }

    /** XML 1.0, production 2; without the bidirectional controls, which can make text read as what it is not. */
    private static boolean legal(int c) {
        boolean character = c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) || c >= 0xE000;
        boolean control = (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return character && !control && c != 0xFFFE && c != 0xFFFF;
    }
}
