package dev.slipway.stack.dockerfile;

import dev.slipway.manifest.DockerfileText;
import dev.slipway.manifest.DockerfileText.Instruction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The steps of a Dockerfile, as far as a room can run them. */
sealed interface Recipe {
    /**
     * A room cannot run it.
     *
     * @param line of the instruction that it cannot run
     * @param why with the remedy
     */
    record Refused(int line, String why) implements Recipe {}

    /**
     * A room can run it.
     *
     * @param stages in order; the last one is the image
     * @param start command of the image
     * @param ports that it exposes
     * @param volumes folders whose content stays
     */
    record Possible(List<Stage> stages, List<String> start, List<Integer> ports, List<String> volumes)
            implements Recipe {
        public Possible {
            stages = List.copyOf(stages);
            start = List.copyOf(start);
            ports = List.copyOf(ports);
            volumes = List.copyOf(volumes);
        }

        Stage last() {
            return stages.getLast();
        }
    }

    /**
     * One stage.
     *
     * @param number from 0
     * @param base image that it starts from
     * @param packages Debian packages in place of its base and of what it installs
     * @param actions in order
     * @param env of its commands
     * @param workdir the last one
     * @param folders absolute folders that it fills
     */
    record Stage(
            int number,
            String base,
            List<String> packages,
            List<Action> actions,
            Map<String, String> env,
            String workdir,
            List<String> folders) {
        public Stage {
            packages = List.copyOf(packages);
            actions = List.copyOf(actions);
            env = Map.copyOf(env);
            folders = List.copyOf(folders);
        }
    }

    /** One action of a stage. */
    sealed interface Action {
        /** @param command one line of a shell @param dir absolute folder @param line in the Dockerfile */
        record Run(String command, String dir, Map<String, String> env, int line) implements Action {
            public Run {
                env = Map.copyOf(env);
            }
        }

        /**
         * Copies files.
         *
         * @param from number of the stage that has them; -1 for the source
         * @param files as the Dockerfile names them
         * @param to absolute path; a folder if it ends with a slash or there are several files
         */
        record Take(int from, List<String> files, String to) implements Action {
            public Take {
                files = List.copyOf(files);
            }
        }
    }

    Pattern APT = Pattern.compile("\\s*(?:sudo )?apt(?:-get)?\\s+(.*)", Pattern.DOTALL);
    /** Commands that a room or the rules of the cluster make needless. */
    Pattern NEEDLESS = Pattern.compile(
            "\\s*(?:set -\\S+|rm -rf? /var/lib/apt\\S*|(?:group|user)add\\b.*|add(?:group|user)\\b.*|chown\\b.*|true|ldconfig|export DEBIAN_FRONTEND.*)\\s*",
            Pattern.DOTALL);

    Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)(?::-([^}]*))?}?");

    /** Reads a Dockerfile. */
    static Recipe of(String text) {
        return new Reader().read(DockerfileText.of(text));
    }

    /** Reads the instructions once, in order. */
    final class Reader {
        private final List<Stage> stages = new ArrayList<>();
        private final Map<String, Integer> names = new TreeMap<>();
        private final Map<String, String> arguments = new TreeMap<>();
        private String base = "";
        private TreeSet<String> packages = new TreeSet<>();
        private List<Action> actions = new ArrayList<>();
        private Map<String, String> env = new TreeMap<>();
        private String workdir = "/";
        private TreeSet<String> folders = new TreeSet<>();
        private List<String> entrypoint = List.of();
        private List<String> command = List.of();
        private final List<Integer> ports = new ArrayList<>();
        private final List<String> volumes = new ArrayList<>();

        private Reader() {}

        Recipe read(List<Instruction> instructions) {
            for (Instruction one : instructions) {
                String refused = step(one);
                if (!refused.isEmpty()) {
                    return new Refused(one.line(), one.name() + " " + one.arguments() + ": " + refused);
                }
            }
            if (base.isEmpty()) {
                return new Refused(1, "it has no FROM");
            }
            close();
            List<String> start = new ArrayList<>(entrypoint);
            start.addAll(command);
            if (start.isEmpty()) {
                return new Refused(
                        instructions.getLast().line(),
                        "it has neither CMD nor ENTRYPOINT: say how the program starts under start in slipway.yaml");
            }
            return new Possible(stages, start, ports, volumes);
        }

        private void close() {
            stages.add(
                    new Stage(stages.size(), base, List.copyOf(packages), actions, env, workdir, List.copyOf(folders)));
        }

        /** Why the instruction cannot be run; empty if it can. */
        private String step(Instruction one) {
            switch (one.name()) {
                case "FROM" -> {
                    return from(one);
                }
                case "RUN" -> {
                    return run(one);
                }
                case "COPY", "ADD" -> {
                    return take(one);
                }
                case "ARG" -> {
                    String[] pair = filled(one.arguments()).split("=", 2);
                    (base.isEmpty() ? arguments : env)
                            .putIfAbsent(
                                    pair[0], pair.length > 1 ? plain(pair[1]) : arguments.getOrDefault(pair[0], ""));
                }
                case "ENV" -> variables(filled(one.arguments()));
                case "WORKDIR" -> {
                    workdir = absolute(filled(plain(one.arguments())));
                    folders.add(workdir);
                }
                case "EXPOSE" -> {
                    for (String word : filled(one.arguments()).split("\\s+")) {
                        if (word.matches("\\d+(/tcp)?")) {
                            ports.add(Integer.parseInt(word.replace("/tcp", "")));
                        }
                    }
                }
                case "VOLUME" -> one.words().forEach(word -> volumes.add(absolute(filled(word))));
                case "CMD" -> command = words(one);
                case "ENTRYPOINT" -> {
                    entrypoint = words(one);
                    command = List.of();
                }
                case "SHELL", "ONBUILD" -> {
                    return "Slipway does not do this; take it out, or have the image built elsewhere";
                }
                // The chart decides about labels, users and health checks.
                default -> {}
            }
            return "";
        }

        private String from(Instruction one) {
            if (!base.isEmpty()) {
                close();
            }
            List<String> words = one.words();
            base = filled(words.getFirst());
            Integer earlier = names.get(base);
            if (words.size() == 3) {
                names.put(words.get(2), stages.size());
            }
            names.put(Integer.toString(stages.size()), stages.size());
            entrypoint = List.of();
            command = List.of();
            ports.clear();
            if (earlier != null) {
                Stage of = stages.get(earlier);
                packages = new TreeSet<>(of.packages());
                env = new TreeMap<>(of.env());
                workdir = of.workdir();
                folders = new TreeSet<>(of.folders());
                actions = new ArrayList<>();
                of.folders()
                        .forEach(folder -> actions.add(new Action.Take(earlier, List.of(folder + "/."), folder + "/")));
                return "";
            }
            packages = new TreeSet<>();
            actions = new ArrayList<>();
            env = new TreeMap<>();
            workdir = "/";
            folders = new TreeSet<>();
            var like = Bases.of(base);
            if (like.isEmpty()) {
                return "Debian has nothing like this image, so it cannot be replaced; there is the like of "
                        + Bases.known()
                        + ". Start from one of these, or have the image built where its registry can be reached";
            }
            packages.addAll(like.get());
            return "";
        }

        private String run(Instruction one) {
            String line = one.arguments().startsWith("[")
                    ? one.words().stream().map(Reader::quoted).collect(Collectors.joining(" "))
                    : one.arguments().replaceFirst("^(--\\S+\\s+)+", "");
            if (line.startsWith("<<")) {
                return "a script in the Dockerfile itself is not read; put it into a file of its own and run that";
            }
            List<String> left = new ArrayList<>();
            for (String part : line.split("&&|;(?=\\s)")) {
                Matcher apt = APT.matcher(part);
                if (apt.matches()) {
                    if (apt.group(1).matches("(?s).*\\binstall\\b.*")) {
                        for (String word : filled(apt.group(1))
                                .replaceFirst("(?s).*?\\binstall\\b", "")
                                .strip()
                                .split("\\s+")) {
                            if (word.matches("[a-z0-9][a-z0-9.+-]*(=\\S+)?")) {
                                packages.add(word.replaceFirst("=.*", ""));
                            }
                        }
                    }
                } else if (!NEEDLESS.matcher(part).matches() && !part.isBlank()) {
                    left.add(part.strip());
                }
            }
            if (left.stream().anyMatch(part -> part.matches("(apk|dnf|yum|microdnf|zypper|pacman)\\b.*"))) {
                return "its packages are not Debian's; name Debian's with apt-get";
            }
            if (!left.isEmpty()) {
                actions.add(new Action.Run(String.join(" && ", left), workdir, env, one.line()));
            }
            return "";
        }

        private String take(Instruction one) {
            Matcher from = Pattern.compile("--from=(\\S+)").matcher(one.arguments());
            int stage = -1;
            if (from.find()) {
                Integer known = names.get(from.group(1));
                if (known == null) {
                    return "what is taken from another image cannot be had; copy it from a stage of this Dockerfile, or install Debian's package";
                }
                stage = known;
            }
            List<String> words = one.words();
            if (words.size() < 2 || words.getFirst().startsWith("<<")) {
                return "files in the Dockerfile itself are not read; put them into files of their own";
            }
            List<String> files = words.subList(0, words.size() - 1).stream()
                    .map(this::filled)
                    .toList();
            if (files.stream().anyMatch(file -> file.contains("://"))) {
                return "what an address gives is not downloaded; put the file beside the Dockerfile";
            }
            String to = filled(words.getLast());
            String target = absolute(to) + (to.endsWith("/") || to.equals(".") || files.size() > 1 ? "/" : "");
            actions.add(new Action.Take(stage, files, target));
            folders.add(target.endsWith("/") ? target.replaceFirst("/+$", "") : target.replaceFirst("/[^/]+$", ""));
            folders.remove("");
            return "";
        }

        private void variables(String text) {
            if (!text.matches("(?s)\\w+=.*")) {
                String[] pair = text.split("\\s+", 2);
                env.put(pair[0], pair.length > 1 ? plain(pair[1]) : "");
                return;
            }
            Matcher pair = Pattern.compile("(\\w+)=(\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|\\S*)")
                    .matcher(text);
            while (pair.find()) {
                env.put(pair.group(1), plain(pair.group(2)));
            }
        }

        private static List<String> words(Instruction one) {
            return one.arguments().startsWith("[")
                    ? one.words()
                    : List.of("/bin/sh", "-c", "exec " + one.arguments().replaceFirst("^exec ", ""));
        }

        private String absolute(String path) {
            String joined = path.startsWith("/") ? path : workdir + "/" + path;
            List<String> parts = new ArrayList<>();
            for (String part : joined.split("/")) {
                if (part.equals("..") && !parts.isEmpty()) {
                    parts.removeLast();
                } else if (!part.isEmpty() && !part.equals(".") && !part.equals("..")) {
                    parts.add(part);
                }
            }
            return "/" + String.join("/", parts);
        }

        private String filled(String text) {
            Map<String, String> all = new LinkedHashMap<>(arguments);
            all.putAll(env);
            return VARIABLE.matcher(text)
                    .replaceAll(m -> Matcher.quoteReplacement(
                            all.getOrDefault(m.group(1), m.group(2) == null ? "" : m.group(2))));
        }

        private static String plain(String text) {
            return text.strip().replaceFirst("^([\"'])(.*)\\1$", "$2");
        }

        private static String quoted(String word) {
            return "'" + word.replace("'", "'\\''") + "'";
        }
    }
}
