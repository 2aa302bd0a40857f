package dev.slipway.cluster.node;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks that the machine has what the embedded node needs, before anything is started. */
public final class HostNeeds {
    /** Bits of CapEff: capabilities(7). */
    private static final Map<String, Integer> CAPABILITIES = new TreeMap<>(Map.of(
            "CAP_CHOWN",
            0,
            "CAP_DAC_OVERRIDE",
            1,
            "CAP_KILL",
            5,
            "CAP_SETUID",
            7,
            "CAP_NET_ADMIN",
            12,
            "CAP_SYS_CHROOT",
            18,
            "CAP_SYS_PTRACE",
            19,
            "CAP_SYS_ADMIN",
            21,
            "CAP_MKNOD",
            27));

    private static final List<String> NAMESPACES = List.of("ipc", "mnt", "net", "pid", "uts");
    private static final int OLDEST_KERNEL = 5;
    private static final int OLDEST_MINOR = 10;

    private final Path root;
    private final String os;

    /** @param root {@code /}; tests give a folder with files of their own */
    public HostNeeds(Path root, String os) {
        this.root = root;
        this.os = os;
    }

    /** What is missing and why it is needed; empty if the node can run. */
    List<String> missing() {
        if (!os.toLowerCase(Locale.ROOT).contains("linux")) {
            return List.of("Linux: the node is made of Linux namespaces, and this is " + os);
        }
        List<String> missing = new ArrayList<>();
        String status = read("proc/self/status");
        boolean superuser = status.lines()
                .filter(l -> l.startsWith("Uid:"))
                .anyMatch(l -> l.split("\\s+").length > 2 && l.split("\\s+")[2].equals("0"));
        if (!superuser) {
            missing.add("root: the node makes namespaces, mounts and network devices (sudo ./slipway ...)");
        } else {
            missing.addAll(capabilities(status));
        }
        for (String namespace : NAMESPACES) {
            if (!Files.exists(root.resolve("proc/self/ns").resolve(namespace))) {
                missing.add("the kernel's " + namespace + " namespaces");
            }
        }
        if (!read("proc/filesystems").contains("overlay") && !module("overlay")) {
            missing.add("the kernel's overlay file system, in which containers have their files");
        }
        if (!Files.exists(root.resolve("sys/fs/cgroup/cgroup.controllers"))
                && !Files.isDirectory(root.resolve("sys/fs/cgroup/memory"))) {
            missing.add("control groups on /sys/fs/cgroup, by which pods are limited");
        } else if (!Files.isWritable(root.resolve("sys/fs/cgroup"))
                && !Files.isWritable(root.resolve("sys/fs/cgroup/memory"))) {
            missing.add("control groups that may be written: /sys/fs/cgroup is read-only in this container");
        }
        oldKernel().ifPresent(missing::add);
        return missing;
    }

    private static List<String> capabilities(String status) {
        BigInteger effective = status.lines()
                .filter(l -> l.startsWith("CapEff:"))
                .map(l -> new BigInteger(l.substring("CapEff:".length()).strip(), 16))
                .findFirst()
                .orElse(BigInteger.ZERO);
        List<String> lacking = CAPABILITIES.entrySet().stream()
                .filter(c -> !effective.testBit(c.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        return lacking.isEmpty()
                ? List.of()
                : List.of(String.join(", ", lacking) + ": root does not have all its rights in this container");
    }

    private Optional<String> oldKernel() {
        String release = read("proc/sys/kernel/osrelease").strip();
        String[] parts = release.split("[^0-9]+", -1);
        if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            return Optional.empty();
        }
        int major = Integer.parseInt(parts[0]);
        int minor = Integer.parseInt(parts[1]);
        return major > OLDEST_KERNEL || (major == OLDEST_KERNEL && minor >= OLDEST_MINOR)
                ? Optional.empty()
                : Optional.of("Linux " + OLDEST_KERNEL + "." + OLDEST_MINOR + " or newer (this is " + release
                        + "), for kube-proxy's nftables");
    }

    private boolean module(String name) {
        String release = read("proc/sys/kernel/osrelease").strip();
        for (String list : List.of("modules.dep", "modules.builtin")) {
            if (read("lib/modules/" + release + "/" + list).contains("/" + name + ".ko")) {
                return true;
            }
        }
        return false;
    }

    private String read(String file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException e) {
            return "";
        }
    }
}
