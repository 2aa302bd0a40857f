package dev.slipway.cli;

import dev.slipway.gate.Check;
import dev.slipway.gate.Workspace;
import dev.slipway.prepare.Doctor;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Looks at this machine and its tools, and says what serves where one is missing.")
final class DoctorCommand implements Callable<Integer> {
    private static final int GATE_CLOSED = 10;

    private final Console console;

    @Parameters(arity = "0..1", defaultValue = ".", description = "the application's folder (default: this one)")
    private Path source = Path.of(".");

    @Option(names = "-o", defaultValue = "text", description = "output: ${COMPLETION-CANDIDATES}")
    private Output output = Output.TEXT;

    enum Output {
        TEXT,
        JSON
    }

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Doctor.Diagnosis diagnosis = new Doctor(Workspace.of(source, console.env())).examine();
        switch (output) {
            case JSON ->
                console.out()
                        .println(JsonMapper.builder()
                                .enable(SerializationFeature.INDENT_OUTPUT)
                                .build()
                                .writeValueAsString(diagnosis));
            case TEXT -> diagnosis.gate().checks().forEach(this::print);
        }
        return diagnosis.gate().open() ? 0 : GATE_CLOSED;
    }

    private void print(Check check) {
        String mark = switch (check.status()) {
            case PASS -> "\u2713";
            case NOTE -> "\u2013";
            case NO_DATA -> "?";
            case FAIL -> "\u2717";
        };
        console.out().printf("  %s %-18s %-56s %s%n", mark, check.title(), check.evidence(), check.fix());
    }
}
