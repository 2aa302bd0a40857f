package dev.slipway.stack.jvm;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Names;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.EnvReads;
import dev.slipway.stack.FolderStack;
import dev.slipway.stack.HealthPaths;
import dev.slipway.stack.jvm.JavaProject.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java program with a main method that listens, built by Maven: the JDK's own server, or a library's (Javalin, Helidon,
 * Micronaut, Vert.x, Undertow, Jetty). It runs from its classes and libraries, whether or not it makes one large jar.
 */
public final class JavaStack implements FolderStack {
    private static final int PORT = 8080;
    private static final String LIBRARIES = "target/slipway-libraries";
    private static final Map<String, String> FRAMEWORKS = new TreeMap<>(Map.of(
            "helidon-[\\w-]+", "Helidon",
            "javalin", "Javalin",
            "jetty-server", "Jetty",
            "micronaut-http-server-[\\w-]+", "Micronaut",
            "spark-core", "Spark",
            "undertow-core", "Undertow",
            "vertx-(core|web)", "Vert.x"));

    private static final Pattern MAIN = Pattern.compile("(?:static\\s+void\\s+main\\s*\\(|fun\\s+main\\s*\\()");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)");
    private static final Pattern LISTENS = Pattern.compile(
            "HttpServer\\.create|\\bJavalin\\.(create|start)|Micronaut\\.(run|build)|WebServer\\.|Undertow\\.builder|new ServerSocket\\("
                    + "|createHttpServer\\(|deployVerticle\\(|new Server\\(|Spark\\.|\\.port\\(|SimpleFileServer");
    private static final Pattern NAMED = Pattern.compile(
            "<(?:mainClass|exec\\.mainClass|main\\.class|mainClassName|Main-Class)>\\s*([\\w.$]+)\\s*<");
    private static final List<Pattern> PORTS = List.of(
            Pattern.compile("\"PORT\"\\s*,\\s*\"(\\d{2,5})\""),
            Pattern.compile("\"PORT\"\\s*\\)[^;]{0,80}?[:(]\\s*\"?(\\d{2,5})"),
            Pattern.compile("new InetSocketAddress\\((?:[^,()]*,\\s*)?(\\d{2,5})\\)"),
            Pattern.compile("\\.(?:start|port|listen)\\(\\s*(\\d{2,5})"),
            Pattern.compile("(?i)\\bport\\s*=\\s*(?:Integer\\.parseInt\\()?[^;\\n]*?\\b(\\d{4,5})"));
    private static final Pattern ROUTE =
            Pattern.compile("(?:\\.get|createContext|@Get|@Path|GET\\s*,)\\s*\\(?\\s*\"(/[\\w/-]+)\"");

    @Override
    public String id() {
        return "java";
    }

    @Override
    public Optional<Found> detect(Tree tree, String dir) {
        return JavaProject.of(tree, dir)
                .filter(p -> p.maven() && !p.pom())
                .filter(p -> !p.mentions("quarkus-maven-plugin") && !p.mentions("spring-boot-maven-plugin"))
                .filter(p -> sources(tree, dir).stream()
                        .anyMatch(f -> LISTENS.matcher(tree.text(f)).find()))
                .flatMap(p -> main(tree, p).map(file -> found(tree, p, file)));
    }

    private static List<String> sources(Tree tree, String dir) {
        return tree.below(Tree.at(dir, "src/main"), f -> f.matches(".*\\.(java|kt)"));
    }

    /** The file with the main method that is named, else that listens, else the first. */
    private static Optional<String> main(Tree tree, JavaProject project) {
        List<String> all = sources(tree, project.dir()).stream()
                .filter(f -> MAIN.matcher(tree.text(f)).find())
                .toList();
        Matcher named = NAMED.matcher(project.text());
        String name = named.find() ? named.group(1) : "";
        return all.stream()
                .filter(f -> className(tree, f).equals(name))
                .findFirst()
                .or(() -> all.stream()
                        .filter(f -> LISTENS.matcher(tree.text(f)).find())
                        .findFirst())
                .or(() -> all.stream().findFirst());
    }

    private static String className(Tree tree, String file) {
        Matcher in = PACKAGE.matcher(tree.text(file));
        String name = Tree.name(file);
        String simple = name.endsWith(".kt") ? name.replace(".kt", "Kt") : name.replace(".java", "");
        return (in.find() ? in.group(1) + "." : "") + simple;
    }

    private Found found(Tree tree, JavaProject project, String main) {
        String dir = project.dir();
        JavaSettings settings = JavaSettings.of(tree, dir);
        EnvReads env = new EnvReads();
        Optional<Database> database = project.database("");
        env.addAll(
                JavaEnv.read(tree, dir, settings, database.map(Database::scheme).orElse("")));
        String framework = FRAMEWORKS.entrySet().stream()
                .filter(e -> project.mentions(e.getKey()))
                .map(e -> ", " + e.getValue())
                .findFirst()
                .orElse("");
        List<HealthPaths.Route> routes = new ArrayList<>();
        for (String file : sources(tree, dir)) {
            ROUTE.matcher(tree.text(file)).results().forEach(m -> routes.add(new HealthPaths.Route(m.group(1), false)));
        }
        Service service = new Service(
                Names.service(dir, Role.BACKEND),
                Role.BACKEND,
                id(),
                "Java " + project.release() + framework,
                dir,
                port(tree, dir, settings),
                env.all(),
                List.of(),
                HealthPaths.choose(routes, ""),
                List.of(),
                List.of(project.file(), main + " (main)"));
        return new Found(service, database.map(Database::form).orElse(""), cache(project), List.of());
    }

    private static String cache(JavaProject project) {
        return List.of("jedis", "lettuce-core", "redisson").stream()
                .filter(project::mentions)
                .findFirst()
                .map(name -> project.place(name) + ": " + name)
                .orElse("");
    }

    private static int port(Tree tree, String dir, JavaSettings settings) {
        int set = settings.port("micronaut.server.port", settings.port("server.port", 0));
        if (set > 0) {
            return set;
        }
        return tree.number(sources(tree, dir), PORTS).orElse(PORT);
    }

    @Override
    public BuildPlan plan(Tree tree, Service service, List<Service> all) {
        JavaProject project = JavaProject.of(tree, service.dir())
                .orElseThrow(() -> new IllegalArgumentException("no build file in " + service.dir()));
        String main = main(tree, project)
                .orElseThrow(() -> new IllegalArgumentException("no main method in " + service.dir()));
        String classes = Tree.at(service.dir(), "target/classes");
        Step compile = JavaBuild.compile(
                project,
                List.of(
                        // Plugins of an older Maven know neither the release nor a default that compilers of today
                        // take.
                        "-Dmaven.compiler.source=" + project.release(),
                        "-Dmaven.compiler.target=" + project.release(),
                        "-DincludeScope=runtime",
                        "-DoutputDirectory=" + LIBRARIES),
                List.of(classes));
        List<String> command = new ArrayList<>(compile.command());
        command.add("dependency:copy-dependencies");
        String libraries = LayerPaths.made("libraries");
        String copied = Tree.at(service.dir(), LIBRARIES);
        // A program without libraries has no such folder.
        Step collect = new Step(
                "libraries",
                List.of(
                        "sh",
                        "-c",
                        "rm -rf " + libraries + " && mkdir -p " + libraries + " && if [ -d " + copied + " ]; then cp "
                                + copied + "/*.jar " + libraries + "; fi"),
                "",
                Map.of(),
                List.of(classes),
                List.of(libraries));
        return JavaBuild.plan(
                service,
                project.source(),
                List.of(
                        JavaBuild.runtime(project),
                        new Step(
                                compile.name(),
                                command,
                                compile.dir(),
                                compile.env(),
                                compile.inputs(),
                                compile.outputs()),
                        collect),
                List.of(
                        new LayerPlan("dependencies", List.of(new Copy(libraries, LayerPaths.APP + "/lib"))),
                        new LayerPlan("code", List.of(new Copy(classes, LayerPaths.APP + "/classes")))),
                List.of("-cp", LayerPaths.APP + "/classes:" + LayerPaths.APP + "/lib/*", className(tree, main)),
                "PORT",
                Optional.empty());
    }
}
