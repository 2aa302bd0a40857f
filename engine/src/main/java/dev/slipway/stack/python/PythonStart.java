package dev.slipway.stack.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command line that starts a server, as its author wrote it.
 *
 * @param program the server's library, {@code flask} or {@code fastapi}; {@code python} for a program of its own
 * @param target module and name, a file, or {@code -m} with a module; empty if the command does not name it
 * @param options that stay, in their order
 * @param folder from which it is started, relative to the service's
 * @param env variables that the line sets
 * @param port in the line; 0 for none
 * @param before commands that come before it
 */
record PythonStart(
        String program,
        String target,
        List<String> options,
        String folder,
        Map<String, String> env,
        int port,
        List<List<String>> before) {
    private static final Set<String> SERVERS =
            Set.of("uvicorn", "gunicorn", "hypercorn", "daphne", "granian", "waitress-serve", "flask", "fastapi");

    /** Options without a value. */
    private static final Pattern FLAG = Pattern.compile(
            "--(reload|factory|(no-)?(proxy-headers|use-colors|access-log|server-header|date-header|debugger|reload)"
                    + "|preload|call|capture-output|enable-stdio-inheritance|daemon|debug|reuse-port|no-sendfile|spew|ws)|-[Du]");
    /** Options that Slipway sets itself, that are for development, or that name files outside the image. */
    private static final Pattern DROPPED = Pattern.compile(
            "--(host|port|bind|uds|fd|reload.*|daemon|debug.*|no-debugger|no-reload|ssl-.*|certfile|keyfile|app-dir|chdir|env-file|pid|app|listen|user|group)"
                    + "|-[bpDdh]");

    private static final Pattern DEFAULT = Pattern.compile("\\$\\{\\w+:?-([^}]*)}");
    private static final Pattern ASSIGNED = Pattern.compile("([A-Za-z_]\\w*)=(.*)", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|([^\\s\"']+)");
    private static final Set<String> RUNNERS = Set.of("uv", "poetry", "pipenv", "pdm", "hatch", "rye");
    private static final Set<String> RUNNERS_OPTIONS = Set.of(
            "--package", "--with", "--project", "--directory", "--env-file", "--python", "-p", "--extra", "--group");

    PythonStart {
        options = List.copyOf(options);
        env = Map.copyOf(env);
        before = List.copyOf(before);
    }

    /** The same start from a folder below the service's, unless the line changes the folder itself. */
    PythonStart from(String other) {
        return folder.isEmpty() ? new PythonStart(program, target, options, other, env, port, before) : this;
    }

    /** Reads a command line; empty if it starts neither a known server nor a Python program. */
    static Optional<PythonStart> of(String line) {
        String command =
                line.replaceAll("\\\\\\r?\\n", " ").replaceAll("\\s+", " ").strip();
        Matcher shell = Pattern.compile("(?:exec )?(?:/(?:usr/)?bin/)?(?:ba|da)?sh -\\w*c (.*)")
                .matcher(command);
        if (shell.matches()) {
            command = shell.group(1).replaceFirst("^([\"'])(.*)\\1$", "$2");
        }
        String folder = "";
        Map<String, String> env = new TreeMap<>();
        List<List<String>> before = new ArrayList<>();
        Optional<PythonStart> found = Optional.empty();
        for (String part : command.split("&&|;|\\|\\|?")) {
            List<String> words = words(part);
            if (words.size() > 1 && words.getFirst().equals("cd")) {
                folder = words.get(1).startsWith("/") ? "" : joined(folder, words.get(1));
                continue;
            }
            words = program(words, env);
            if (words.isEmpty()) {
                continue;
            }
            Optional<PythonStart> started = of(words, folder, env, before);
            if (started.isPresent()) {
                found = started;
            }
            before.add(words);
        }
        return found;
    }

    private static String joined(String folder, String below) {
        String clean = below.replaceFirst("^\\./", "").replaceFirst("/+$", "");
        return folder.isEmpty() ? clean : folder + "/" + clean;
    }

    static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int end = -1;
        Matcher matcher = WORD.matcher(DEFAULT.matcher(command).replaceAll("$1"));
        while (matcher.find()) {
            if (matcher.start() != end && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            for (int group = 1; group <= 3; group++) {
                word.append(matcher.group(group) == null ? "" : matcher.group(group));
            }
            end = matcher.end();
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    /** The words behind wrappers and variables. */
    private static List<String> program(List<String> all, Map<String, String> env) {
        List<String> words = new ArrayList<>(all);
        while (!words.isEmpty()) {
            String first = words.getFirst();
            Matcher assigned = ASSIGNED.matcher(first);
            if (assigned.matches()) {
                env.put(assigned.group(1), assigned.group(2));
            } else if (RUNNERS.contains(first) && words.contains("run")) {
                int at = words.indexOf("run") + 1;
                while (at < words.size()
                        && words.get(at).startsWith("-")
                        && !words.get(at).equals("-m")) {
                    at += RUNNERS_OPTIONS.contains(words.get(at)) ? 2 : 1;
                }
                words.subList(0, Math.min(at, words.size())).clear();
                if (!words.isEmpty() && words.getFirst().matches("-m|.*\\.py")) {
                    words.addFirst("python");
                }
                continue;
            } else if (words.contains("--") && first.matches(".*(wait|tini|dumb-init|watch\\w*|dockerize|start).*")) {
                words.subList(0, words.indexOf("--")).clear();
            } else if (!first.matches("exec|export|env|tini|dumb-init|opentelemetry-instrument|ddtrace-run")) {
                return words;
            }
            words.removeFirst();
        }
        return words;
    }

    private static Optional<PythonStart> of(
            List<String> words, String folder, Map<String, String> env, List<List<String>> before) {
        String name = words.getFirst().replaceFirst(".*/", "");
        List<String> rest = words.subList(1, words.size());
        if (name.matches("python[\\d.]*")) {
            List<String> said =
                    rest.stream().dropWhile(w -> w.matches("-[uOBsEI]+")).toList();
            if (said.size() > 1 && said.getFirst().equals("-m")) {
                String module = said.get(1).replaceFirst("^waitress$", "waitress-serve");
                return SERVERS.contains(module)
                        ? of(prepended(module, said.subList(2, said.size())), folder, env, before)
                        : Optional.of(new PythonStart(
                                "python", "-m " + module, said.subList(2, said.size()), folder, env, 0, before));
            }
            return !said.isEmpty() && said.getFirst().endsWith(".py")
                    ? Optional.of(new PythonStart(
                            "python", said.getFirst(), said.subList(1, said.size()), folder, env, 0, before))
                    : Optional.empty();
        }
        if (!SERVERS.contains(name)) {
            return Optional.empty();
        }
        return Optional.of(server(name, rest, folder, env, before));
    }

    private static List<String> prepended(String first, List<String> rest) {
        List<String> words = new ArrayList<>(List.of(first));
        words.addAll(rest);
        return words;
    }

    private static PythonStart server(
            String name, List<String> rest, String folder, Map<String, String> env, List<List<String>> before) {
        String target = "";
        String at = folder;
        int port = 0;
        List<String> options = new ArrayList<>();
        for (int i = 0; i < rest.size(); i++) {
            String word = rest.get(i);
            if (!word.startsWith("-")) {
                target = target.isEmpty() && !word.matches("&|run|dev|\\d?>.*|/dev/.*") ? word : target;
                continue;
            }
            boolean joined = word.startsWith("--") && word.contains("=");
            String option = joined ? word.substring(0, word.indexOf('=')) : word;
            String value = joined ? word.substring(word.indexOf('=') + 1) : "";
            if (!joined && !FLAG.matcher(word).matches() && i + 1 < rest.size()) {
                value = rest.get(++i);
            }
            if (option.matches("--port|-p|--bind|-b|--listen")) {
                Matcher number = Pattern.compile("(?:.*:)?(\\d{2,5})").matcher(value);
                port = number.matches() ? Integer.parseInt(number.group(1)) : port;
            }
            if (option.matches("--app-dir|--chdir")) {
                at = value.startsWith("/") ? at : joined(at, value);
            }
            if (option.equals("--app") && name.equals("flask")) {
                target = value;
            }
            if (!DROPPED.matcher(option).matches() && !value.contains("$")) {
                options.add(option);
                if (option.matches("--(access-log|error-log|log)-?file")
                        && value.startsWith("/")
                        && !value.startsWith("/dev/")) {
                    options.add("-");
                } else if (!value.isEmpty()) {
                    options.add(value);
                }
            }
        }
        if (name.equals("flask") && target.isEmpty()) {
            target = env.getOrDefault("FLASK_APP", "");
        }
        return new PythonStart(name, target, options, at.equals(".") ? "" : at, env, port, before);
    }
}
