package dev.slipway.debian;

import dev.slipway.image.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the files that packages' installation scripts would write, and those that any root file system needs. */
final class SystemFiles {
    static final int NONROOT = 65_532;
    private static final String CERTIFICATES = "/usr/share/ca-certificates/";

    private static final Map<String, String> TEXTS =
            Map.of("/etc/passwd", """
            root:x:0:0:root:/root:/usr/sbin/nologin
            nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
            nonroot:x:65532:65532:nonroot:/home/nonroot:/usr/sbin/nologin
            """, "/etc/group", """
            root:x:0:
            tty:x:5:
            nogroup:x:65534:
            nonroot:x:65532:
            """, "/etc/nsswitch.conf", """
            passwd: files
            group: files
            hosts: files dns
            """);

    private SystemFiles() {}

    /** Entries below the packages' own. A package's entry for the same path wins. */
    static List<Entry> base(String architecture) {
        List<Entry> entries = new ArrayList<>();
        for (String path : List.of("/dev", "/etc", "/home", "/proc", "/run", "/sys", "/usr", "/var")) {
            entries.add(Entry.directory(path, 0755, 0, 0));
        }
        for (String link : UsrMerge.LINKS) {
            entries.add(Entry.directory("/usr/" + link, 0755, 0, 0));
            entries.add(Entry.symlink("/" + link, "usr/" + link));
        }
        if (architecture.equals("amd64")) {
            // The dynamic loader's path in every program of this architecture begins with /lib64.
            entries.add(Entry.directory("/usr/lib64", 0755, 0, 0));
            entries.add(Entry.symlink("/lib64", "usr/lib64"));
        }
        entries.add(Entry.directory("/root", 0700, 0, 0));
        entries.add(Entry.directory("/home/nonroot", 0700, NONROOT, NONROOT));
        entries.add(Entry.directory("/tmp", 01777, 0, 0));
        entries.add(Entry.directory("/var/tmp", 01777, 0, 0));
        TEXTS.forEach((path, text) -> entries.add(text(path, text)));
        entries.sort(Comparator.comparing(Entry::path));
        return entries;
    }

    /** The certificate authorities in one file, as update-ca-certificates(8) writes it; empty without the package. */
    static List<Entry> certificates(List<Entry> entries) throws IOException {
        TreeMap<String, Entry> certificates = new TreeMap<>();
        entries.stream()
                .filter(e -> e.kind() == Entry.Kind.FILE)
                .filter(e -> e.path().startsWith(CERTIFICATES) && e.path().endsWith(".crt"))
                .forEach(e -> certificates.put(e.path(), e));
        if (certificates.isEmpty()) {
            return List.of();
        }
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (Entry certificate : certificates.values()) {
            try (InputStream in = certificate.content().open()) {
                byte[] bytes = in.readAllBytes();
                bundle.write(bytes);
                if (bytes.length > 0 && bytes[bytes.length - 1] != '\n') {
                    bundle.write('\n');
                }
            }
        }
        return List.of(
                Entry.directory("/etc/ssl", 0755, 0, 0),
                Entry.directory("/etc/ssl/certs", 0755, 0, 0),
                Entry.file("/etc/ssl/certs/ca-certificates.crt", 0644, 0, 0, bundle.toByteArray()));
    }

    /** The file in which scanners look for a package in an image without dpkg. */
    static List<Entry> status(Package of, DebStore.Unpacked unpacked) {
        String control = unpacked.control().stripTrailing() + "\n";
        int firstEnd = control.indexOf('\n') + 1;
        String status = control.substring(0, firstEnd) + "Status: install ok installed\n" + control.substring(firstEnd);
        Set<String> kept = unpacked.entries().stream().map(Entry::path).collect(Collectors.toSet());
        String sums = unpacked.md5sums()
                .lines()
                .filter(line -> line.length() > 34 && kept.contains(UsrMerge.path(line.substring(34))))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        String path = "/var/lib/dpkg/status.d/" + of.name();
        return sums.isEmpty()
                ? List.of(text(path, status))
                : List.of(text(path, status), text(path + ".md5sums", sums));
    }

    private static Entry text(String path, String text) {
        return Entry.file(path, 0644, 0, 0, text.getBytes(StandardCharsets.UTF_8));
    }
}
