package dev.slipway.cluster.node;

import dev.slipway.cluster.ImageStore;
import dev.slipway.cluster.Pipe;
import dev.slipway.cluster.Runner;
import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.process.Command;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The images in the embedded node's containerd. */
final class EmbeddedImages implements ImageStore {
    private final Path home;
    private final Program program;
    private final Runner runner;

    /** Finds the file of {@code slipway-node}. */
    @FunctionalInterface
    interface Program {
        Path path() throws InterruptedException;
    }

    EmbeddedImages(Path home, Program program, Runner runner) {
        this.home = home;
        this.program = program;
        this.runner = runner;
    }

    @Override
    public Set<String> held() throws InterruptedException {
        Command.Result result = runner.run(
                Command.of(ctr("content", "ls", "-q").toArray(String[]::new)).within(Duration.ofSeconds(30)));
        if (!result.ok()) {
            throw failure("asked for what it has", result);
        }
        return result.out().stream()
                .map(String::strip)
                .filter(line -> line.startsWith("sha256:"))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void load(ArchiveSource archive) throws InterruptedException {
        Command.Result result = Pipe.into(ctr("images", "import", "--local", "-"), archive);
        if (!result.ok()) {
            throw failure("given an image", result);
        }
    }

    private List<String> ctr(String... words) throws InterruptedException {
        List<String> all = new ArrayList<>(
                List.of(program.path().toString(), "exec", "--home", home.toString(), "--", "ctr", "-n", "k8s.io"));
        all.addAll(List.of(words));
        return all;
    }

    private SlipwayFailure failure(String tried, Command.Result result) {
        return new SlipwayFailure(new Failure(
                "SLIP-415",
                "The node's container runtime was " + tried + " and failed.",
                "containerd's ctr ended with exit code " + result.exit(),
                result.tail(6),
                "see that the node runs (./slipway cluster status) and its disk has room, then run the command again",
                "what runs on the node is as it was"));
    }
}
