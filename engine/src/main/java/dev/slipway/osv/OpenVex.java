package dev.slipway.osv;

import dev.slipway.application.ScanSettings.Waiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** VEX documents (https://github.com/openvex/spec, 0.2.0): which vulnerabilities matter for a product, and which do not. */
public final class OpenVex {
    /** Statements that say that nothing has to be done. */
    private static final Set<String> DONE = Set.of("not_affected", "fixed");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private OpenVex() {}

    /** A document that cannot be used, with its file. */
    public static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnusableException(String why) {
            super(why);
        }
    }

    /** What the documents {@code *.openvex.json} in a folder say is of no harm; empty where there is no such folder. */
    public static List<Waiver> in(Path folder) throws IOException, UnusableException {
        List<Waiver> all = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".openvex.json"))
                        .sorted()
                        .toList()) {
                    all.addAll(read(file));
                }
            }
        }
        return all;
    }

    static List<Waiver> read(Path file) throws IOException, UnusableException {
        JsonNode document;
        try {
            document = JSON.readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new UnusableException(file + " is not JSON: " + e.getOriginalMessage());
        }
        if (!document.path("@context").asString("").startsWith("https://openvex.dev/ns")) {
            throw new UnusableException(file + " is no OpenVEX document: its @context is not https://openvex.dev/ns");
        }
        List<Waiver> waivers = new ArrayList<>();
        for (JsonNode statement : document.path("statements")) {
            String status = statement.path("status").asString("");
            if (!DONE.contains(status)) {
                continue;
            }
            List<String> names = new ArrayList<>(List.of(name(statement.path("vulnerability"))));
            statement.path("vulnerability").path("aliases").forEach(alias -> names.add(alias.asString("")));
            String reason = Stream.of(
                            status.replace('_', ' '),
                            statement.path("justification").asString("").replace('_', ' '),
                            statement.path("impact_statement").asString(""))
                    .filter(part -> !part.isEmpty())
                    .reduce((a, b) -> a + ": " + b)
                    .orElse("");
            for (String library : libraries(statement)) {
                names.stream()
                        .filter(name -> !name.isEmpty())
                        .forEach(name -> waivers.add(new Waiver(name, library, reason, "", String.valueOf(file))));
            }
        }
        return waivers;
    }

    /** In version 0.0 of the specification the vulnerability is its name. */
    private static String name(JsonNode vulnerability) {
        return vulnerability.isString()
                ? vulnerability.asString("")
                : vulnerability.path("name").asString("");
    }

    /**
     * The packages that a statement is about: a product's components, else the product. A product that is no library, such as an
     * image, stands for all that is in it.
     */
    private static List<String> libraries(JsonNode statement) {
        List<String> libraries = new ArrayList<>();
        for (JsonNode product : statement.path("products")) {
            List<String> parts = new ArrayList<>();
            product.path("subcomponents").forEach(part -> parts.add(library(part)));
            libraries.addAll(parts.isEmpty() ? List.of(library(product)) : parts);
        }
        return libraries.isEmpty() ? List.of("") : libraries;
    }

    private static String library(JsonNode product) {
        String id =
                product.isString() ? product.asString("") : product.path("@id").asString("");
        String purl = product.path("identifiers").path("purl").asString(id);
        return Coordinates.purlName(purl)
                .filter(name -> Ecosystem.ofPurl(name.split("/", 2)[0]).isPresent())
                .orElse("");
    }

    /**
     * A document that says of each weakness of an image what is known of it.
     *
     * @param product package URL of the image
     * @param time as an instant
     */
    public static byte[] write(String author, String product, String time, List<Policy.Judged> all) {
        List<Object> statements = new ArrayList<>();
        for (Policy.Judged judged : all) {
            Weakness weakness = judged.weakness();
            Map<String, Object> statement = new LinkedHashMap<>();
            statement.put("vulnerability", Map.of("name", weakness.id(), "aliases", weakness.aliases()));
            statement.put(
                    "products",
                    List.of(Map.of(
                            "@id",
                            product,
                            "subcomponents",
                            List.of(Map.of(
                                    "@id",
                                    "pkg:" + weakness.of().purlName() + "@"
                                            + weakness.of().version())))));
            Optional<Waiver> harmless =
                    judged.waiver().filter(waiver -> waiver.until().isEmpty());
            if (harmless.isPresent()) {
                statement.put("status", "not_affected");
                statement.put("impact_statement", harmless.get().reason());
            } else {
                // A person who accepts a risk does not say that there is none.
                statement.put("status", "affected");
                statement.put(
                        "action_statement",
                        judged.waiver()
                                .map(waiver -> "accepted until " + waiver.until() + ": " + waiver.reason())
                                .orElse(weakness.remedy()));
            }
            statements.add(statement);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("@context", "https://openvex.dev/ns/v0.2.0");
        document.put(
                "@id",
                "https://openvex.dev/docs/public/vex-"
                        + DigestUtils.sha256Hex(product + time + JSON.writeValueAsString(statements)));
        document.put("author", author);
        document.put("timestamp", time);
        document.put("version", 1);
        document.put("statements", statements);
        return (JSON.writeValueAsString(document) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
