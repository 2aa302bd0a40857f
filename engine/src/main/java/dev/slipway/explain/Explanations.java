package dev.slipway.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The catalogue of failures: one resource {@code SLIP-nnn.md} for each ID. */
public final class Explanations {
    private Explanations() {}

    /** The explanation of an ID, which may be written {@code SLIP-412}, {@code slip-412} or {@code 412}. */
    public static Optional<Explanation> find(String written) {
        String upper = written.strip().toUpperCase(Locale.ROOT);
        String id = upper.startsWith("SLIP-") ? upper : "SLIP-" + upper;
        if (!id.matches("SLIP-[0-9]{3}")) {
            return Optional.empty();
        }
        try (InputStream in = Explanations.class.getResourceAsStream(id + ".md")) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(Explanation.parse(id, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the explanation of " + id, e);
        }
    }

    /** All explanations, by ID. A jar cannot list its resources, so every possible ID is asked for. */
    public static List<Explanation> all() {
        return IntStream.range(0, 1000)
                .mapToObj(number -> find(String.format(Locale.ROOT, "%03d", number)))
                .flatMap(Optional::stream)
                .toList();
    }
}
