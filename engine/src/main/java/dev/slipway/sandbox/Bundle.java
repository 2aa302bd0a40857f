package dev.slipway.sandbox;

import dev.slipway.application.BuildPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the configuration of a container (OCI runtime specification 1.2), as restricted as in the cluster: a read-only
 * root, no capabilities, no new privileges, and system calls that need them refused. Folders that the image has to
 * write to are in memory.
 */
final class Bundle {
    private static final List<String> NO_CAPABILITIES = List.of();
    /** The system calls that runtimes refuse by default and that both architectures have. */
    private static final List<String> REFUSED = List.of(
            "acct",
            "add_key",
            "bpf",
            "clock_adjtime",
            "clock_settime",
            "delete_module",
            "finit_module",
            "init_module",
            "kexec_file_load",
            "kexec_load",
            "keyctl",
            "lookup_dcookie",
            "mount",
            "mount_setattr",
            "move_mount",
            "open_by_handle_at",
            "open_tree",
            "perf_event_open",
            "pivot_root",
            "process_vm_readv",
            "process_vm_writev",
            "quotactl",
            "reboot",
            "request_key",
            "setns",
            "swapoff",
            "swapon",
            "umount2",
            "unshare",
            "userfaultfd");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Bundle() {}

    /**
     * Writes {@code config.json} beside {@code rootfs}.
     *
     * @param folders beside {@code rootfs}, by the path that they have in the container, where they can be written to
     * @param files content of files that can only be read, by the path that they have in the container
     * @param hosts names of what serves beside it
     * @param cgroup path of the cgroup, gone when the container is deleted
     * @param memory limit in bytes
     */
    static void write(
            Path folder,
            BuildPlan.RunConfig run,
            List<String> args,
            Map<String, String> env,
            Map<String, String> folders,
            Map<String, String> files,
            List<String> hosts,
            String cgroup,
            long memory)
            throws IOException {
        Files.createDirectories(folder);
        Map<String, String> all = new TreeMap<>(Map.of("PATH", "/usr/local/bin:/usr/bin:/bin"));
        all.putAll(run.env());
        all.putAll(env);
        Map<String, Object> process = new LinkedHashMap<>();
        process.put("terminal", false);
        process.put("user", Map.of("uid", run.uid(), "gid", run.uid()));
        process.put("args", args);
        process.put(
                "env",
                all.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .toList());
        process.put("cwd", run.workdir());
        process.put("noNewPrivileges", true);
        process.put(
                "capabilities",
                Map.of(
                        "bounding", NO_CAPABILITIES,
                        "effective", NO_CAPABILITIES,
                        "inheritable", NO_CAPABILITIES,
                        "permitted", NO_CAPABILITIES,
                        "ambient", NO_CAPABILITIES));
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("ociVersion", "1.2.0");
        root.put("process", process);
        root.put("root", Map.of("path", "rootfs", "readonly", true));
        root.put("hostname", "smoke");
        root.put("mounts", mounts(run, folders, files(folder, files), Sandbox.BUNDLES + "/" + folder.getFileName()));
        root.put("linux", linux(cgroup, memory));
        Files.writeString(
                folder.resolve("hosts"),
                "127.0.0.1 localhost " + String.join(" ", hosts) + "\n",
                StandardCharsets.UTF_8);
        Files.write(folder.resolve("config.json"), JSON.writeValueAsBytes(root));
    }

    /** Writes the files beside {@code rootfs}. @return their names there, by the path that they have in the container */
    private static Map<String, String> files(Path folder, Map<String, String> files) throws IOException {
        Map<String, String> names = new TreeMap<>();
        for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
            String name = "file-" + names.size();
            Files.writeString(folder.resolve(name), file.getValue());
            names.put(file.getKey(), name);
        }
        return names;
    }

    private static List<Map<String, Object>> mounts(
            BuildPlan.RunConfig run, Map<String, String> folders, Map<String, String> files, String bundle) {
        List<Map<String, Object>> mounts = new ArrayList<>();
        mounts.add(mount("/proc", "proc", "proc", List.of("nosuid", "noexec", "nodev")));
        mounts.add(mount("/dev", "tmpfs", "tmpfs", List.of("nosuid", "strictatime", "mode=755", "size=65536k")));
        mounts.add(mount("/dev/shm", "tmpfs", "shm", List.of("nosuid", "noexec", "nodev", "mode=1777", "size=256m")));
        mounts.add(mount("/etc/hosts", "bind", bundle + "/hosts", List.of("bind", "ro", "nosuid", "nodev")));
        for (String path : run.writable()) {
            String owner = path.equals("/tmp") || path.equals("/var/tmp")
                    ? "mode=1777"
                    : "mode=750,uid=" + run.uid() + ",gid=" + run.uid();
            List<String> options = new ArrayList<>(List.of("nosuid", "nodev"));
            options.addAll(List.of(owner.split(",")));
            mounts.add(mount(path, "tmpfs", "tmpfs", options));
        }
        new TreeMap<>(folders)
                .forEach((path, name) ->
                        mounts.add(mount(path, "bind", bundle + "/" + name, List.of("bind", "rw", "nosuid", "nodev"))));
        files.forEach((path, name) ->
                mounts.add(mount(path, "bind", bundle + "/" + name, List.of("bind", "ro", "nosuid", "nodev"))));
        return mounts;
    }

    private static Map<String, Object> mount(String to, String type, String source, List<String> options) {
        Map<String, Object> mount = new LinkedHashMap<>();
        mount.put("destination", to);
        mount.put("type", type);
        mount.put("source", source);
        mount.put("options", options);
        return mount;
    }

    private static Map<String, Object> linux(String cgroup, long memory) {
        Map<String, Object> linux = new LinkedHashMap<>();
        linux.put("cgroupsPath", cgroup);
        // The network namespace is the sandbox's, as a pod's containers share one.
        linux.put(
                "namespaces",
                List.of(Map.of("type", "pid"), Map.of("type", "mount"), Map.of("type", "ipc"), Map.of("type", "uts")));
        linux.put("resources", Map.of("memory", Map.of("limit", memory), "pids", Map.of("limit", 1024)));
        linux.put(
                "seccomp",
                Map.of(
                        "defaultAction",
                        "SCMP_ACT_ALLOW",
                        "syscalls",
                        List.of(Map.of("names", REFUSED, "action", "SCMP_ACT_ERRNO", "errnoRet", 1))));
        linux.put("maskedPaths", List.of("/proc/kcore", "/proc/keys", "/proc/timer_list", "/proc/scsi"));
        linux.put("readonlyPaths", List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"));
        return linux;
    }
}
