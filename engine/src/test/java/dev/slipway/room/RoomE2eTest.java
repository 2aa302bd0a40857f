package dev.slipway.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.debian.UnpackListener;
import dev.slipway.gate.Workspace;
import dev.slipway.image.Unpacker;
import dev.slipway.toolchain.Folders;
import dev.slipway.toolchain.Toolchains;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real rooms of Debian's packages, and what a hostile build tries in them. */
@EnabledOnOs(OS.LINUX)
@DisabledIfSystemProperty(named = "skipE2e", matches = "|true")
class RoomE2eTest {
    private static final String TOKEN = "a-token-that-nobody-has-named";

    @TempDir
    Path folder;

    private final List<HttpServer> servers = new ArrayList<>();

    @AfterEach
    void closeServers() {
        servers.forEach(server -> server.stop(0));
    }

    private Room room() throws Exception {
        return room(Map.of());
    }

    private Room room(Map<String, String> more, Mount... mounts) throws Exception {
        Map<String, String> env = new HashMap<>(System.getenv());
        env.putAll(more);
        Files.createDirectories(folder.resolve("build"));
        Path home = Workspace.of(folder, System.getenv()).home();
        Workspace workspace = new Workspace(home, folder, folder.resolve(".slipway"), env);
        List<Mount> all = new ArrayList<>(List.of(mounts));
        all.add(new Mount(folder.resolve("build"), Mount.BUILD, true));
        Rooms.Opening opening = new Rooms(workspace, UnpackListener.SILENT).open(List.of(), List.of(), all);
        if (opening instanceof Rooms.Opening.Impossible impossible) {
            assumeTrue(false, "no room can be made on this machine: " + impossible.reason());
        }
        return ((Rooms.Opening.Open) opening).room();
    }

    private static Step shell(String script) {
        return Step.of("sh", "-c", script);
    }

    private HttpServer server(InetAddress at) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(at, 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "a package\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (exchange) {
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        servers.add(server);
        return server;
    }

    @Test
    void aStepIsAnotherUserWithoutPrivileges() throws Exception {
        Outcome outcome = room().run(shell("id -u; grep -E 'Cap(Prm|Eff|Bnd)|NoNewPrivs|^Seccomp:' /proc/self/status;"
                + " unshare --user --map-root-user id; echo made > made; gcc --version | head -1"));
        assertThat(outcome.exit()).as(outcome.lines().toString()).isZero();
        assertThat(outcome.out())
                .startsWith(
                        "65532",
                        "CapPrm:\t0000000000000000",
                        "CapEff:\t0000000000000000",
                        "CapBnd:\t0000000000000000",
                        "NoNewPrivs:\t1",
                        "Seccomp:\t2");
        assertThat(outcome.out().getLast()).startsWith("gcc (Debian");
        assertThat(outcome.err()).singleElement().asString().contains("Operation not permitted");
        assertThat(folder.resolve("build/made")).hasContent("made");
        assertThat(Files.getOwner(folder.resolve("build/made"))).isEqualTo(Files.getOwner(folder));
    }

    @Test
    void nothingOfThePersonIsThere() throws Exception {
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.writeString(home.resolve(".npmrc"), "//registry.example/:_authToken=" + TOKEN + "\n");
        Files.createDirectories(home.resolve(".ssh"));
        Files.writeString(home.resolve(".ssh/id_ed25519"), TOKEN);
        Map<String, String> person = Map.of(
                "HOME",
                home.toString(),
                "AWS_SECRET_ACCESS_KEY",
                TOKEN,
                "PIP_INDEX_URL",
                "https://me:" + TOKEN + "@packages.example/simple");
        String look = "env; cat " + home + "/.npmrc " + home + "/.ssh/id_ed25519; ls /root /home; cat /proc/*/environ"
                + " /proc/*/cmdline; grep -rs " + TOKEN.substring(2) + " /home /run /tmp /cache /build";
        Room room = room(person);
        Outcome offline = room.run(shell(look));
        Outcome fetching = room.run(shell(look).fetching());
        assertThat(offline.lines())
                .noneMatch(line -> line.contains(TOKEN))
                .noneMatch(line -> line.contains("packages"));
        assertThat(fetching.lines())
                .noneMatch(line -> line.contains(TOKEN))
                .contains("PIP_INDEX_URL=https://packages.example/simple");
    }

    @Test
    void everyToolIsToldTheWayOutWhileItFetches() throws Exception {
        Room room = room(Map.of());

        assertThat(room.run(shell("env").fetching()).out())
                .contains("https_proxy=http://127.0.0.1:3128", "YARN_HTTPS_PROXY=http://127.0.0.1:3128");
        assertThat(room.run(shell("env")).out()).noneMatch(line -> line.contains("127.0.0.1:3128"));
    }

    @Test
    void nothingIsWrittenOutside() throws Exception {
        Path outside = Files.writeString(folder.resolve("mine"), "mine");
        Path shown = Files.createDirectories(folder.resolve("shown"));
        Outcome outcome = room(Map.of(), new Mount(shown, "/mnt/shown", false))
                .run(shell("for f in " + outside
                        + " /usr/bin/x /etc/passwd /x /mnt/shown/x /run/x /proc/sys/kernel/hostname"
                        + " /proc/sysrq-trigger; do echo bad > $f; done;"
                        + " ln -s " + outside + " link; echo bad > link; rm -rf / 2>/dev/null; true"));
        assertThat(outcome.err()).hasSizeGreaterThanOrEqualTo(8);
        assertThat(outside).hasContent("mine");
        assertThat(shown).isEmptyDirectory();
        Outcome after = room().run(shell("sh -c 'exit 3'"));
        assertThat(after.exit()).as("the next step has its file system whole").isEqualTo(3);
    }

    @Test
    void whoeverStartsWhatABuildWritesGetsNoRightsByIt() throws Exception {
        Outcome outcome = room().run(shell("cp /bin/sh s; chmod 4755 s; chmod 2755 s; chmod 755 s;"
                + " perl -e 'use Fcntl; sysopen(F, \"t\", O_CREAT|O_WRONLY, 04755) or print \"no\\n\"'; mkfifo p"));
        assertThat(outcome.out()).containsExactly("no");
        assertThat(outcome.err()).hasSize(2).allMatch(line -> line.contains("Operation not permitted"));
    }

    @Test
    void noNetworkButWhereAStepFetches() throws Exception {
        HttpServer here = server(InetAddress.getLoopbackAddress());
        HttpServer registry = server(InetAddress.getLoopbackAddress());
        String address = "http://localhost:" + registry.getAddress().getPort() + "/a/package";
        String other = "http://localhost:" + here.getAddress().getPort() + "/";
        Room room = room(Map.of(
                "NPM_CONFIG_REGISTRY",
                "http://localhost:" + registry.getAddress().getPort()));
        // curl does not ask a proxy for this machine, so it is told to.
        String ask = "curl -sS --max-time 5 --noproxy none --proxy http://127.0.0.1:3128 ";
        Outcome offline = room.run(shell("tail -n +3 /proc/net/dev; " + ask + address + "; curl -sS " + address));
        assertThat(offline.out()).singleElement().asString().startsWith("    lo:");
        assertThat(offline.exit()).isNotZero();
        assertThat(offline.refused()).isEmpty();
        Outcome fetching = room.run(shell(ask + address + "; " + ask + other + "; " + ask + "-p http://192.0.2.1:5432/")
                .fetching());
        assertThat(fetching.out()).contains("a package");
        assertThat(fetching.out().stream().filter("a package"::equals)).hasSize(1);
        assertThat(fetching.refused())
                .containsExactlyInAnyOrder(
                        "192.0.2.1:5432", "localhost:" + here.getAddress().getPort());
    }

    @Test
    void thisMachineIsNotReachedByAnAddressOfItsOwn() throws Exception {
        InetAddress own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress())
                .findFirst()
                .orElse(null);
        assumeTrue(own != null, "this machine has no address but loopback");
        Outcome outcome = room().run(shell("curl -sS --max-time 5 https://" + own.getHostAddress() + "/")
                .fetching());
        assertThat(outcome.refused()).containsExactly(own.getHostAddress() + ":443");
    }

    @Test
    void processesWithoutEndAreRefused() throws Exception {
        Outcome outcome = room().run(
                        shell("f() { f | f & f; }; (f) 2>/dev/null; for i in $(seq 300); do sleep 20 & done; wait")
                                .within(Limits.ofBuild().withProcesses(100).within(Duration.ofSeconds(20))));
        assertThat(outcome.hit()).contains(Outcome.Limit.PROCESSES);
        assertThat(outcome.exit()).isNotZero();
    }

    @Test
    void aFullDiskIsRefused() throws Exception {
        Limits limits = Limits.ofBuild().withDisk(30_000_000);
        Outcome one =
                room().run(shell("exec dd if=/dev/zero of=one bs=1M count=100").within(limits));
        assertThat(one.hit()).contains(Outcome.Limit.DISK);
        assertThat(Files.size(folder.resolve("build/one"))).isLessThanOrEqualTo(30_000_000);
        Files.delete(folder.resolve("build/one"));
        Outcome many = room().run(shell(
                        "for i in $(seq 1000); do dd if=/dev/zero of=/tmp/$i bs=1M count=10 2>/dev/null; sleep 0.05; done")
                .within(limits));
        assertThat(many.hit()).contains(Outcome.Limit.DISK);
    }

    @Test
    void memoryBeyondTheLimitIsRefused() throws Exception {
        Outcome outcome = room().run(Step.of("perl", "-e", "my @a; push @a, 'x' x 10_000_000 while 1")
                .within(Limits.ofBuild().withMemory(100_000_000).within(Duration.ofSeconds(20))));
        assertThat(outcome.exit()).isNotZero();
        // Without cgroups the kernel refuses the memory, and the program says so itself.
        if (outcome.hit().isEmpty()) {
            assertThat(String.join("\n", outcome.lines())).containsIgnoringCase("out of memory");
        } else {
            assertThat(outcome.hit()).contains(Outcome.Limit.MEMORY);
        }
    }

    @Test
    void aStepWithoutEndIsEnded() throws Exception {
        Outcome outcome = room().run(shell("(setsid sh -c 'while :; do date > ticks; sleep 0.05; done' &); sleep 100")
                .within(Limits.ofBuild().within(Duration.ofMillis(600))));
        assertThat(outcome.hit()).contains(Outcome.Limit.TIME);
        assertThat(outcome.exit()).isEqualTo(124);
        assertStill(folder.resolve("build/ticks"));
    }

    /** What wrote to a file all the time does so no more. */
    private static void assertStill(Path ticks) throws Exception {
        assertThat(ticks).exists();
        Object last = Files.getLastModifiedTime(ticks);
        Thread.sleep(300);
        assertThat((Object) Files.getLastModifiedTime(ticks)).isEqualTo(last);
    }

    @Test
    void whatCachesAreGivenOfflineGoesWithTheStep() throws Exception {
        String name = folder.getFileName().toString();
        Room room = room();
        room.run(shell("echo fetched > $npm_config_cache/" + name).fetching());
        Outcome offline =
                room.run(shell("cat $npm_config_cache/" + name + " && echo spoilt > $npm_config_cache/" + name));
        Outcome next = room.run(shell("cat $npm_config_cache/" + name + "; rm $npm_config_cache/" + name)
                .fetching());
        assertThat(offline.exit()).as(offline.lines().toString()).isZero();
        assertThat(offline.out()).containsExactly("fetched");
        assertThat(next.out()).containsExactly("fetched");
    }

    @Test
    void aRunningProgramIsObserved() throws Exception {
        Room room = room();
        Step serve = shell(
                "echo ready > written; exec perl -MIO::Socket::INET -e '"
                        + "my $s = IO::Socket::INET->new(LocalAddr => $ENV{AT}, LocalPort => 8000, Listen => 5) or die;"
                        + "while (my $c = $s->accept) { while (<$c> !~ /^\\r\\n/) {}"
                        + "print $c \"HTTP/1.1 404 No\\r\\ncontent-type: text/plain\\r\\n\\r\\nnot \\xc3\\xbcber here\"; close $c }'");
        try (Running running = room.start(serve.with(Map.of("AT", "127.0.0.1")), line -> {})) {
            List<ListeningPort> ports = running.listening();
            for (int i = 0; i < 200 && ports.isEmpty(); i++) {
                Thread.sleep(50);
                ports = running.listening();
            }
            assertThat(ports).containsExactly(new ListeningPort("127.0.0.1", 8000));
            assertThat(ports.getFirst().everywhere()).isFalse();
            Answer answer = running.get(ports.getFirst(), "/x", Duration.ofSeconds(10));
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.fields()).containsEntry("content-type", "text/plain");
            assertThat(answer.body()).isEqualTo("not über here");
            try (Running beside = room.startBeside(running, shell("curl -s http://127.0.0.1:8000/"), line -> {})) {
                assertThat(beside.await().out()).containsExactly("not über here");
            }
            assertThat(running.written()).contains(folder.resolve("build/written"));
            assertThat(running.peakMemory()).isPositive();
            assertThat(running.stop().duration()).isPositive();
        }
        try (Running running = room.start(serve.with(Map.of("AT", "0.0.0.0")), line -> {})) {
            for (int i = 0; i < 200 && running.listening().isEmpty(); i++) {
                Thread.sleep(50);
            }
            assertThat(running.listening()).singleElement().matches(ListeningPort::everywhere);
        }
    }

    @Test
    void nothingOfAStepStays() throws Exception {
        Room room = room();
        room.run(shell("mkdir -p /tmp/a/b && touch /tmp/a/b/c && chmod 0 /tmp/a/b /tmp/a"));
        Path runs = Workspace.of(folder, System.getenv()).home().resolve("room/run");
        String own = ProcessHandle.current().pid() + "-*";
        try (DirectoryStream<Path> left = Files.newDirectoryStream(runs, own)) {
            assertThat(left).isEmpty();
        }
        try (Stream<String> mounts = Files.lines(Path.of("/proc/self/mounts"))) {
            assertThat(mounts)
                    .noneMatch(line ->
                            line.contains("/room/run/" + ProcessHandle.current().pid() + "-"));
        }
        for (Path tree :
                List.of(Path.of("/sys/fs/cgroup"), Path.of("/sys/fs/cgroup/memory"), Path.of("/sys/fs/cgroup/pids"))) {
            if (Files.isDirectory(tree)) {
                try (DirectoryStream<Path> groups = Files.newDirectoryStream(tree, "slipway-room-" + own)) {
                    assertThat(groups).isEmpty();
                }
            }
        }
    }

    @Test
    void aRoomEndsWithSlipwayHoweverThatEnds() throws Exception {
        room();
        Process slipway = new ProcessBuilder(java(folder, System.getProperty("java.class.path"), "tick"))
                .redirectErrorStream(true)
                .start();
        Path ticks = folder.resolve("build/ticks");
        for (int i = 0; i < 600 && !Files.exists(ticks) && slipway.isAlive(); i++) {
            Thread.sleep(100);
        }
        assertThat(ticks).exists();
        slipway.destroyForcibly().waitFor();
        Thread.sleep(1500);
        assertStill(ticks);
    }

    @Test
    void anOrdinaryUserHasRoomsToo() throws Exception {
        assumeTrue(Unpacker.canKeepOwners(), "this user is an ordinary one: every other test here is of that");
        Path home = Workspace.of(folder, System.getenv()).home().resolve("room");
        room();
        Path theirs = Files.createDirectories(folder.resolve("cache/room"));
        Toolchains toolchains = new Toolchains(Workspace.of(folder, System.getenv()), UnpackListener.SILENT);
        Path roots = Files.createDirectories(theirs.resolve("root"));
        copied(toolchains.system(), roots);
        copied(toolchains.root(toolchains.fitting(List.of(), List.of())), roots);
        copied(home.resolve("fittings"), theirs);
        copied(home.resolve("trust"), theirs);
        List<String> classes = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(":")) {
            if (entry.isEmpty()) {
                continue;
            }
            Path to = Files.createDirectories(folder.resolve("classes"));
            copied(Path.of(entry).toRealPath(), Files.createDirectories(to.resolve(Integer.toString(classes.size()))));
            classes.add(to.resolve(Integer.toString(classes.size()))
                    .resolve(Path.of(entry).getFileName())
                    .toString());
        }
        // Only what is made here changes hands, one by one: nothing that lies elsewhere under another name.
        for (Path own :
                List.of(folder, folder.resolve("cache"), theirs, theirs.resolve("trust"), folder.resolve("build"))) {
            new ProcessBuilder("chown", "65534:65534", own.toString()).start().waitFor();
        }
        List<String> words =
                new ArrayList<>(List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"));
        words.addAll(java(folder, String.join(":", classes), "try"));
        Process user = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(user.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(user.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assumeTrue(!said.contains("IMPOSSIBLE"), said);
        assertThat(said.lines())
                .contains("uid 65532", "CapEff:\t0000000000000000", "Seccomp:\t2", "refused 192.0.2.1:5432")
                .contains("hit PROCESSES", "hit TIME", "port 8000", "answer 404");
        assertThat(folder.resolve("build/made")).hasContent("made");
        Folders.delete(theirs);
    }

    /** A copy, so that nothing done to it is done to the original. */
    private static void copied(Path from, Path to) throws Exception {
        assertThat(new ProcessBuilder("cp", "-a", "--reflink=auto", from.toString(), to.toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    private static List<String> java(Path folder, String classes, String what) {
        List<String> words = new ArrayList<>(List.of(
                "env",
                "-i",
                "PATH=/usr/bin:/bin",
                Path.of(System.getProperty("java.home"), "bin/java").toString()));
        words.addAll(
                List.of("-XX:TieredStopAtLevel=1", "-cp", classes, RoomUser.class.getName(), folder.toString(), what));
        if (what.equals("tick")) {
            words.add(Workspace.of(folder, System.getenv()).home().toString());
        }
        return words;
    }
}
