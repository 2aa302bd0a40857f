package dev.slipway.trial;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Secrecy;
import dev.slipway.application.Service;
import dev.slipway.store.Store;
import dev.slipway.store.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a service lacks, as a failed try shows it. A lesson never changes the source. It suggests changes of settings,
 * which are reported and kept with the line that caused them.
 */
sealed interface Lesson {
    /** The decisive line, as the tool or program printed it. */
    String line();

    /**
     * The changes that may help, the most probable first.
     *
     * @param service as it was tried
     * @param plan by which it was built
     * @param ways number of ways to start it that its source suggests
     * @param archive tells which packages have a file
     */
    List<Change> changes(Service service, BuildPlan plan, int ways, FileOwners archive) throws InterruptedException;

    /**
     * A package of the language that the code imports and no manifest names.
     *
     * @param names packages that may have the module
     */
    record Dependency(String module, List<String> names, String line) implements Lesson {
        public Dependency {
            names = List.copyOf(names);
        }

        @Override
        public List<Change> changes(Service service, BuildPlan plan, int ways, FileOwners archive) {
            return names.stream()
                    .map(name -> new Change(
                            "dependencies",
                            name,
                            module,
                            name + " is added to its dependencies: the code imports " + module
                                    + ", which no manifest names (" + line + ")"))
                    .toList();
        }
    }

    /** A file of the system: a library, a program, a header. */
    record SystemFile(MissingFile file, String line) implements Lesson {
        @Override
        public List<Change> changes(Service service, BuildPlan plan, int ways, FileOwners archive)
                throws InterruptedException {
            return archive.holding(file, plan).stream().map(this::change).toList();
        }

        private Change change(String name) {
            return new Change(
                    file.ofBuild() ? "buildPackages" : "packages",
                    name,
                    file.name(),
                    "Debian's " + name + " is added to its " + (file.ofBuild() ? "build" : "image") + ": " + file.name()
                            + " is missing (" + line + ")");
        }
    }

    /**
     * A script cannot be run, because the program that its first line names is missing.
     *
     * @param script as it was called
     */
    record Interpreter(String script, String line) implements Lesson {
        private static final Pattern FIRST_LINE =
                Pattern.compile("#!\\s*/\\S*?/?(?:env\\s+(?:-S\\s+)?(?:\\w+=\\S*\\s+)*)?([\\w.+-]+)(?:\\s.*)?");

        @Override
        public List<Change> changes(Service service, BuildPlan plan, int ways, FileOwners archive)
                throws InterruptedException {
            String code = plan.run().workdir() + "/";
            String path = script.startsWith(code) ? script.substring(code.length()) : script;
            Matcher first = FIRST_LINE.matcher(
                    archive.source(service, path).lines().findFirst().orElse("").strip());
            return first.matches()
                    ? new SystemFile(MissingFile.program(first.group(1), false), line + ": " + script + " is for it")
                            .changes(service, plan, ways, archive)
                    : List.of();
        }
    }

    /** A file of SQLite lies where the program cannot write. The message does not name it: the service's settings or its source do. */
    record DatabaseFile(String line) implements Lesson {
        private static final Pattern FILE = Pattern.compile(
                "(?:^|[\"'`=:])(?:sqlite3?(?:\\+\\w+)?:/{0,3}|file:|jdbc:sqlite:)?(/?[\\w./-]*?[\\w-]+\\.(?:db|sqlite3?))(?:[?\"'`]|$)");

        @Override
        public List<Change> changes(Service service, BuildPlan plan, int ways, FileOwners archive)
                throws InterruptedException {
            List<Change> changes = new ArrayList<>();
            Stream<String> values =
                    service.env().stream().filter(EnvVar::literal).map(EnvVar::text);
            String below = service.dir().isEmpty() ? "" : service.dir() + "/";
            Stream<String> code = plan.source().stream()
                    .filter(file -> file.startsWith(below))
                    .map(file -> archive.source(service, file.substring(below.length())));
            for (String text : Stream.concat(values, code).toList()) {
                Matcher file = FILE.matcher(text);
                while (file.find()) {
                    changes.addAll(new WritableFolder(file.group(1), line).changes(service, plan, ways, archive));
                }
            }
            return changes.stream().distinct().toList();
        }
    }

    /** Nothing listens where the program looks for a store. The store's usual port tells which one it is. */
    record Refused(String host, int port, String line) implements Lesson {
        private static final Pattern URL =
                Pattern.compile("((?:jdbc:)?[a-z][\\w+.-]*)://(?:([^@/]*)@)?[^/?]*(?:/([^?]*))?.*");

        @Override
        public List<Change> changes(Service service, BuildPlan plan, int ways, FileOwners archive) {
            return Stores.ALL.stream()
                    .filter(store -> store.port() == port)
                    .flatMap(store -> service.env().stream()
                            .filter(variable -> variable.literal() && !variable.given())
                            .filter(this::leadsHere)
                            .map(variable -> change(store, variable)))
                    .toList();
        }

        private boolean leadsHere(EnvVar variable) {
            String text = variable.text();
            return text.contains(host + ":" + port)
                    || text.equals(host)
                            && variable.name().toUpperCase(Locale.ROOT).contains("HOST");
        }

        private Change change(Store store, EnvVar variable) {
            Matcher url = URL.matcher(variable.text());
            String form = url.matches()
                    ? store.urlForm(url.group(1), url.group(2) != null, url.group(3) == null ? "" : url.group(3))
                    : variable.text().equals(host) ? "{host}" : "{host}:{port}";
            return new Change(
                    "env." + variable.name(),
                    "{" + store.id() + ": \"" + form + "\"}",
                    variable.name(),
                    store.id() + " is brought up, and " + variable.name() + " leads there: nothing listened at " + host
                            + ":" + port + " (" + line + ")");
        }
    }

    /** A variable without which the program does not start. */
    record Variable(String name, String line) implements Lesson {
        @Override
        public List<Change> changes(Service service, BuildPlan plan, int ways, FileOwners archive) {
            boolean given = service.env().stream()
                    .anyMatch(v ->
                            v.name().equals(name) && !(v.literal() && v.text().isEmpty()));
            EnvVar variable = EnvVar.literal(name, "", true, "");
            // Only a person can give such a value. StandIns handles and reports it.
            return given
                            || !Secrecy.needed(variable)
                            || name.toUpperCase(Locale.ROOT).matches(".*API_?KEY.*")
                    ? List.of()
                    : List.of(new Change(
                            "env." + name,
                            "{secret: true}",
                            name,
                            name + " is a secret made for it: the program does not start without it (" + line + ")"));
        }
    }

    /**
     * A folder beside the code to which the program writes.
     *
     * @param path absolute, or relative to its working folder
     */
    record WritableFolder(String path, String line) implements Lesson {
        @Override
        public List<Change> changes(Service service, BuildPlan plan, int ways, FileOwners archive) {
            String code = plan.run().workdir();
            String folder = path.startsWith("/") ? path : code + "/" + path.replaceFirst("^(\\./)+", "");
            String last = folder.substring(folder.lastIndexOf('/') + 1);
            // For a file, the folder in which it lies.
            String of = last.contains(".") ? folder.substring(0, Math.max(1, folder.lastIndexOf('/'))) : folder;
            if (of.equals(code) && last.contains(".") && !source(plan, service, last)) {
                return List.of(new Change(
                        "files",
                        folder,
                        folder,
                        folder + " lies in a volume: the program writes it beside its code (" + line + ")"));
            }
            return of.equals(code) || of.equals("/") || of.contains("..")
                    ? List.of()
                    : List.of(new Change(
                            "volumes", of, of, of + " lies in a volume: the program writes there (" + line + ")"));
        }
    }

    /** Whether the source has the file: what it holds there would be lost. */
    private static boolean source(BuildPlan plan, Service service, String file) {
        return plan.source().contains(service.dir().isEmpty() ? file : service.dir() + "/" + file);
    }

    /** Nothing answers at the health path that was asked. */
    record NoHealthPath(String path, String line) implements Lesson {
        @Override
        public List<Change> changes(Service service, BuildPlan plan, int ways, FileOwners archive) {
            return List.of(new Change(
                    "health",
                    "none",
                    path,
                    "its open port tells that it serves: nothing answers at " + path + " (" + line + ")"));
        }
    }

    /** The program listens on another port than expected. */
    record Port(int port, String line) implements Lesson {
        @Override
        public List<Change> changes(Service service, BuildPlan plan, int ways, FileOwners archive) {
            return List.of(new Change(
                    "port", Integer.toString(port), "port", "its port is " + port + ": it was seen to listen there"));
        }
    }

    /** The program does not start in the way that was tried. */
    record NextWay(String line) implements Lesson {
        @Override
        public List<Change> changes(Service service, BuildPlan plan, int ways, FileOwners archive) {
            int next = service.amendments().way() + 1;
            return next >= ways
                    ? List.of()
                    : List.of(new Change(
                            "way",
                            Integer.toString(next),
                            "way",
                            "the next way to start it that its source suggests is taken (" + line + ")"));
        }
    }
}
