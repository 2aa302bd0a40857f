package dev.slipway.cli.mcp;

import dev.slipway.assist.guard.Redaction;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Runs commands for clients: one that changes something at a time, in the served folder alone, without secrets in what comes back. */
final class Calls {
    private final CommandRun commands;
    private final Map<String, String> env;
    private final Path root;
    private final ToolLeave leave;
    private final Redaction redaction;
    private final ReentrantLock changing = new ReentrantLock();

    Calls(CommandRun commands, Map<String, String> env, Path root, ToolLeave leave) {
        this.commands = commands;
        this.env = Map.copyOf(env);
        this.root = root;
        this.leave = leave;
        this.redaction = new Redaction(env);
    }

    ToolLeave leave() {
        return leave;
    }

    /**
     * How a command ended.
     *
     * @param out its result
     * @param err its progress and what went wrong
     */
    record Ended(int exit, String out, String err) {}

    /** Who follows a command: hears its progress, and is asked. */
    interface Client {
        void progress(String line);

        /** @return what the person answers; empty where nobody can be asked */
        String ask(String shown, String question);
    }

    String safe(String text) {
        return redaction.of(text);
    }

    /** Runs a command that changes nothing. */
    Ended look(List<String> words, Client client) {
        return run(words, client);
    }

    /** Runs a command that may change something, when no other one does. */
    Ended change(List<String> words, Client client) {
        changing.lock();
        try {
            return run(words, client);
        } finally {
            changing.unlock();
        }
    }

    private Ended run(List<String> words, Client client) {
        LineStream out = new LineStream(line -> {});
        LineStream err = new LineStream(line -> client.progress(redaction.of(line)));
        try (PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream told = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            int exit = commands.run(
                    words, printed, told, env, () -> client.ask(redaction.of(out.text()), redaction.of(err.pending())));
            return new Ended(exit, redaction.of(out.text()), redaction.of(err.text()));
        }
    }

    /** @throws IllegalArgumentException where it is not in the served folder */
    Path folder(String named) {
        try {
            Path folder = root.resolve(named.isEmpty() ? "." : named).toRealPath();
            if (folder.startsWith(root) && Files.isDirectory(folder)) {
                return folder;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("there is no folder " + named + " in " + root, e);
        }
        throw new IllegalArgumentException(named + " is no folder in " + root + ", which is what is served");
    }

    /** What is printed, kept, with a word for each full line. */
    private static final class LineStream extends java.io.OutputStream {
        private final java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        private final java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
        private final Consumer<String> heard;

        LineStream(Consumer<String> heard) {
            this.heard = heard;
        }

        @Override
        public synchronized void write(int b) {
            all.write(b);
            if (b == '\n') {
                heard.accept(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(b);
            }
        }

        synchronized String text() {
            return all.toString(StandardCharsets.UTF_8);
        }

        /** What stands behind the last full line: a question. */
        synchronized String pending() {
            return line.toString(StandardCharsets.UTF_8);
        }
    }

    /** Words of a command line, of which none can be taken for another option than it is given for. */
    static final class Words {
        private final List<String> words = new ArrayList<>();
        private final List<String> last = new ArrayList<>();

        Words(String command) {
            words.add(command);
        }

        Words flag(String name, boolean set) {
            if (set) {
                words.add(name);
            }
            return this;
        }

        Words option(String name, String value) {
            if (!value.isEmpty()) {
                words.add(name + "=" + value);
            }
            return this;
        }

        /** What is no option, whatever it begins with. */
        Words plain(String value) {
            if (!value.isEmpty()) {
                last.add(value);
            }
            return this;
        }

        List<String> all() {
            List<String> all = new ArrayList<>(words);
            if (!last.isEmpty()) {
                all.add("--");
                all.addAll(last);
            }
            return List.copyOf(all);
        }
    }
}
