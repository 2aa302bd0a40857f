package dev.slipway.report;

import static dev.slipway.report.Markup.at;
import static dev.slipway.report.Markup.css;
import static dev.slipway.report.Markup.each;
import static dev.slipway.report.Markup.el;
import static dev.slipway.report.Markup.none;
import static dev.slipway.report.Markup.text;

import dev.slipway.application.Service;
import dev.slipway.containerize.BuiltImage;
import dev.slipway.containerize.Images;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Each service: where it was found, its image's layers by size, what is in it, how fast it starts. */
final class ServiceSection {
    private ServiceSection() {}

    static Optional<Section> of(RunReport report) {
        Images images = report.images();
        if (images == null || images.images().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Section(
                "services", "Services", each(images.images(), image -> card(image, service(report, image)))));
    }

    private static Optional<Service> service(RunReport report, BuiltImage image) {
        return Optional.ofNullable(report.application()).stream()
                .flatMap(a -> a.services().stream())
                .filter(s -> s.name().equals(image.service()))
                .findFirst();
    }

    private static Markup card(BuiltImage image, Optional<Service> service) {
        return el(
                "article",
                css("card"),
                el("h3", text(image.service())),
                service.<Markup>map(s -> el("p", css("sub"), text(s.description())))
                        .orElseGet(Markup::none),
                facts(image),
                layers(image),
                service.filter(s -> !s.evidence().isEmpty())
                        .<Markup>map(s -> el(
                                "details",
                                el("summary", text("Recognised by")),
                                el("ul", each(s.evidence(), e -> el("li", text(e))))))
                        .orElseGet(Markup::none));
    }

    private static Markup facts(BuiltImage image) {
        List<Markup> facts = new ArrayList<>();
        fact(facts, "Image", image.reference());
        fact(facts, "Digest", image.digest());
        fact(facts, "Size", Units.bytes(image.size()) + " compressed");
        fact(facts, "User", String.valueOf(image.user()));
        BuiltImage.Measurements measured = image.measured();
        if (measured.startMillis() > 0) {
            fact(facts, "Ready after", Units.duration(Duration.ofMillis(measured.startMillis())));
        }
        if (measured.idleMemoryBytes() > 0) {
            fact(facts, "Memory when idle", Units.memory(measured.idleMemoryBytes()));
        }
        Map<String, Long> packages = SbomCounts.countsByKind(image.sbom());
        fact(
                facts,
                "Bill of materials",
                packages.isEmpty()
                        ? "not read"
                        : packages.entrySet().stream()
                                .map(e -> e.getValue() + " " + e.getKey())
                                .collect(Collectors.joining(", ")));
        return el("dl", new Markup.Group(facts));
    }

    private static void fact(List<Markup> facts, String term, String value) {
        facts.add(Markup.group(el("dt", text(term)), el("dd", text(value))));
    }

    private static Markup layers(BuiltImage image) {
        List<BuiltImage.Layer> layers = image.layers().stream()
                .sorted(Comparator.comparingLong(BuiltImage.Layer::size).reversed())
                .toList();
        if (layers.isEmpty()) {
            return none();
        }
        long largest = Math.max(1, layers.getFirst().size());
        return Table.of(
                "Layers of " + image.service() + " by size",
                List.of("Layer", "Size", "Share", "This run"),
                layers.stream()
                        .map(l -> List.of(
                                text(l.name()),
                                text(Units.bytes(l.size())),
                                Bars.share((double) l.size() / largest, l.rebuilt() ? "ran" : "cached"),
                                el("span", at("title", l.digest()), text(l.rebuilt() ? "built" : "kept"))))
                        .toList());
    }
}
