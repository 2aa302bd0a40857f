import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Every latency of one kind of request, so that percentiles are exact; those of failed requests count, too. */
final class Latencies {
    private long[] nanos = new long[1024];
    private int size;
    private boolean sorted;
    private final Map<String, Integer> errors = new TreeMap<>();

    void add(long latencyNanos) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, size * 2);
        }
        nanos[size++] = latencyNanos;
        sorted = false;
    }

    void error(String what) {
        errors.merge(what, 1, Integer::sum);
    }

    /** Of answers that were no errors. */
    int count() {
        return size - errors.values().stream().mapToInt(Integer::intValue).sum();
    }

    String errors() {
        return errors.isEmpty() ? "0" : errors.toString();
    }

    String percentile(double percent) {
        return size == 0 ? "-" : millis(sort()[Math.min(size - 1, Math.max(0, (int) Math.ceil(size * percent / 100) - 1))]);
    }

    String max() {
        return size == 0 ? "-" : millis(sort()[size - 1]);
    }

    private long[] sort() {
        if (!sorted) {
            Arrays.sort(nanos, 0, size);
            sorted = true;
        }
        return nanos;
    }

    private static String millis(long value) {
        return String.format(Locale.ROOT, "%.1f", value / 1e6);
    }
}
