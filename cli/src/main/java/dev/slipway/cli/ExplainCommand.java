package dev.slipway.cli;

import dev.slipway.explain.Explanation;
import dev.slipway.explain.Explanations;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Tells cause and remedy of a failure by its ID; lists all IDs without one.")
final class ExplainCommand implements Callable<Integer> {
    private static final int USAGE = 2;

    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "ID", defaultValue = "", description = "such as SLIP-412")
    private String id = "";

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (id.isBlank()) {
            Explanations.all().forEach(e -> console.out().println(e.id() + "  " + e.title()));
            return 0;
        }
        Optional<Explanation> found = Explanations.find(id);
        if (found.isEmpty()) {
            console.err().println("There is no failure " + id + ". All of them: ./slipway explain");
            return USAGE;
        }
        console.out().print(found.get().markdown());
        return 0;
    }
}
