package dev.slipway.wiring;

import dev.slipway.application.Health;
import dev.slipway.application.Names;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.manifest.Starts;
import dev.slipway.stack.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds programs without a port, which work for a queue or a schedule. They have the source of a service, or a source
 * of their own.
 */
final class Workers {
    /** Folders with programs that belong to no deployment. */
    static final Pattern NOT_SERVICES = Pattern.compile(
            "(.*/)?(tests?|__tests__|e2e|specs?|docs?|examples?|samples?|templates?|fixtures|scripts|charts?|helm)(/.*)?");

    private final Tree tree;
    private final List<Project> services;

    Workers(Tree tree, List<Project> services) {
        this.tree = tree;
        this.services = services;
    }

    List<Project> all() {
        List<Project> workers = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        for (Starts.Start start : Starts.of(tree)) {
            of(start)
                    .filter(w -> known.add(w.service().dir() + " " + w.service().command()))
                    .ifPresent(workers::add);
        }
        return workers;
    }

    private Optional<Project> of(Starts.Start start) {
        List<String> words = plain(start.command());
        if (words.isEmpty()) {
            return Optional.empty();
        }
        Optional<Project> beside = services.stream()
                .filter(s -> s.service().dir().equals(start.dir()))
                .findFirst();
        if (beside.isPresent() && start.place().endsWith("Dockerfile")
                || beside.isEmpty() && NOT_SERVICES.matcher(start.dir()).matches()) {
            return Optional.empty();
        }
        return Stacks.ALL.stream()
                .flatMap(stack -> stack.worker(tree, start.dir(), words).stream())
                .findFirst()
                .filter(program -> beside.isEmpty() || !program.serves())
                .map(program ->
                        worker(start, beside.orElseGet(() -> program.alone().apply(start.place())), program.command()));
    }

    /** The words of a command, without shells and variables in front of the program. */
    private static List<String> plain(String command) {
        String line = command.replaceAll("\\s+", " ").strip();
        line = line.replaceFirst("^(/bin/)?(ba)?sh -l?c ", "").replaceAll("^[\"']|[\"']$", "");
        line = line.substring(line.lastIndexOf("&&") < 0 ? 0 : line.lastIndexOf("&&") + 2);
        line = line.contains(" -- ") && line.contains("watch") ? line.substring(line.indexOf(" -- ") + 4) : line;
        return Stream.of(line.strip().split(" "))
                .dropWhile(word -> word.matches("exec|\\w+=\\S*|"))
                .toList();
    }

    private static Project worker(Starts.Start start, Project of, List<String> command) {
        Service s = of.service();
        Service worker = new Service(
                Names.label(start.name(), Names.of(Role.WORKER)),
                Role.WORKER,
                s.stack(),
                s.description(),
                s.dir(),
                0,
                s.env(),
                s.needs(),
                Health.NONE,
                List.of(),
                List.of(start.place() + " " + String.join(" ", command)),
                command,
                s.patient(),
                List.of());
        return new Project(worker, of.databaseUrl(), of.stores(), List.of(), of.blueprint());
    }
}
