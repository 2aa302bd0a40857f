package dev.slipway.stack.jvm;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.Health;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Names;
import dev.slipway.application.Protocol;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.EnvReads;
import dev.slipway.stack.HealthPaths;
import dev.slipway.stack.Project;
import dev.slipway.stack.Stack;
import dev.slipway.stack.jvm.JavaProject.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java or Kotlin program that listens, built by Maven or Gradle. It has the JDK's own server or a library's (Ktor,
 * Javalin, Helidon, Micronaut, Vert.x, Undertow, Jetty). It runs from its classes and libraries, even if the build also
 * makes one large jar.
 */
public final class JavaStack implements Stack {
    private static final int PORT = 8080;

    private static final Map<String, String> FRAMEWORKS = new TreeMap<>(Map.of(
            "helidon-[\\w-]+", "Helidon",
            "javalin", "Javalin",
            "jetty-server", "Jetty",
            "ktor-server-[\\w-]+", "Ktor",
            "micronaut-http-server-[\\w-]+", "Micronaut",
            "spark-core", "Spark",
            "undertow-core", "Undertow",
            "vertx-(core|web)", "Vert.x"));

    private static final Pattern MAIN = Pattern.compile("(?:static\\s+void\\s+main\\s*\\(|fun\\s+main\\s*\\()");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)");
    private static final Pattern LISTENS = Pattern.compile(
            "HttpServer\\.create|\\bJavalin\\.(create|start)|Micronaut\\.(run|build)|WebServer\\.|Undertow\\.builder|new"
                    + " ServerSocket\\(|createHttpServer\\(|deployVerticle\\(|new"
                    + " Server\\(|Spark\\.|\\.port\\(|SimpleFileServer|\\bembeddedServer\\(|\\bEngineMain\\b|\\bNettyServerBuilder\\b|\\bServerBuilder\\.forPort\\(|\\bextends"
                    + " (?:AbstractVerticle|VerticleBase)\\b|\\bCoroutineVerticle\\b|\\bDropwizard|\\bRatpackServer\\b|\\bServerSocketChannel\\.open\\(");
    /** Servers of gRPC. */
    private static final Pattern CALLS = Pattern.compile("\\b(?:NettyServerBuilder|ServerBuilder)\\.forPort\\(");

    private static final Pattern HEALTH_OF_CALLS = Pattern.compile("\\bHealthStatusManager\\b");
    private static final List<Pattern> PORTS = List.of(
            Pattern.compile("\"PORT\"\\s*,\\s*\"(\\d{2,5})\""),
            Pattern.compile("\"PORT\"\\s*\\)[^;]{0,80}?[:(]\\s*\"?(\\d{2,5})"),
            Pattern.compile("new InetSocketAddress\\((?:[^,()]*,\\s*)?(\\d{2,5})\\)"),
            Pattern.compile("\\.(?:start|port|listen)\\(\\s*(\\d{2,5})"),
            Pattern.compile("(?i)\\bport\\s*=\\s*(?:Integer\\.parseInt\\()?[^;\\n]*?\\b(\\d{4,5})"));
    private static final Pattern DEPLOYED = Pattern.compile("(?s)deployment\\s*\\{[^}]*?\\bport\\s*=\\s*(\\d{2,5})");
    private static final Pattern ROUTE =
            Pattern.compile("(?:\\.get|createContext|@Get|@Path|GET\\s*,)\\s*\\(?\\s*\"(/[\\w/-]+)\"");

    @Override
    public String id() {
        return "java";
    }

    @Override
    public Optional<String> code(Tree tree, String file) {
        return file.matches(".*\\.(java|kt)") ? Optional.of(JavaCode.of(tree, file)) : Optional.empty();
    }

    @Override
    public List<Project> projects(Tree tree, String dir) {
        return JavaProject.of(tree, dir)
                .filter(p -> !p.pom())
                .filter(p -> !p.plugin("quarkus-maven-plugin|io\\.quarkus|com\\.android\\..*"))
                .filter(p -> !p.plugin("spring-boot-maven-plugin|org\\.springframework\\.boot|spring-boot"))
                .filter(p -> listens(tree, p))
                .flatMap(p -> start(tree, p).map(start -> found(tree, p, start)))
                .stream()
                .toList();
    }

    private static boolean listens(Tree tree, JavaProject project) {
        return has(tree, project, LISTENS) || !project.mainVerticle().isEmpty();
    }

    private static boolean has(Tree tree, JavaProject project, Pattern pattern) {
        return JavaCode.files(tree, project.dir()).stream()
                .anyMatch(f -> pattern.matcher(JavaCode.of(tree, f)).find());
    }

    /** @param words class and arguments @param place that shows it */
    private record Start(List<String> words, String place) {}

    /**
     * The class that the build files name, else a class with a main method that listens, else the first with a main
     * method.
     */
    private static Optional<Start> start(Tree tree, JavaProject project) {
        String name = project.mainClass();
        String verticle = project.mainVerticle();
        if (name.startsWith("io.vertx.") && !verticle.isEmpty()) {
            return Optional.of(new Start(
                    name.endsWith("Launcher") ? List.of(name, "run", verticle) : List.of(name, verticle),
                    project.file()));
        }
        List<String> all = JavaCode.files(tree, project.dir()).stream()
                .filter(f -> MAIN.matcher(JavaCode.of(tree, f)).find())
                .toList();
        Optional<Start> named = name.isEmpty()
                ? Optional.empty()
                : Optional.of(new Start(
                        List.of(name),
                        all.stream()
                                .filter(f -> className(tree, f).equals(name))
                                .findFirst()
                                .map(f -> f + " (main)")
                                .orElse(project.file())));
        return named.or(() -> all.stream()
                .filter(f -> LISTENS.matcher(JavaCode.of(tree, f)).find())
                .findFirst()
                .or(() -> all.stream().findFirst())
                .map(f -> new Start(List.of(className(tree, f)), f + " (main)")));
    }

    private static String className(Tree tree, String file) {
        Matcher in = PACKAGE.matcher(JavaCode.of(tree, file));
        String name = Tree.name(file);
        // Kotlin puts functions outside of classes into a class that is named after the file.
        String simple = name.endsWith(".kt")
                ? Character.toUpperCase(name.charAt(0)) + name.substring(1).replace(".kt", "Kt")
                : name.replace(".java", "");
        return (in.find() ? in.group(1) + "." : "") + simple;
    }

    private Project found(Tree tree, JavaProject project, Start start) {
        String dir = project.dir();
        JavaSettings settings = JavaSettings.of(tree, dir);
        EnvReads env = new EnvReads();
        Optional<Database> database = project.database("");
        env.addAll(
                JavaEnv.read(tree, dir, settings, database.map(Database::scheme).orElse("")));
        String base = settings.base("micronaut.server.context-path");
        String framework = FRAMEWORKS.entrySet().stream()
                .filter(e -> project.mentions(e.getKey()))
                .map(e -> ", " + e.getValue())
                .findFirst()
                .orElse("");
        List<HealthPaths.Route> routes = new ArrayList<>();
        for (String file : JavaCode.files(tree, dir)) {
            ROUTE.matcher(JavaCode.of(tree, file))
                    .results()
                    .forEach(m -> routes.add(new HealthPaths.Route(m.group(1), false)));
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
                        health(project, routes, base),
                        List.of(),
                        List.of(project.file(), start.place()))
                .below(base)
                .speaking(protocol(tree, project));
        return new Project(
                service,
                database.map(Database::form).orElse(""),
                project.stores(),
                List.of(),
                (wired, peers) -> plan(project, wired, start));
    }

    private static Health health(JavaProject project, List<HealthPaths.Route> routes, String base) {
        if (project.mentions("micronaut-management")) {
            return new Health(base + "/health/liveness", base + "/health/readiness", "", "");
        }
        return HealthPaths.choose(routes, "");
    }

    private static Protocol protocol(Tree tree, JavaProject project) {
        boolean calls = has(tree, project, CALLS) && project.mentions("grpc-.*|quarkus-grpc");
        return !calls ? Protocol.HTTP : has(tree, project, HEALTH_OF_CALLS) ? Protocol.GRPC : Protocol.TCP;
    }

    private static int port(Tree tree, String dir, JavaSettings settings) {
        int set = settings.port(
                "micronaut.server.port", settings.port("ktor.deployment.port", settings.port("server.port", 0)));
        if (set > 0) {
            return set;
        }
        for (Pattern pattern : PORTS) {
            for (String file : JavaCode.files(tree, dir)) {
                Matcher matcher = pattern.matcher(JavaCode.of(tree, file));
                if (matcher.find()) {
                    return Integer.parseInt(matcher.group(1));
                }
            }
        }
        // Ktor's settings are in HOCON.
        Matcher deployed = DEPLOYED.matcher(tree.text(Tree.at(dir, "src/main/resources/application.conf")));
        return deployed.find() ? Integer.parseInt(deployed.group(1)) : PORT;
    }

    private static BuildPlan plan(JavaProject project, Service service, Start start) {
        String libraries = LayerPaths.made("libraries");
        String classes = Tree.at(service.dir(), project.maven() ? "target/classes" : "build/libs");
        String copied = Tree.at(service.dir(), (project.maven() ? "target/" : "build/") + GradleBuild.COPIED);
        Step compile = JavaBuild.compile(
                project,
                List.of(
                        // Plugins of an older Maven know no release option, and their default is too old for current
                        // compilers.
                        "-Dmaven.compiler.source=" + project.release(),
                        "-Dmaven.compiler.target=" + project.release(),
                        "-DincludeScope=runtime",
                        "-DoutputDirectory=target/" + GradleBuild.COPIED),
                List.of("dependency:copy-dependencies"),
                "jar slipwayLibraries",
                List.of(classes));
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
        List<String> command = new ArrayList<>(List.of(
                "-cp", LayerPaths.APP + "/classes" + (project.maven() ? ":" : "/*:") + LayerPaths.APP + "/lib/*"));
        command.addAll(start.words());
        return JavaBuild.plan(
                service,
                project,
                List.of(JavaBuild.runtime(project), compile, collect),
                List.of(
                        new LayerPlan("dependencies", List.of(new Copy(libraries, LayerPaths.APP + "/lib"))),
                        new LayerPlan("code", List.of(new Copy(classes, LayerPaths.APP + "/classes")))),
                command,
                "PORT",
                Optional.empty());
    }
}
