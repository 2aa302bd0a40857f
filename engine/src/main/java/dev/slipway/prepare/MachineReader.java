package dev.slipway.prepare;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Reads the machine's resources from the kernel's own files. */
final class MachineReader {
    private final Path proc;
    private final Map<String, String> env;

    MachineReader(Path proc, Map<String, String> env) {
        this.proc = proc;
        this.env = env;
    }

    Machine read(Path cache) {
        return new Machine(
                System.getProperty("os.name", "unknown"),
                System.getProperty("os.arch", "unknown"),
                Runtime.getRuntime().availableProcessors(),
                meminfo("MemTotal"),
                meminfo("MemAvailable"),
                diskFree(cache),
                number(proc.resolve("sys/fs/inotify/max_user_watches")),
                cgroupVersion(),
                "root".equals(System.getProperty("user.name")),
                dnsAnswers(),
                Stream.of("https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY")
                        .map(name -> env.getOrDefault(name, ""))
                        .filter(value -> !value.isBlank())
                        .findFirst()
                        .orElse(""));
    }

    private long meminfo(String key) {
        try (Stream<String> lines = Files.lines(proc.resolve("meminfo"))) {
            return lines.filter(line -> line.startsWith(key + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static long number(Path file) {
        // The kernel answers only the first read of a sysctl file, so one read has to take all of it.
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return Long.parseLong(reader.readLine().strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** Free bytes of the file system that holds {@code path} or its nearest existing parent. */
    private static long diskFree(Path path) {
        for (Path p = path; p != null; p = p.getParent()) {
            if (Files.exists(p)) {
                try {
                    return Files.getFileStore(p).getUsableSpace();
                } catch (IOException e) {
                    return 0;
                }
            }
        }
        return 0;
    }

    private static int cgroupVersion() {
        if (Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"))) {
            return 2;
        }
        return Files.isDirectory(Path.of("/sys/fs/cgroup/memory")) ? 1 : 0;
    }

    private static boolean dnsAnswers() {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        return InetAddress.getByName("localhost").isLoopbackAddress();
                    } catch (UnknownHostException e) {
                        return false;
                    }
                })
                .completeOnTimeout(false, 2, TimeUnit.SECONDS)
                .join();
    }
}
