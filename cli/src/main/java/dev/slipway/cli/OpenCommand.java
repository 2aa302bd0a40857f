package dev.slipway.cli;

import dev.slipway.application.Application;
import dev.slipway.application.Service;
import dev.slipway.cluster.Cluster;
import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import dev.slipway.process.SearchPath;
import dev.slipway.wiring.Sources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "open",
        mixinStandardHelpOptions = true,
        description = "Opens the application in the browser, and prints its address.")
final class OpenCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Target target = new Target();

    @Option(
            names = {"-s", "--service"},
            defaultValue = "",
            description = "one service (default: the one that people see first)")
    private String service = "";

    @Option(names = "--print", description = "only print the address")
    private boolean print;

    OpenCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Workspace workspace = target.workspace(console.env());
        OnCluster on = new OnCluster(console, workspace, target, Progress.SILENT);
        Application application = Sources.read(workspace, target.set());
        Cluster cluster = on.orFail();
        Map<String, String> urls = new TreeMap<>();
        on.deployer(cluster).status(application, cluster).urls().forEach((name, url) -> urls.put(name, url.toString()));
        String wanted = service.isEmpty()
                ? application
                        .entry()
                        .map(Service::name)
                        .filter(urls::containsKey)
                        .orElseGet(() -> urls.keySet().stream().findFirst().orElse(""))
                : service;
        String url = Optional.ofNullable(urls.get(wanted))
                .orElseThrow(() -> new SlipwayFailure(new Failure(
                        "SLIP-424",
                        (wanted.isEmpty() ? application.name() : wanted) + " has no address on this machine.",
                        urls.isEmpty()
                                ? "no forward to it is open"
                                : "these have one: " + String.join(", ", urls.keySet()),
                        "./slipway up opens the addresses again")));
        console.out().println(url);
        if (!print) {
            browser().ifPresent(words -> show(words, url));
        }
        return 0;
    }

    /** The program with which this system opens an address; empty where nobody looks at a screen. */
    private Optional<List<String>> browser() {
        String system = System.getProperty("os.name", "");
        if (system.startsWith("Windows")) {
            return Optional.of(List.of("rundll32", "url.dll,FileProtocolHandler"));
        }
        if (system.startsWith("Mac")) {
            return Optional.of(List.of("open"));
        }
        boolean screen = console.env().containsKey("DISPLAY") || console.env().containsKey("WAYLAND_DISPLAY");
        return screen
                ? SearchPath.of(console.env()).find("xdg-open").map(path -> List.of(path.toString()))
                : Optional.empty();
    }

    private void show(List<String> words, String url) {
        List<String> command = new ArrayList<>(words);
        command.add(url);
        try {
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            console.err().println("The browser was not opened: " + e.getMessage());
        }
    }
}
