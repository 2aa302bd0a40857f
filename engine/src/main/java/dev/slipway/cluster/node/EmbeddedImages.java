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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
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

    @Override
    public void keepOnly(Set<String> repositories, Supplier<Set<String>> used) throws InterruptedException {
        Command.Result result = runner.run(
                Command.of(ctr("images", "ls").toArray(String[]::new)).within(Duration.ofSeconds(30)));
        List<String> superfluous = superfluous(result.out(), repositories, used.get());
        if (result.ok() && !superfluous.isEmpty()) {
            List<String> remove = ctr("images", "rm");
            remove.addAll(superfluous);
            // What could not be removed now is found by the next deployment.
            runner.run(Command.of(remove.toArray(String[]::new)).within(Duration.ofSeconds(60)));
        }
    }

    /**
     * Names of images that can go. The kubelet's side of containerd enters each image a second time, by its configuration's
     * digest; that entry goes with the last name of the image.
     *
     * @param listed lines of {@code ctr images ls}: name, media type, digest of the manifest and more
     */
    static List<String> superfluous(List<String> listed, Set<String> repositories, Set<String> used) {
        Map<String, String> digests = new LinkedHashMap<>();
        for (String line : listed) {
            String[] words = line.strip().split("\\s+");
            if (words.length > 2 && words[2].startsWith("sha256:")) {
                digests.put(words[0], words[2]);
            }
        }
        Set<String> going = digests.keySet().stream()
                .filter(name -> repositories.contains(name.substring(0, Math.max(0, name.lastIndexOf(':'))))
                        && !used.contains(name))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> staying = digests.entrySet().stream()
                .filter(one -> !going.contains(one.getKey()) && !one.getKey().startsWith("sha256:"))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
        Set<String> gone = going.stream().map(digests::get).collect(Collectors.toSet());
        digests.forEach((name, digest) -> {
            if (name.startsWith("sha256:") && gone.contains(digest) && !staying.contains(digest)) {
                going.add(name);
            }
        });
        return List.copyOf(going);
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
