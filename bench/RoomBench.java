import dev.slipway.debian.UnpackListener;
import dev.slipway.gate.Workspace;
import dev.slipway.room.Mount;
import dev.slipway.room.Outcome;
import dev.slipway.room.Rooms;
import dev.slipway.room.Step;
import dev.slipway.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Times rooms: how long the file system of each toolchain that is named takes in an empty cache, and what a room adds to a step. */
public final class RoomBench {
    private static final int RUNS = 15;

    private RoomBench() {}

    /** @param args toolchains, such as {@code python=3.13 jdk=25 go} */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("room-bench");
        Path build = Files.createDirectories(folder.resolve("build"));
        Map<String, String> env = new HashMap<>(System.getenv());
        if (args.length > 0) {
            env.put("SLIPWAY_HOME", folder.resolve("home").toString());
        }
        Rooms rooms = new Rooms(Workspace.of(folder, env), UnpackListener.SILENT);
        for (String arg : args) {
            String[] parts = arg.split("=");
            open(arg, rooms, build, List.of(new Toolchain(parts[0], parts.length > 1 ? parts[1] : "")));
        }
        Rooms.Opening opening = open("no toolchain", rooms, build, List.of());
        if (opening instanceof Rooms.Opening.Open room) {
            steps("a step", room, Step.of("/bin/true"));
            steps("a step that fetches", room, Step.of("/bin/true").fetching());
        }
        System.out.println("made in " + folder);
    }

    private static Rooms.Opening open(String name, Rooms rooms, Path build, List<Toolchain> toolchains)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Rooms.Opening opening = rooms.open(toolchains, List.of(), List.of(new Mount(build, Mount.BUILD, true)));
        System.out.printf("%s: %.1f s %s%n", name, seconds(begun), opening);
        return opening;
    }

    private static void steps(String name, Rooms.Opening.Open open, Step step) throws IOException, InterruptedException {
        List<Double> took = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            long begun = System.nanoTime();
            Outcome outcome = open.room().run(step);
            if (!outcome.ok()) {
                throw new IllegalStateException(outcome.toString());
            }
            took.add(seconds(begun));
        }
        Collections.sort(took);
        System.out.printf(
                "%s: median of %d %.2f s (%.2f to %.2f)%n",
                name, RUNS, took.get(RUNS / 2), took.getFirst(), took.getLast());
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
