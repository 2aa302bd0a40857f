package dev.slipway.stack.jvm;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.ClassArchive;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.Health;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Names;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.EnvReads;
import dev.slipway.stack.Project;
import dev.slipway.stack.Stack;
import dev.slipway.stack.jvm.JavaProject.Database;
import dev.slipway.store.Kafka;
import dev.slipway.store.RabbitMq;
import dev.slipway.store.Redis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Quarkus, packed for class archives if its version can do that, else as its fast-jar. */
public final class QuarkusStack implements Stack {
    private static final int PORT = 8080;
    private static final Pattern RELEASE = Pattern.compile("^(\\d+\\.\\d+)");
    private static final String PORT_VARIABLE = "QUARKUS_HTTP_PORT";
    private static final String LOGGING = "-Djava.util.logging.manager=org.jboss.logmanager.LogManager";
    private static final String APPLICATION = LayerPaths.APP + "/java/application.args";
    /** The packages that the manifest of {@code quarkus-run.jar} opens. */
    private static final ClassArchive ARCHIVE = new ClassArchive(
            List.of(
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--add-opens=java.base/java.nio=ALL-UNNAMED",
                    "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED"),
            LayerPaths.APP + "/java/dependencies.args",
            LayerPaths.APP + "/java/classes.jsa",
            List.of("runtime", "dependencies"));

    @Override
    public String id() {
        return "quarkus";
    }

    @Override
    public List<Project> projects(Tree tree, String dir) {
        return JavaProject.of(tree, dir)
                .filter(p -> !p.pom() && p.plugin("quarkus-maven-plugin|io\\.quarkus"))
                .map(p -> found(tree, dir, p))
                .stream()
                .toList();
    }

    private Project found(Tree tree, String dir, JavaProject project) {
        JavaSettings settings = JavaSettings.of(tree, dir);
        List<String> notes = new ArrayList<>();
        EnvReads env = new EnvReads();
        Optional<Database> database = project.database(settings.get("quarkus.datasource.db-kind"));
        env.addAll(
                JavaEnv.read(tree, dir, settings, database.map(Database::scheme).orElse("")));
        database.ifPresent(known -> JavaEnv.datasource(
                env,
                settings,
                "quarkus.datasource.jdbc.url",
                "quarkus.datasource.username",
                "quarkus.datasource.password",
                known));
        Optional<JavaFile> file =
                database.isPresent() ? Optional.empty() : JavaFile.of(settings, "quarkus.datasource.jdbc.url");
        file.flatMap(JavaFile::env).ifPresent(env::add);
        file.map(JavaFile::note).ifPresent(notes::add);
        if (project.mentions("quarkus-flyway")
                && !settings.get("quarkus.flyway.migrate-at-start").equals("true")) {
            env.add("QUARKUS_FLYWAY_MIGRATE_AT_START", "true", false, project.place("quarkus-flyway"));
            notes.add(project.place("quarkus-flyway")
                    + ": nothing starts the migrations of Flyway: QUARKUS_FLYWAY_MIGRATE_AT_START=true is set");
        }
        project.mongo().ifPresent(place -> env.add(JavaEnv.mongo("QUARKUS_MONGODB_CONNECTION_STRING", place)));
        JavaEnv.stores(
                env,
                project,
                Map.of(
                        Redis.ID,
                        Map.of("QUARKUS_REDIS_HOSTS", Redis.URL_FORM),
                        RabbitMq.ID,
                        Map.of(
                                "RABBITMQ_HOST", "{host}",
                                "RABBITMQ_PASSWORD", "{password}",
                                "RABBITMQ_PORT", "{port}",
                                "RABBITMQ_USERNAME", "{user}"),
                        Kafka.ID,
                        Map.of("KAFKA_BOOTSTRAP_SERVERS", "{host}:{port}")));
        String version = version(project);
        Service service = new Service(
                        Names.service(dir, Role.BACKEND),
                        Role.BACKEND,
                        id(),
                        "Java " + project.release() + ", Quarkus" + (version.isEmpty() ? "" : " " + version),
                        dir,
                        settings.port("quarkus.http.port", PORT),
                        env.all(),
                        List.of(),
                        health(project, settings),
                        List.of(),
                        List.of(project.place("quarkus-maven-plugin|io\\.quarkus")))
                .below(settings.base("quarkus.http.root-path"));
        return new Project(
                        service,
                        database.map(Database::form).orElse(""),
                        project.stores(),
                        notes,
                        (wired, peers) -> plan(project, wired))
                .taking(project.pages());
    }

    private static Health health(JavaProject project, JavaSettings settings) {
        // Quarkus' guide "All configuration options": a relative path lies below quarkus.http.root-path.
        String own = settings.get("quarkus.http.non-application-root-path", "q");
        String root = (own.startsWith("/") ? "" : settings.base("quarkus.http.root-path")) + JavaSettings.path(own);
        String metrics = project.mentions("quarkus-micrometer-registry-prometheus")
                ? settings.get("quarkus.micrometer.export.prometheus.path", root + "/metrics")
                : "";
        return project.mentions("quarkus-smallrye-health")
                ? new Health(root + "/health/live", root + "/health/ready", root + "/health/started", metrics)
                : new Health("", "", "", metrics);
    }

    private static List<String> command(JavaProject project) {
        List<String> words = new ArrayList<>(List.of(LOGGING));
        if (archivable(project)) {
            words.addAll(ARCHIVE.options());
            words.addAll(JavaBuild.use(ARCHIVE));
            words.addAll(List.of("@" + APPLICATION, "io.quarkus.bootstrap.runner.AotQuarkusEntryPoint"));
        } else {
            words.addAll(List.of("-jar", LayerPaths.APP + "/quarkus-run.jar"));
        }
        return words;
    }

    /** Whether its version has the package whose classes the JVM's own loader loads. Only those can be archived. */
    private static boolean archivable(JavaProject project) {
        String[] version = version(project).split("\\.");
        return version.length == 2
                && (Integer.parseInt(version[0]) > 3
                        || Integer.parseInt(version[0]) == 3 && Integer.parseInt(version[1]) >= 33);
    }

    /** Its platform's release, such as {@code 3.33}; empty if none is named. */
    private static String version(JavaProject project) {
        String said = project.property("quarkus.platform.version");
        String version =
                said.isEmpty() ? project.version("platform:quarkus-bom|quarkus-maven-plugin|io\\.quarkus") : said;
        Matcher matcher = RELEASE.matcher(version);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static BuildPlan plan(JavaProject project, Service service) {
        String out = Tree.at(service.dir(), project.maven() ? "target/quarkus-app" : "build/quarkus-app");
        return archivable(project) ? archived(project, service, out) : plain(project, service, out);
    }

    private static BuildPlan plain(JavaProject project, Service service, String out) {
        return JavaBuild.plan(
                service,
                project,
                List.of(
                        JavaBuild.runtime(project),
                        JavaBuild.compile(project, List.of(), List.of(), "quarkusBuild", List.of(out))),
                List.of(
                        new LayerPlan("dependencies", List.of(new Copy(out + "/lib", LayerPaths.APP + "/lib"))),
                        new LayerPlan(
                                "code",
                                List.of(
                                        new Copy(out + "/app", LayerPaths.APP + "/app"),
                                        new Copy(out + "/quarkus", LayerPaths.APP + "/quarkus"),
                                        new Copy(out + "/quarkus-run.jar", LayerPaths.APP + "/quarkus-run.jar")))),
                command(project),
                PORT_VARIABLE,
                Optional.empty());
    }

    /**
     * The plan with a package for class archives. The order of the class path keeps an archive valid for later builds.
     */
    private static BuildPlan archived(JavaProject project, Service service, String out) {
        String made = LayerPaths.made("java");
        return JavaBuild.plan(
                service,
                project,
                List.of(
                        JavaBuild.runtime(project),
                        JavaBuild.compile(
                                project,
                                List.of("-Dquarkus.package.jar.type=aot-jar"),
                                List.of(),
                                "quarkusBuild -Dquarkus.package.jar.type=aot-jar",
                                List.of(out)),
                        new Step(
                                "classpath",
                                List.of("sh", "-c", classPath(out)),
                                "",
                                Map.of(),
                                List.of(out),
                                List.of(made))),
                List.of(
                        new LayerPlan(
                                "dependencies",
                                List.of(
                                        new Copy(out + "/lib", LayerPaths.APP + "/lib"),
                                        new Copy(made + "/first", LayerPaths.APP + "/first"),
                                        new Copy(made + "/dependencies.args", ARCHIVE.classPath()))),
                        new LayerPlan(
                                "code",
                                List.of(
                                        new Copy(out + "/app", LayerPaths.APP + "/app"),
                                        new Copy(out + "/quarkus", LayerPaths.APP + "/quarkus"),
                                        new Copy(made + "/application.args", APPLICATION)))),
                command(project),
                PORT_VARIABLE,
                Optional.of(ARCHIVE));
    }

    /**
     * Writes the class path as two argument files. Quarkus' changed classes come before the libraries, whose classes
     * they replace. The application's own classes come last.
     */
    private static String classPath(String out) {
        return "set -e; export LC_ALL=C; b=$PWD/" + LayerPaths.made("java")
                + "; rm -rf \"$b\"; mkdir -p \"$b/first\"; cd " + out
                + "; if [ -f quarkus/transformed-bytecode.jar ]; then cp -p quarkus/transformed-bytecode.jar"
                + " \"$b/first/\"; fi; list() { for j in \"$@\"; do if [ -f \"$j\" ]; then printf ':" + LayerPaths.APP
                + "/%s' \"$j\"; fi; done; }"
                + "; d=$(cd \"$b\"; list first/*.jar)$(list lib/boot/*.jar lib/main/*.jar)"
                + "; a=$d$(list app/*.jar quarkus/generated-bytecode.jar)"
                + "; printf -- '-cp\\n%s\\n' \"${d#:}\" >\"$b/dependencies.args\""
                + "; printf -- '-cp\\n%s\\n' \"${a#:}\" >\"$b/application.args\"";
    }
}
