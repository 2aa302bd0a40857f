package dev.slipway.todo.trace;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a trace, as the header {@code traceparent} names it (W3C Trace Context, section 3.2).
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param sampled whether the caller records the trace
 */
record Traceparent(String traceId, String spanId, boolean sampled) {
    private static final Pattern HEADER =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);
    private static final int LONGEST = 200;

    /** Empty where the header is missing or is not as the standard wants it: a new trace begins. */
    static Optional<Traceparent> parse(@Nullable String header) {
        if (header == null || header.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher parts = HEADER.matcher(header.strip());
        if (!parts.matches()
                || parts.group(1).equals("ff")
                // Version 00 ends with the flags; later ones may go on.
                || parts.group(1).equals("00") && parts.group(5) != null
                || parts.group(2).equals(NO_TRACE)
                || parts.group(3).equals(NO_SPAN)) {
            return Optional.empty();
        }
        boolean sampled = (Integer.parseInt(parts.group(4), 16) & 1) == 1;
        return Optional.of(new Traceparent(parts.group(2), parts.group(3), sampled));
    }

    static Traceparent begin(RandomGenerator random) {
        return new Traceparent(hex(random, 16), hex(random, 8), false);
    }

    /** A place below this one. */
    Traceparent below(RandomGenerator random) {
        return new Traceparent(traceId, hex(random, 8), sampled);
    }

    private static String hex(RandomGenerator random, int bytes) {
        byte[] id = new byte[bytes];
        random.nextBytes(id);
        // All zeros mean "none".
        id[0] |= 1;
        return HexFormat.of().formatHex(id);
    }
}
