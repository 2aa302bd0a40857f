package dev.slipway.cli.proof;

import dev.slipway.cli.change.Talk;
import dev.slipway.gate.Workspace;
import dev.slipway.run.FolderLock;
import dev.slipway.tidy.Tidy;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        description = "Shows what is kept on this machine and no longer needed; with --yes, deletes it.")
public final class CleanCommand implements Callable<Integer> {
    private static final Pattern SIZE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(GB|MB|G|M)");

    private final Talk console;

    @Mixin
    private FolderPlace place = new FolderPlace();

    @Option(
            names = "--budget",
            paramLabel = "SIZE",
            defaultValue = "20GB",
            description = "what caches may keep, such as 20GB (default) or 500MB")
    private String budget = "20GB";

    @Option(names = "--yes", description = "delete it")
    private boolean yes;

    public CleanCommand(Talk console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Matcher size = SIZE.matcher(budget.toUpperCase(Locale.ROOT));
        if (!size.matches()) {
            console.err().println("--budget " + budget + ": a size is wanted here, such as 20GB or 500MB");
            return 2;
        }
        long bytes = (long) (Double.parseDouble(size.group(1)) * (size.group(2).startsWith("G") ? 1e9 : 1e6));
        Workspace workspace = place.workspace(console.env());
        List<Tidy.Found> found;
        if (yes) {
            try (FolderLock lock = FolderLock.take(workspace)) {
                found = new Tidy(workspace, Instant.now()).all(bytes, true);
            }
        } else {
            found = new Tidy(workspace, Instant.now()).all(bytes, false);
        }
        found.forEach(one -> console.out()
                .println(String.format(Locale.ROOT, "  %-20s %10s  %s", one.kind(), one.size(), one.things())));
        if (found.isEmpty()) {
            console.out().println("Nothing is kept that is not needed.");
        } else if (!yes) {
            console.out().println("Delete it: ./slipway clean --yes");
        }
        return 0;
    }
}
