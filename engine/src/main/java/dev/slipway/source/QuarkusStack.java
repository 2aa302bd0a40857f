package dev.slipway.source;

import dev.slipway.source.BuildPlan.Copy;
import dev.slipway.source.BuildPlan.LayerPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Quarkus, as its fast-jar. */
final class QuarkusStack implements Stack {
    private static final int PORT = 8080;
    private static final Pattern MIGRATE = Pattern.compile("\"migrate\"");
    private static final List<String> RUN = List.of(
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "-jar", LayerPaths.APP + "/quarkus-run.jar");

    @Override
    public String id() {
        return "quarkus";
    }

    @Override
    public Optional<Found> detect(Tree tree, String dir) {
        return JavaProject.of(tree, dir)
                .filter(p -> !p.pom() && (p.mentions("quarkus-maven-plugin") || p.mentions("io\\.quarkus")))
                .map(p -> found(tree, dir, p));
    }

    private Found found(Tree tree, String dir, JavaProject project) {
        JavaSettings settings = JavaSettings.of(tree, dir);
        List<String> notes = new ArrayList<>();
        List<String> evidence = new ArrayList<>(List.of(project.place("quarkus-maven-plugin")));
        EnvReads env = new EnvReads();
        env.addAll(JavaEnv.read(tree, dir, settings));
        boolean postgres =
                project.postgres() || settings.get("quarkus.datasource.db-kind").equals("postgresql");
        if (postgres) {
            JavaEnv.datasource(
                    env,
                    settings,
                    "quarkus.datasource.jdbc.url",
                    "quarkus.datasource.username",
                    "quarkus.datasource.password",
                    project.place("postgresql"));
        }
        Optional<String> main = migratingMain(tree, dir);
        main.ifPresent(place -> evidence.add(place + " (migrate, then exit)"));
        if (main.isEmpty()
                && project.mentions("quarkus-flyway")
                && !settings.get("quarkus.flyway.migrate-at-start").equals("true")) {
            env.add("QUARKUS_FLYWAY_MIGRATE_AT_START", "true", false, project.place("quarkus-flyway"));
            notes.add(project.place("quarkus-flyway")
                    + ": nothing starts the migrations of Flyway: QUARKUS_FLYWAY_MIGRATE_AT_START=true is set");
        }
        String version = project.version("quarkus.platform.version");
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
                main.isPresent() ? JavaBuild.entrypoint(command("migrate")) : List.of(),
                evidence);
        return new Found(service, postgres ? DatabaseUrls.PLAIN : "", notes);
    }

    /** The main class says that it knows the argument {@code migrate}. */
    private static Optional<String> migratingMain(Tree tree, String dir) {
        return tree.below(Tree.at(dir, "src/main"), file -> file.endsWith(".java")).stream()
                .filter(file -> tree.text(file).contains("@QuarkusMain"))
                .flatMap(file ->
                        MIGRATE.matcher(tree.text(file)).results().limit(1).map(m -> tree.place(file, m.start())))
                .findFirst();
    }

    private static Health health(JavaProject project, JavaSettings settings) {
        String root = "/"
                + settings.get("quarkus.http.non-application-root-path", "q").replaceAll("^/|/$", "");
        String metrics = project.mentions("quarkus-micrometer-registry-prometheus")
                ? settings.get("quarkus.micrometer.export.prometheus.path", root + "/metrics")
                : "";
        return project.mentions("quarkus-smallrye-health")
                ? new Health(root + "/health/live", root + "/health/ready", root + "/health/started", metrics)
                : new Health("", "", "", metrics);
    }

    private static List<String> command(String... arguments) {
        List<String> words = new ArrayList<>(RUN);
        words.addAll(List.of(arguments));
        return words;
    }

    @Override
    public BuildPlan plan(Tree tree, Service service, List<Service> all) {
        JavaProject project = JavaProject.of(tree, service.dir())
                .orElseThrow(() -> new IllegalArgumentException("no build file in " + service.dir()));
        String out = Tree.at(service.dir(), project.maven() ? "target/quarkus-app" : "build/quarkus-app");
        return JavaBuild.plan(
                project,
                service,
                List.of(out),
                List.of(
                        new LayerPlan("dependencies", List.of(new Copy(out + "/lib", LayerPaths.APP + "/lib"))),
                        new LayerPlan(
                                "code",
                                List.of(
                                        new Copy(out + "/app", LayerPaths.APP + "/app"),
                                        new Copy(out + "/quarkus", LayerPaths.APP + "/quarkus"),
                                        new Copy(out + "/quarkus-run.jar", LayerPaths.APP + "/quarkus-run.jar")))),
                command(),
                "QUARKUS_HTTP_PORT");
    }
}
