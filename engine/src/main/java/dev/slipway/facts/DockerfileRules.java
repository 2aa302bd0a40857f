package dev.slipway.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules that a Dockerfile has to keep, after those of hadolint (their numbers beside them). */
final class DockerfileRules {
    private static final Pattern SECRET =
            Pattern.compile("(?i)(ENV|ARG)\\s+\\S*(PASSWORD|SECRET|TOKEN|API_?KEY)\\S*[= ]\\S+");

    private DockerfileRules() {}

    /** What breaks a rule, each with its line. */
    static List<String> broken(String dockerfile) {
        List<String> broken = new ArrayList<>();
        List<Instruction> instructions = Instruction.read(dockerfile);
        String user = "";
        boolean installed = false;
        List<String> stages = new ArrayList<>();
        for (Instruction one : instructions) {
            String rest = one.rest();
            switch (one.name()) {
                case "FROM" -> {
                    user = "";
                    String image = rest.split("\\s+")[0];
                    boolean tagged = image.contains("@sha256:") || image.lastIndexOf(':') > image.lastIndexOf('/');
                    if (image.endsWith(":latest") || (!tagged && !stages.contains(image) && !image.equals("scratch"))) {
                        broken.add(one.line() + ": " + image + " has no fixed tag (DL3006, DL3007)");
                    }
                    if (rest.matches("(?i).*\\sAS\\s+\\S+")) {
                        stages.add(rest.replaceFirst("(?i).*\\sAS\\s+", ""));
                    }
                }
                case "RUN" -> {
                    if (rest.contains("apt-get install") && !rest.contains("rm -rf /var/lib/apt/lists")) {
                        broken.add(one.line() + ": the lists of apt stay in the layer (DL3009)");
                    }
                    if (rest.contains("apt-get install") && !rest.contains("--no-install-recommends")) {
                        broken.add(one.line() + ": apt installs what is only recommended (DL3015)");
                    }
                    if (rest.contains("apt-get install") && !rest.contains("-y")) {
                        broken.add(one.line() + ": apt would ask (DL3014)");
                    }
                    if (rest.matches("(?s).*\\bsudo\\b.*")) {
                        broken.add(one.line() + ": sudo (DL3004)");
                    }
                    installed |= rest.matches("(?s).*\\b(npm (ci|install)|uv (sync|pip)|pip install -r|mvn |mvnw ).*");
                }
                case "COPY" -> {
                    if (rest.matches("(\\./?|/)\\s+\\S+") && !installed && needsDependencies(instructions)) {
                        broken.add(one.line() + ": everything is copied before the dependencies are installed: each"
                                + " change installs them again");
                    }
                }
                case "ADD" -> broken.add(one.line() + ": ADD instead of COPY (DL3020)");
                case "USER" -> user = rest;
                case "WORKDIR" -> {
                    if (!rest.startsWith("/")) {
                        broken.add(one.line() + ": the folder is not absolute (DL3000)");
                    }
                }
                case "ENTRYPOINT", "CMD" -> {
                    if (!rest.startsWith("[")) {
                        broken.add(one.line() + ": " + one.name() + " is not in exec form (DL3025)");
                    }
                }
                default -> {}
            }
            if (SECRET.matcher(one.name() + " " + rest).matches()) {
                broken.add(one.line() + ": a secret in the image's configuration");
            }
        }
        if (!user.matches("[1-9][0-9]*(:[0-9]+)?")) {
            broken.add("the last stage runs as '" + user + "', not as a numeric user other than 0 (DL3002)");
        }
        if (instructions.stream()
                .noneMatch(i -> i.name().equals("ENTRYPOINT") || i.name().equals("CMD"))) {
            broken.add("nothing is started");
        }
        return broken;
    }

    private static boolean needsDependencies(List<Instruction> instructions) {
        return instructions.stream()
                .anyMatch(i -> i.name().equals("RUN") && i.rest().matches("(?s).*\\b(npm ci|uv sync|pip install).*"));
    }

    /** One instruction with its continued lines; a heredoc's text is not part of it. */
    private record Instruction(int line, String name, String rest) {
        static List<Instruction> read(String dockerfile) {
            List<Instruction> all = new ArrayList<>();
            List<String> lines = dockerfile.lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                int first = i;
                String line = lines.get(i).strip();
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                StringBuilder whole = new StringBuilder(line);
                while (whole.toString().endsWith("\\") && i + 1 < lines.size()) {
                    whole.setLength(whole.length() - 1);
                    whole.append(' ').append(lines.get(++i).strip());
                }
                String text = whole.toString();
                Matcher heredoc =
                        Pattern.compile("<<-?['\"]?([A-Za-z_]+)['\"]?").matcher(text);
                if (heredoc.find()) {
                    while (i + 1 < lines.size() && !lines.get(++i).strip().equals(heredoc.group(1))) {
                        // The file's own text.
                    }
                }
                int space = text.indexOf(' ');
                String name = space < 0 ? text : text.substring(0, space);
                all.add(new Instruction(
                        first + 1,
                        name.toUpperCase(Locale.ROOT),
                        space < 0 ? "" : text.substring(space + 1).strip()));
            }
            return all;
        }
    }
}
