package dev.slipway.stack.go;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Health;
import dev.slipway.application.Names;
import dev.slipway.application.Protocol;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.EnvReads;
import dev.slipway.stack.HealthPaths;
import dev.slipway.stack.Project;
import dev.slipway.stack.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Go programs that listen. Each main function of a module is one program, with the files beside its code that it may
 * read.
 */
public final class GoStack implements Stack {
    private static final int PORT = 8080;
    private static final Pattern ASIDE = Pattern.compile(
            "(.*/)?(_?examples?|samples?|tools?|scripts?|hack|tests?|e2e|bench(marks?)?|docs?|generate|codegen|mocks?|load-?test)(/.*)?");

    @Override
    public String id() {
        return "go";
    }

    @Override
    public Optional<String> code(Tree tree, String file) {
        return file.matches(".*\\.go") ? Optional.of(GoCode.of(tree, file)) : Optional.empty();
    }

    @Override
    public List<Project> projects(Tree tree, String dir) {
        Optional<SourceModule> module = SourceModule.of(tree, dir);
        if (module.isEmpty()) {
            return List.of();
        }
        List<GoProgram> all = module.get().mains().stream()
                .filter(folder -> !ASIDE.matcher(module.get().named(folder)).matches())
                .map(folder -> GoProgram.of(module.get(), folder))
                .toList();
        List<GoProgram> listening = all.stream().filter(GoProgram::listens).toList();
        // A program that does not listen works for a queue or a schedule, if its author builds an image of it.
        List<GoProgram> working = all.stream()
                .filter(p -> !p.listens())
                .filter(p -> tree.has(Tree.at(p.folder(), "Dockerfile")))
                .filter(p -> all.size() == 1 || !p.folder().equals(dir))
                .toList();
        return Stream.concat(
                        listening.stream().map(program -> project(tree, program, listening.size() == 1, Role.BACKEND)),
                        working.stream().map(program -> project(tree, program, all.size() == 1, Role.WORKER)))
                .toList();
    }

    /** @param only whether the module has no other program of this kind */
    private Project project(Tree tree, GoProgram program, boolean only, Role role) {
        SourceModule module = program.module();
        String dir = module.dir();
        GoStart start = GoStart.of(tree, dir, program.folder(), only);
        EnvReads env = program.env();
        start.variables().forEach((name, set) -> env.add(EnvVar.literal(name, set.value(), false, set.place())));
        Optional<EmbeddedFiles> page = EmbeddedFiles.of(program);
        boolean serves = role != Role.WORKER;
        Protocol protocol = serves ? program.protocol() : Protocol.HTTP;
        Health health = serves ? HealthPaths.choose(program.routes(), "") : Health.NONE;
        String go = module.file().go().replaceFirst("^(\\d+\\.\\d+).*", "$1");
        Service service = new Service(
                        only ? Names.service(dir, role) : Names.service(program.folder(), role),
                        role,
                        id(),
                        "Go" + (go.isEmpty() ? "" : " " + go) + program.framework(),
                        dir,
                        serves ? port(program, start) : 0,
                        env.all(),
                        List.of(),
                        health,
                        List.of(),
                        module.bare()
                                ? List.of(program.main() + " (main)")
                                : List.of(Tree.at(dir, "go.mod"), program.main() + " (main)"))
                .speaking(protocol == Protocol.GRPC && !program.healthOfCalls() ? Protocol.TCP : protocol);
        for (String volume : start.volumes()) {
            service = service.amended(service.amendments().keeping(volume));
        }
        GoImage image = new GoImage(program, start, page);
        List<String> notes = new ArrayList<>(image.notes());
        return new Project(service, program.database(), program.stores(), notes, image)
                .taking(page.map(EmbeddedFiles::folder).stream().toList());
    }

    /** The port in the code. An exposed port of the image counts if the code names it, too, or names none. */
    private static int port(GoProgram program, GoStart start) {
        int said = program.port().orElse(0);
        if (start.ports().isEmpty()) {
            return said == 0 ? PORT : said;
        }
        return start.ports().contains(said) ? said : start.ports().getFirst();
    }
}
