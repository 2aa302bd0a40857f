package dev.slipway.diagnose.crash;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Fix;
import dev.slipway.diagnose.evidence.Container;
import dev.slipway.diagnose.evidence.PodFacts;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A container that was killed for its use of memory. Compares the heap that its runtime may take with its limit. */
final class OutOfMemory {
    private static final long MIB = 1L << 20;
    /** Proposed limits are multiples of this. */
    private static final long STEP = 64 * MIB;
    /** What a JVM needs in all, as a multiple of its heap: metaspace, code, threads and buffers come on top. */
    private static final double JVM_BESIDE = 1.35;

    private static final double NODE_BESIDE = 1.25;
    private static final double MORE = 1.5;

    private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)([kKmMgG]?)\\b");
    private static final Pattern SHARE = Pattern.compile("-XX:(?:Max|Initial)RAMPercentage=(\\d+(?:\\.\\d+)?)");
    private static final Pattern OLD_SPACE = Pattern.compile("--max[-_]old[-_]space[-_]size=(\\d+)");

    private OutOfMemory() {}

    static Cause cause(Snapshot snapshot, Container container, String how, boolean permanent, List<String> evidence) {
        long limit = limit(container);
        Optional<Long> jvm = jvm(container.words(), limit);
        Optional<Long> node = node(container.words());
        String id = jvm.isPresent() && tooLarge(jvm.get(), JVM_BESIDE, limit)
                ? "SLIP-620"
                : node.isPresent() && tooLarge(node.get(), NODE_BESIDE, limit) ? "SLIP-621" : "SLIP-462";
        String why = "it used more than its memory limit of "
                + (container.memoryLimit().isEmpty() ? "the node" : container.memoryLimit())
                + switch (id) {
                    case "SLIP-620" ->
                        ": its JVM may take a heap of " + text(jvm.orElse(0L))
                                + ", and needs about a third more beside it";
                    case "SLIP-621" ->
                        ": its Node.js may take a heap of " + text(node.orElse(0L))
                                + ", and needs about a quarter more beside it";
                    default -> "";
                };
        long wanted = steps(
                switch (id) {
                    case "SLIP-620" -> jvm.orElse(limit) * JVM_BESIDE;
                    case "SLIP-621" -> node.orElse(limit) * NODE_BESIDE;
                    default -> limit * MORE;
                });
        return Cause.of(id, container)
                .permanent(permanent)
                .summary(container.service() + " " + how + ".")
                .why(why)
                .evidence(evidence)
                .fix(
                        limit == 0
                                ? new Fix.Advice(
                                        "give the node more memory, or " + container.service() + " a limit of its own")
                                : more(snapshot, container, text(wanted)));
    }

    /** Raises the limit. A container without a limit does not get one. */
    static Fix more(Snapshot snapshot, Container container, String limit) {
        Fix fix = Fix.setResources(
                snapshot.changed(container.pod()), container.name(), Map.of(), Map.of("memory", limit));
        return PodFacts.ofSlipway(container.pod())
                ? fix.withWords("./slipway eject, then a higher services." + container.service()
                        + ".resources.limits.memory in slipway/chart/values.yaml, then ./slipway up")
                : fix;
    }

    /** Raises the limit by half. */
    static Fix more(Snapshot snapshot, Container container) {
        return more(snapshot, container, text(steps(limit(container) * MORE)));
    }

    private static boolean tooLarge(long heap, double beside, long limit) {
        return limit > 0 && heap * beside > limit;
    }

    private static long limit(Container container) {
        return container.memoryLimit().isEmpty()
                ? 0
                : Quantity.getAmountInBytes(new Quantity(container.memoryLimit()))
                        .longValue();
    }

    private static Optional<Long> jvm(String words, long limit) {
        Matcher heap = HEAP.matcher(words);
        Matcher share = SHARE.matcher(words);
        return heap.find()
                ? Optional.of(Long.parseLong(heap.group(1)) * unit(heap.group(2)))
                : share.find() && limit > 0
                        ? Optional.of(new BigDecimal(share.group(1))
                                        .multiply(BigDecimal.valueOf(limit))
                                        .longValue()
                                / 100)
                        : Optional.empty();
    }

    private static Optional<Long> node(String words) {
        Matcher matcher = OLD_SPACE.matcher(words);
        return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1)) * MIB) : Optional.empty();
    }

    private static long unit(String letter) {
        return switch (letter) {
            case "k", "K" -> 1L << 10;
            case "m", "M" -> MIB;
            case "g", "G" -> 1L << 30;
            default -> 1;
        };
    }

    private static long steps(double bytes) {
        return (long) Math.ceil(bytes / STEP) * STEP;
    }

    private static String text(long bytes) {
        return bytes % MIB == 0 ? bytes / MIB + "Mi" : bytes + "";
    }
}
