import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The backend as its image starts it: Quarkus' package for class archives, an archive made by its own JVM, the image's options,
 * and of the container's limit of memory what the JVM makes of it there (70% as heap, an eighth at first, the collector for
 * small machines).
 */
final class Backend {
    private static final List<String> OPTIONS = List.of(
            "-Xms64m",
            "-Xmx358m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-Dfile.encoding=UTF-8",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED");
    private static final String MAIN = "io.quarkus.bootstrap.runner.AotQuarkusEntryPoint";
    private static final Pattern OF_OTHER_LOADERS = Pattern.compile(".*\\b(source|super|interfaces):.*");
    private static final Pattern NUMBER = Pattern.compile(" id: \\d+$");

    private final Path project;
    private final Folder folder;
    private Postgres postgres;
    private SignIn signIn;

    Backend(Path project, Folder folder) {
        this.project = project.toAbsolutePath();
        this.folder = folder;
        if (!Files.exists(project.resolve("pom.xml"))) {
            throw new IllegalStateException(project + " is not here: run this from the checkout");
        }
    }

    void at(Postgres postgres, SignIn signIn) {
        this.postgres = postgres;
        this.signIn = signIn;
    }

    /** Builds it, unless what is built there is of this source and of this kind. */
    void build() throws IOException, InterruptedException {
        Path stamp = project.resolve("target/todo-bench.stamp");
        Path made = project.resolve("target/quarkus-app/quarkus/generated-bytecode.jar");
        if (Files.exists(stamp) && Files.exists(made)) {
            FileTime built = Files.getLastModifiedTime(stamp);
            try (Stream<Path> sources = Stream.concat(Files.walk(project.resolve("src/main")), Stream.of(project.resolve("pom.xml"), made))) {
                if (sources.noneMatch(file -> modified(file).compareTo(built) > 0)) {
                    return;
                }
            }
        }
        System.err.println("building " + project);
        folder.run("build", new ProcessBuilder("./mvnw", "-B", "-ntp", "-q", "-DskipTests", "-Dquarkus.package.jar.type=aot-jar", "package")
                .directory(project.toFile()));
        Files.writeString(stamp, "");
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path driver() throws IOException {
        return jars("lib/main").stream()
                .filter(jar -> jar.getFileName().toString().contains("postgresql-4"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no JDBC driver of Postgres in " + project + "/target/quarkus-app/lib/main"));
    }

    /** Makes the tables, and the class archive by watching which classes a first start loads. */
    void prepare() throws Exception {
        List<String> serve = new ArrayList<>(List.of("-XX:DumpLoadedClassList=" + folder.at("serve.list")));
        serve.addAll(OPTIONS);
        serve.addAll(List.of("-cp", whole(), MAIN));
        start(serve).close();

        Set<String> classes = new LinkedHashSet<>();
        for (String line : Files.readAllLines(folder.at("serve.list"), StandardCharsets.UTF_8)) {
            if (!OF_OTHER_LOADERS.matcher(line).matches()) {
                classes.add(NUMBER.matcher(line).replaceFirst(""));
            }
        }
        Files.write(folder.at("all.list"), classes, StandardCharsets.UTF_8);
        List<String> dump = new ArrayList<>(List.of(
                "-Xshare:dump", "-Xlog:disable", "-Xlog:all=error", "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+AOTClassLinking"));
        OPTIONS.stream().filter(option -> option.startsWith("--add-opens")).forEach(dump::add);
        dump.addAll(List.of(
                "-XX:SharedClassListFile=" + folder.at("all.list"), "-XX:SharedArchiveFile=" + folder.at("classes.jsa"),
                "-cp", String.join(File.pathSeparator, dependencies())));
        folder.run("archive", java(dump));
    }

    Running start() throws Exception {
        List<String> words = new ArrayList<>(OPTIONS);
        words.addAll(List.of("-XX:SharedArchiveFile=" + folder.at("classes.jsa"), "-Xshare:auto", "-Xlog:cds*=off", "-cp", whole(), MAIN));
        Running running = start(words);
        try (Stream<String> maps = Files.lines(Path.of("/proc/" + running.process().pid() + "/maps"))) {
            if (maps.noneMatch(line -> line.contains("classes.jsa"))) {
                running.close();
                throw new IllegalStateException("the backend does not use its class archive");
            }
        }
        return running;
    }

    private Running start(List<String> words) throws Exception {
        int port = Postgres.freePort();
        ProcessBuilder builder = java(words);
        builder.environment().put("PORT", Integer.toString(port));
        long begun = System.nanoTime();
        Process process = folder.start("backend", builder);
        awaitReady(process, port, "/q/health/ready", () -> folder.log("backend"));
        return new Running(process, port, (System.nanoTime() - begun) / 1e9);
    }

    interface Log {
        String text() throws IOException;
    }

    /** Asks every few milliseconds until the answer is 200. */
    static void awaitReady(Process process, int port, String path, Log log) throws IOException, InterruptedException {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        long deadline = System.nanoTime() + 120_000_000_000L;
        while (process.isAlive() && System.nanoTime() < deadline) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(request);
                byte[] first = socket.getInputStream().readNBytes(12);
                if (new String(first, StandardCharsets.US_ASCII).endsWith(" 200")) {
                    return;
                }
            } catch (IOException notYet) {
                // Nothing listens, or it closes.
            }
            Thread.sleep(4);
        }
        throw new IllegalStateException("not ready:\n" + log.text());
    }

    record Running(Process server, int port, double secondsToReady) implements AutoCloseable {
        Watched process() {
            return new Watched(server.pid());
        }

        @Override
        public void close() {
            Folder.stop(server, "TERM");
        }
    }

    private ProcessBuilder java(List<String> words) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.path().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_") || name.startsWith("QUARKUS_") || name.startsWith("TODO_"));
        builder.environment().put("DATABASE_URL", postgres.url());
        builder.environment().put("AUTH_JWKS_URL", signIn.jwksUrl());
        builder.environment().put("AUTH_ISSUER", SignIn.ISSUER);
        builder.environment().put("AUTH_AUDIENCE", SignIn.AUDIENCE);
        // It has no load balancer that has to notice.
        builder.environment().put("TODO_SHUTDOWN_DELAY", "0S");
        return builder;
    }

    private String whole() throws IOException {
        List<String> all = new ArrayList<>(dependencies());
        jars("app").forEach(jar -> all.add(jar.toString()));
        all.add(app("quarkus/generated-bytecode.jar").toString());
        return String.join(File.pathSeparator, all);
    }

    private List<String> dependencies() throws IOException {
        List<String> all = new ArrayList<>();
        if (Files.exists(app("quarkus/transformed-bytecode.jar"))) {
            all.add(app("quarkus/transformed-bytecode.jar").toString());
        }
        for (String dir : List.of("lib/boot", "lib/main")) {
            jars(dir).forEach(jar -> all.add(jar.toString()));
        }
        return all;
    }

    private Path app(String name) {
        return project.resolve("target/quarkus-app").resolve(name);
    }

    private List<Path> jars(String dir) throws IOException {
        try (Stream<Path> files = Files.list(app(dir))) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }
}
