package dev.slipway.stack.jvm;

import dev.slipway.application.BuildPlan;
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
import dev.slipway.stack.FolderStack;
import dev.slipway.stack.jvm.JavaProject.Database;
import dev.slipway.store.DatabaseUrls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Spring Boot, its jar extracted into libraries and code. */
public final class SpringStack implements FolderStack {
    private static final int PORT = 8080;

    @Override
    public String id() {
        return "spring-boot";
    }

    @Override
    public Optional<Found> detect(Tree tree, String dir) {
        return JavaProject.of(tree, dir)
                .filter(p -> !p.pom()
                        && (p.mentions("spring-boot-maven-plugin") || p.mentions("org\\.springframework\\.boot")))
                .map(p -> found(tree, dir, p));
    }

    private Found found(Tree tree, String dir, JavaProject project) {
        JavaSettings settings = JavaSettings.of(tree, dir);
        EnvReads env = new EnvReads();
        Optional<Database> database = project.database(DatabaseUrls.scheme(settings.get("spring.datasource.url")));
        env.addAll(
                JavaEnv.read(tree, dir, settings, database.map(Database::scheme).orElse("")));
        database.ifPresent(known -> JavaEnv.datasource(
                env,
                settings,
                "spring.datasource.url",
                "spring.datasource.username",
                "spring.datasource.password",
                known));
        Optional<JavaFile> file =
                database.isPresent() ? Optional.empty() : JavaFile.of(settings, "spring.datasource.url");
        file.flatMap(JavaFile::env).ifPresent(env::add);
        Optional<String> cache = project.redis();
        cache.ifPresent(place -> JavaEnv.redis(
                env,
                place,
                Map.of(
                        "SPRING_DATA_REDIS_HOST", "{host}",
                        "SPRING_DATA_REDIS_PASSWORD", "{password}",
                        "SPRING_DATA_REDIS_PORT", "{port}")));
        String actuator = settings.get("management.endpoints.web.base-path", "/actuator");
        String metrics = project.mentions("micrometer-registry-prometheus") ? actuator + "/prometheus" : "";
        Health health = project.mentions("spring-boot-starter-actuator")
                ? new Health(actuator + "/health/liveness", actuator + "/health/readiness", "", metrics)
                : Health.NONE;
        Service service = new Service(
                Names.service(dir, Role.BACKEND),
                Role.BACKEND,
                id(),
                "Java " + project.release() + ", Spring Boot",
                dir,
                settings.port("server.port", PORT),
                env.all(),
                List.of(),
                health,
                List.of(),
                List.of(project.place("spring-boot")));
        return new Found(
                service,
                database.map(Database::form).orElse(""),
                cache.orElse(""),
                file.map(JavaFile::note).stream().toList());
    }

    /** Spring Boot has its probes by itself only where it takes its surroundings for Kubernetes. */
    private static List<String> command(Service service) {
        List<String> words = new ArrayList<>();
        if (!service.health().ready().isEmpty()) {
            words.add("-Dmanagement.endpoint.health.probes.enabled=true");
        }
        words.addAll(List.of("-jar", LayerPaths.APP + "/app.jar"));
        return words;
    }

    @Override
    public BuildPlan plan(Tree tree, Service service, List<Service> all) {
        JavaProject project = JavaProject.of(tree, service.dir())
                .orElseThrow(() -> new IllegalArgumentException("no build file in " + service.dir()));
        String jars = Tree.at(service.dir(), project.maven() ? "target" : "build/libs");
        String out = LayerPaths.made("spring");
        Step extract = new Step(
                "extract",
                List.of(
                        "sh",
                        "-c",
                        "rm -rf " + out + " && for jar in " + jars
                                + "/*.jar; do case $jar in *-plain.jar|*-sources.jar) ;; *) "
                                + "java -Djarmode=tools -jar \"$jar\" extract --destination " + out
                                + " && mv " + out + "/*.jar " + out + "/app.jar ;; esac; done"),
                "",
                Map.of("JAVA_HOME", "{jdk:" + project.jdk() + "}"),
                List.of(jars),
                List.of(out));
        return JavaBuild.plan(
                service,
                project.source(),
                List.of(JavaBuild.runtime(project), JavaBuild.compile(project, List.of(), List.of(jars)), extract),
                List.of(
                        new LayerPlan("dependencies", List.of(new Copy(out + "/lib", LayerPaths.APP + "/lib"))),
                        new LayerPlan("code", List.of(new Copy(out + "/app.jar", LayerPaths.APP + "/app.jar")))),
                command(service),
                "SERVER_PORT",
                Optional.empty());
    }
}
