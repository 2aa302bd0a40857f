package dev.slipway.assist.ask;

import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.plan.ChangePlan;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests in words with the state of the cluster that they are to lead to, against one snapshot of a cluster. A line {@code =} names an
 * object as {@code Kind namespace/name} with the values of fields (nothing means the field is not there, {@code *} that it is), {@code -Kind}
 * one that is to be gone, or the kind of the answer with a piece of its text. The name {@code *} is any object of the kind, and the answer
 * {@code Asks} a question or a refusal of any sort. Where no object is named, nothing may be changed.
 */
record Corpus(List<Case> cases) {
    static final String NAMESPACE = "shop";
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-30T12:00:00Z"));

    record Case(String file, int line, String said, List<String> wanted) {
        /** What is not as it was wanted; empty where all is. */
        List<String> differences() throws IOException {
            LiveObjects objects = cluster();
            RequestReader.Answers answers = new RequestReader(CLOCK).read(said, objects, NAMESPACE);
            List<String> other = new ArrayList<>();
            for (String want : wanted) {
                difference(want, objects, answers).ifPresent(other::add);
            }
            boolean only = wanted.stream().noneMatch(w -> w.matches("(?:Make |-)?[A-Z]\\w+ (?:[\\w.-]*/).*"))
                    && !wanted.contains("Changes");
            if (only && !answers.plan().changes().isEmpty()) {
                other.add("something is to be changed: "
                        + answers.plan().changes().getFirst().words());
            }
            return other.isEmpty()
                    ? other
                    : List.of(file + ":" + line + " " + said + "\n      " + String.join("\n      ", other) + "\n      "
                            + told(answers));
        }

        private static String told(RequestReader.Answers answers) {
            ChangePlan plan = answers.plan();
            return plan.changes().isEmpty()
                    ? String.valueOf(answers.answers().stream()
                                    .map(RequestReader.Answer::reply)
                                    .toList())
                            .replaceAll("(?s)(.{400}).*", "$1")
                    : String.join(
                            " | ",
                            plan.changes().stream()
                                    .map(c -> c.words() + " " + c.differences()
                                            + (c instanceof ObjectChange.Make m ? m.object() : ""))
                                    .toList());
        }

        private static Optional<String> difference(String want, LiveObjects objects, RequestReader.Answers answers) {
            String[] parts = want.split(" ", 3);
            if (parts.length == 1 || !parts[1].contains("/") || !want.matches("-?[A-Z]\\w+ [\\w.-]*/.*")) {
                String text = parts.length == 1 ? "" : want.substring(parts[0].length() + 1);
                if (want.equals("Asks")) {
                    return answers.answers().stream()
                                    .map(RequestReader.Answer::reply)
                                    .anyMatch(r -> r instanceof Reply.Question
                                            || r instanceof Reply.Unread
                                            || r instanceof Reply.Refused)
                            ? Optional.empty()
                            : Optional.of("wanted a question or a refusal");
                }
                boolean there = answers.answers().stream()
                        .map(RequestReader.Answer::reply)
                        .anyMatch(r -> r.getClass().getSimpleName().equals(parts[0])
                                && r.toString().contains(text));
                return there ? Optional.empty() : Optional.of("wanted the answer " + want);
            }
            boolean gone = parts[0].startsWith("-");
            String kind = gone ? parts[0].substring(1) : parts[0];
            String[] name = parts[1].split("/", -1);
            ResourceKind of = ResourceKind.of(kind).orElseThrow();
            List<ObjectNode> found = name[1].equals("*")
                    ? objects.all(of, name[0])
                    : objects.find(of, name[0], name[1]).map(List::of).orElse(List.of());
            if (gone) {
                return found.stream().findFirst().map(o -> parts[1] + " is still there");
            }
            if (found.isEmpty()) {
                return Optional.of("there is no " + kind + " " + parts[1]);
            }
            List<String> other = new ArrayList<>();
            for (ObjectNode object : found) {
                Optional<String> field = field(parts.length < 3 ? "" : parts[2], object);
                if (field.isEmpty()) {
                    return field;
                }
                other.add(field.get());
            }
            return Optional.of(String.join("; ", other));
        }

        private static Optional<String> field(String wanted, ObjectNode object) {
            for (String field : wanted.isEmpty() ? new String[0] : wanted.split(" & ")) {
                String path = field.substring(0, field.indexOf('='));
                String value = field.substring(field.indexOf('=') + 1);
                JsonNode is = object;
                for (String step : path.split("/")) {
                    is = is.isArray() ? is.path(Integer.parseInt(step)) : is.path(step.replace("~1", "/"));
                }
                String text = is.isMissingNode() ? "" : is.isContainer() ? "{}" : is.asString("");
                boolean same = value.equals("*") ? !is.isMissingNode() : text.equals(value);
                if (!same) {
                    return Optional.of(path + " is '" + text + "', not '" + value + "'");
                }
            }
            return Optional.empty();
        }
    }

    static LiveObjects cluster() throws IOException {
        List<ObjectNode> objects = new ArrayList<>();
        JsonMapper.shared().readTree(text("cluster.json")).forEach(n -> objects.add((ObjectNode) n));
        return new LiveObjects(objects);
    }

    private static String text(String name) throws IOException {
        try (InputStream in = Corpus.class.getResourceAsStream("/dev/slipway/assist/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Corpus of(String file) throws IOException {
        List<Case> cases = new ArrayList<>();
        String said = "";
        int at = 0;
        List<String> wanted = new ArrayList<>();
        List<String> lines = text(file).lines().toList();
        for (int i = 0; i <= lines.size(); i++) {
            String line = i < lines.size() ? lines.get(i) : "> ";
            if (line.startsWith("> ")) {
                if (!said.isEmpty()) {
                    cases.add(new Case(file, at, said.replace("\\n", "\n"), List.copyOf(wanted)));
                }
                said = line.substring(2);
                at = i + 1;
                wanted.clear();
            } else if (line.startsWith("= ")) {
                wanted.add(line.substring(2));
            }
        }
        return new Corpus(cases);
    }

    /** Docs is used by tests that look at single fields. */
    static String field(ObjectNode object, String path) {
        return Docs.text(object, path);
    }

    public static void main(String[] files) throws IOException {
        for (String file : files) {
            Corpus corpus = of(file);
            int right = 0;
            for (Case c : corpus.cases()) {
                List<String> other;
                try {
                    other = c.differences();
                } catch (RuntimeException e) {
                    other = List.of(c.said() + " !!! " + e + " "
                            + List.of(e.getStackTrace()).subList(0, 4));
                }
                right += other.isEmpty() ? 1 : 0;
                other.forEach(System.out::println);
            }
            System.out.println(file + ": " + right + " of " + corpus.cases().size());
        }
    }
}
