package dev.slipway.prepare;

import dev.slipway.gate.Check;
import dev.slipway.gate.Gate;
import dev.slipway.gate.Workspace;
import dev.slipway.process.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Checks the machine and its tools for gate G1, and names a substitute for each tool that is missing. */
public final class Doctor {
    private static final long GIB = 1L << 30;
    private static final int CPUS_NEEDED = 2;
    private static final long MEMORY_NEEDED = 4 * GIB;
    /** Room for the node's sources, the compiler's cache and an application. */
    private static final long DISK_TO_COMPILE = 10 * GIB;
    /** Room for an application's packages, build folders and layers, and for the node's state. */
    private static final long DISK_TO_BUILD = 3 * GIB;

    private static final long WATCHES_WANTED = 65_536;

    private final Workspace workspace;
    private final Probe probe;

    /** Runs a tool and gives the first line of what it printed, if it succeeded. */
    interface Probe {
        Optional<String> firstLine(List<String> command) throws InterruptedException;
    }

    public Doctor(Workspace workspace) {
        this(workspace, Doctor::runTool);
    }

    Doctor(Workspace workspace, Probe probe) {
        this.workspace = workspace;
        this.probe = probe;
    }

    /** Everything that the doctor knows of the machine and its tools. */
    public record Diagnosis(Machine machine, Gate gate) {}

    /** @param compiled whether this machine has compiled the embedded node before; then less room is needed */
    public Diagnosis examine(boolean compiled) throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        Machine machine = new MachineReader(Path.of("/proc"), workspace.env()).read(workspace.home());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Check>> tools = Tool.KNOWN.stream()
                    .map(tool -> threads.submit(() -> check(tool)))
                    .toList();
            checks.addAll(machineChecks(machine, compiled ? DISK_TO_BUILD : DISK_TO_COMPILE));
            for (Future<Check> tool : tools) {
                checks.add(tool.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a tool could not be probed", e.getCause());
        }
        return new Diagnosis(machine, new Gate("G1", checks));
    }

    private static List<Check> machineChecks(Machine m, long diskNeeded) {
        List<Check> checks = new ArrayList<>();
        checks.add(Check.of(
                m.cpus() >= CPUS_NEEDED,
                "G1.cpu",
                List.of("G1", "P5", "R6"),
                "CPU",
                m.cpus() + " cores (need " + CPUS_NEEDED + ")",
                "run Slipway on a machine with at least " + CPUS_NEEDED
                        + " cores: it builds and tests here, wherever the cluster is"));
        checks.add(Check.of(
                m.memoryFree() >= MEMORY_NEEDED,
                "G1.memory",
                List.of("G1", "P5", "R6"),
                "Memory",
                gib(m.memoryFree()) + " free of " + gib(m.memoryTotal()) + " (need " + gib(MEMORY_NEEDED) + ")",
                "close other programs, or run Slipway on a machine with more memory: it builds and tests here, wherever the"
                        + " cluster is"));
        checks.add(Check.of(
                m.diskFree() >= diskNeeded,
                "G1.disk",
                List.of("G1", "P5", "R6"),
                "Disk",
                gib(m.diskFree()) + " free for the cache (need " + gib(diskNeeded) + ")",
                "free some space, or set SLIPWAY_HOME to a folder on a larger disk"));
        checks.add(
                m.inotifyWatches() == 0 || m.inotifyWatches() >= WATCHES_WANTED
                        ? Check.pass(
                                "G1.inotify",
                                List.of("G1", "P5"),
                                "inotify watches",
                                m.inotifyWatches() == 0 ? "no limit known" : m.inotifyWatches() + " for each user")
                        : Check.note(
                                "G1.inotify",
                                List.of("G1", "P5"),
                                "inotify watches",
                                m.inotifyWatches() + " are few (wanted " + WATCHES_WANTED + ")",
                                "sudo sysctl fs.inotify.max_user_watches=524288"));
        checks.add(Check.pass(
                "G1.platform",
                List.of("G1", "P5"),
                "Platform",
                m.os() + " " + m.architecture() + ", Java " + Runtime.version().feature()
                        + (m.cgroup() == 0 ? ", no cgroups" : ", cgroup v" + m.cgroup())
                        + (m.root() ? ", root" : ", not root")));
        checks.add(
                m.dns()
                        ? Check.pass("G1.dns", List.of("G1", "P5", "R7"), "Name resolution", "localhost resolves")
                        : Check.note(
                                "G1.dns",
                                List.of("G1", "P5", "R7"),
                                "Name resolution",
                                "localhost does not resolve within 2 s",
                                "check /etc/hosts and /etc/resolv.conf"));
        checks.add(Check.pass(
                "G1.proxy",
                List.of("G1", "R7"),
                "Proxy",
                m.proxy().isBlank() ? "none" : m.proxy().replaceAll("//[^@/]*@", "//***@")));
        return checks;
    }

    private Check check(Tool tool) throws InterruptedException {
        String id = "G1.tool." + tool.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+.*", "");
        List<String> requirements = List.of("G1", tool.requirement(), "R1");
        Optional<String> version = probe.firstLine(tool.probe());
        return version.map(v -> Check.pass(id, requirements, tool.name(), v))
                .orElseGet(() -> Check.note(
                                id, requirements, tool.name(), "not available \u2192 " + tool.substitute(), tool.fix())
                        .telling(Check.Telling.LIST));
    }

    private static Optional<String> runTool(List<String> command) throws InterruptedException {
        Command.Result result = Command.of(command.toArray(String[]::new))
                .within(Duration.ofSeconds(5))
                .run();
        return result.ok()
                ? result.out().stream()
                        .filter(line -> !line.isBlank())
                        .findFirst()
                        .map(String::strip)
                : Optional.empty();
    }

    private static String gib(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
    }
}
