import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A process and those it has started, as /proc tells of them. */
record Watched(long pid) {
    /** Linux tells processor time in these, whatever the kernel counts in. */
    private static final double TICKS_A_SECOND = 100;

    /** Processor time of the process, of its children, and of those that have ended. */
    double cpuSeconds() {
        long ticks = ticks(pid, true);
        try (Stream<ProcessHandle> children = ProcessHandle.of(pid).orElseThrow().descendants()) {
            ticks += children.mapToLong(child -> ticks(child.pid(), false)).sum();
        }
        return ticks / TICKS_A_SECOND;
    }

    private static long ticks(long pid, boolean withEnded) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return withEnded ? ticks + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : ticks;
        } catch (IOException e) {
            return 0; // ended meanwhile: its parent counts it
        }
    }

    double rssMegabytes() throws IOException {
        return kilobytes("status", "VmRSS:") / 1000.0 * 1.024;
    }

    double pssMegabytes() throws IOException {
        return kilobytes("smaps_rollup", "Pss:") / 1000.0 * 1.024;
    }

    private long kilobytes(String file, String field) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/" + file))) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    static String cpuModel() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        }
    }

    /** Of the last minute, the last five and the last fifteen. */
    static String load() throws IOException {
        return String.join(" ", Files.readString(Path.of("/proc/loadavg")).split(" ")).replaceAll("( \\S+){2}\\s*$", "");
    }
}
