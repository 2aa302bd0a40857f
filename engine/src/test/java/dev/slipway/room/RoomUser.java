package dev.slipway.room;

import dev.slipway.debian.UnpackListener;
import dev.slipway.gate.Workspace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A program that uses a room, for tests that need it as another user or that kill it. */
final class RoomUser {
    private RoomUser() {}

    /** Folder of the test, what to do ({@code tick} or {@code try}), and the home of Slipway if it is not below the folder. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Path home = args.length > 2 ? Path.of(args[2]) : folder.resolve("cache");
        Workspace workspace = new Workspace(home, folder, folder.resolve(".slipway"), Map.of());
        Rooms.Opening opening = new Rooms(workspace, UnpackListener.SILENT)
                .open(List.of(), List.of(), List.of(new Mount(folder.resolve("build"), Mount.BUILD, true)));
        if (!(opening instanceof Rooms.Opening.Open open)) {
            System.out.println("IMPOSSIBLE " + opening);
            return;
        }
        if (args[1].equals("tick")) {
            open.room().run(shell("while :; do date > ticks; sleep 0.05; done"));
        } else {
            attempt(open.room());
        }
    }

    private static void attempt(Room room) throws Exception {
        room.run(
                shell("echo uid $(id -u); echo made > made; grep -E 'CapEff|^Seccomp:' /proc/self/status"),
                System.out::println);
        Outcome fetching = room.run(shell("curl -sS -p --proxy http://127.0.0.1:3128 http://192.0.2.1:5432/")
                .fetching());
        fetching.refused().forEach(one -> System.out.println("refused " + one));
        Limits limits = Limits.ofBuild().withProcesses(60).within(Duration.ofSeconds(20));
        Outcome forking =
                room.run(shell("for i in $(seq 300); do sleep 20 & done; wait").within(limits));
        forking.hit().ifPresent(hit -> System.out.println("hit " + hit));
        Outcome endless = room.run(shell("sleep 100").within(limits.within(Duration.ofMillis(500))));
        endless.hit().ifPresent(hit -> System.out.println("hit " + hit));
        Step serve = shell("exec perl -MIO::Socket::INET -e '"
                + "my $s = IO::Socket::INET->new(LocalPort => 8000, Listen => 5) or die; my $c = $s->accept;"
                + "while (<$c> !~ /^\\r\\n/) {} print $c \"HTTP/1.1 404 No\\r\\n\\r\\n\"'");
        try (Running running = room.start(serve, System.out::println)) {
            for (int i = 0; i < 200 && running.listening().isEmpty(); i++) {
                Thread.sleep(50);
            }
            for (ListeningPort at : running.listening()) {
                System.out.println("port " + at.port());
                System.out.println(
                        "answer " + running.get(at, "/", Duration.ofSeconds(10)).status());
            }
        }
    }

    private static Step shell(String script) {
        return Step.of("sh", "-c", script);
    }
}
