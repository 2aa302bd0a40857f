package dev.slipway.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One external command, run to its end with a deadline. Its whole process tree ends with it when the deadline passes or
 * the calling thread is interrupted.
 *
 * @param dir working folder
 * @param env added to the inherited environment
 * @param onLine called for every line of either stream, from two threads
 */
public record Command(
        List<String> words, Path dir, Map<String, String> env, Duration deadline, Consumer<String> onLine) {
    private static final int KEPT_LINES = 10_000;
    /** Exit codes of a command that SIGINT or SIGTERM has ended. */
    private static final Set<Integer> SIGNALLED = Set.of(128 + 2, 128 + 15);
    /** Ctrl-C reaches all processes of a terminal at once. This thread may be interrupted later than the command ends. */
    private static final Duration SAME_SIGNAL = Duration.ofMillis(300);

    public Command {
        words = List.copyOf(words);
        env = Map.copyOf(env);
    }

    public static Command of(String... words) {
        return new Command(List.of(words), Path.of("."), Map.of(), Duration.ofMinutes(1), line -> {});
    }

    public Command in(Path folder) {
        return new Command(words, folder, env, deadline, onLine);
    }

    public Command with(Map<String, String> variables) {
        return new Command(words, dir, variables, deadline, onLine);
    }

    public Command within(Duration limit) {
        return new Command(words, dir, env, limit, onLine);
    }

    public Command tellingLines(Consumer<String> listener) {
        return new Command(words, dir, env, deadline, listener);
    }

    /**
     * How a command ended.
     *
     * @param exit its exit code; 127 where it could not be started, 124 where the deadline passed
     */
    public record Result(int exit, List<String> out, List<String> err) {
        public Result {
            out = List.copyOf(out);
            err = List.copyOf(err);
        }

        public boolean ok() {
            return exit == 0;
        }

        public String text() {
            return String.join("\n", out);
        }

        /** The last lines it printed, standard error first where there is any. */
        public List<String> tail(int lines) {
            List<String> from = err.isEmpty() ? out : err;
            return from.subList(Math.max(0, from.size() - lines), from.size());
        }
    }

    /** Runs the command. A command that cannot be started gives exit 127 and the reason as its error line. */
    public Result run() throws InterruptedException {
        Process process;
        try {
            ProcessBuilder builder = new ProcessBuilder(words).directory(dir.toFile());
            builder.environment().putAll(env);
            process = builder.start();
        } catch (IOException e) {
            return new Result(127, List.of(), List.of(String.valueOf(e.getMessage())));
        }
        Deque<String> out = new ArrayDeque<>();
        Deque<String> err = new ArrayDeque<>();
        Thread outReader = Thread.ofVirtual().start(() -> read(process.getInputStream(), out));
        Thread errReader = Thread.ofVirtual().start(() -> read(process.getErrorStream(), err));
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The command has closed its standard input already.
        }
        try {
            boolean ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                endTree(process);
            } else if (SIGNALLED.contains(process.exitValue())) {
                Thread.sleep(SAME_SIGNAL);
            }
            outReader.join(Duration.ofSeconds(2));
            errReader.join(Duration.ofSeconds(2));
            return new Result(ended ? process.exitValue() : 124, snapshot(out), snapshot(err));
        } catch (InterruptedException e) {
            endTree(process);
            throw e;
        }
    }

    /** Runs several commands at the same time. The results have the commands' order. An interruption ends them all. */
    public static List<Result> together(List<Command> commands) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Result> results = new ArrayList<>();
            for (Future<Result> running : threads.invokeAll(
                    commands.stream().map(c -> (Callable<Result>) c::run).toList())) {
                results.add(running.get());
            }
            return List.copyOf(results);
        } catch (ExecutionException e) {
            // run() throws no other checked exception, and only invokeAll interrupts these threads.
            throw new IllegalStateException(e.getCause());
        }
    }

    private static List<String> snapshot(Deque<String> lines) {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    private static void endTree(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void read(InputStream stream, Deque<String> into) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (into) {
                    into.addLast(line);
                    if (into.size() > KEPT_LINES) {
                        into.removeFirst();
                    }
                }
                onLine.accept(line);
            }
        } catch (IOException e) {
            // The stream ends with the process: the lines read so far are all there are.
        }
    }
}
