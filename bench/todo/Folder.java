import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A temporary folder and the processes that work in it: all of them end with this program, also on Ctrl-C. */
final class Folder implements AutoCloseable {
    private final Path path = Files.createTempDirectory("todo-bench");
    private final Deque<Process> processes = new ArrayDeque<>();
    private final Thread hook = new Thread(this::end);
    private boolean ended;

    Folder() throws IOException {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    Path path() {
        return path;
    }

    Path at(String name) {
        return path.resolve(name);
    }

    /** Starts a process; what it says goes to NAME.log. */
    Process start(String name, ProcessBuilder builder) throws IOException {
        synchronized (processes) {
            if (ended) {
                throw new IllegalStateException("Broken off");
            }
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(at(name + ".log").toFile()))
                    .start();
            processes.addFirst(process);
            return process;
        }
    }

    /** Runs a program to its end. */
    void run(String name, ProcessBuilder builder) throws IOException, InterruptedException {
        int exit = start(name, builder).waitFor();
        if (exit != 0) {
            throw new IllegalStateException(String.join(" ", builder.command()) + " ended with " + exit + ":\n" + log(name));
        }
    }

    String log(String name) throws IOException {
        List<String> lines = Files.readAllLines(at(name + ".log"));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    /** Asks a process to end by a signal, and ends it if it does not. */
    static void stop(Process process, String signal) {
        try {
            if (process.isAlive()) {
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
            }
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException | InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private void end() {
        synchronized (processes) {
            // The last one started is the first to end. Postgres waits for nobody on SIGINT; the others stop by it, too.
            processes.forEach(process -> stop(process, "INT"));
            processes.clear();
            ended = true;
        }
        try {
            new ProcessBuilder("rm", "-rf", path.toString()).start().waitFor();
        } catch (IOException | InterruptedException e) {
            System.err.println("Left behind: " + path);
        }
    }

    @Override
    public void close() {
        synchronized (processes) {
            if (ended) {
                return; // by the hook
            }
        }
        Runtime.getRuntime().removeShutdownHook(hook);
        end();
    }
}
