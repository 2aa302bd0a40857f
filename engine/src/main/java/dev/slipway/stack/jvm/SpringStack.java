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
import dev.slipway.stack.Project;
import dev.slipway.stack.Stack;
import dev.slipway.stack.jvm.JavaProject.Database;
import dev.slipway.store.DatabaseUrls;
import dev.slipway.store.Kafka;
import dev.slipway.store.RabbitMq;
import dev.slipway.store.Redis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spring Boot, its jar extracted into libraries and code. */
public final class SpringStack implements Stack {
    private static final int PORT = 8080;
    private static final Pattern STARTS = Pattern.compile(
            "@SpringBootApplication|\\bSpringApplication\\b[\\w.(]*|\\brunApplication<|@EnableAutoConfiguration");
    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+).*");

    @Override
    public String id() {
        return "spring-boot";
    }

    @Override
    public List<Project> projects(Tree tree, String dir) {
        return JavaProject.of(tree, dir).filter(p -> !p.pom() && starts(tree, p)).map(p -> found(tree, dir, p)).stream()
                .toList();
    }

    /** Whether it has a main function. A module of libraries has none, but may inherit the plugin. */
    private static boolean starts(Tree tree, JavaProject project) {
        List<String> files = JavaCode.files(tree, project.dir());
        boolean main = files.stream()
                .anyMatch(f -> STARTS.matcher(JavaCode.of(tree, f)).find());
        boolean plugin = project.plugin("spring-boot-maven-plugin|org\\.springframework\\.boot|spring-boot");
        return main && (plugin || project.mentions("spring-boot(-starter.*)?")) || plugin && files.isEmpty();
    }

    private Project found(Tree tree, String dir, JavaProject project) {
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
        int boot = boot(project);
        String redis = boot < 300 ? "SPRING_REDIS" : "SPRING_DATA_REDIS";
        String mongo = boot < 400 ? "SPRING_DATA_MONGODB_URI" : "SPRING_MONGODB_URI";
        project.mongo().ifPresent(place -> env.add(JavaEnv.mongo(mongo, place)));
        JavaEnv.stores(
                env,
                project,
                Map.of(
                        Redis.ID,
                        Map.of(
                                redis + "_HOST", "{host}",
                                redis + "_PASSWORD", "{password}",
                                redis + "_PORT", "{port}"),
                        RabbitMq.ID,
                        Map.of(
                                "SPRING_RABBITMQ_HOST", "{host}",
                                "SPRING_RABBITMQ_PASSWORD", "{password}",
                                "SPRING_RABBITMQ_PORT", "{port}",
                                "SPRING_RABBITMQ_USERNAME", "{user}"),
                        Kafka.ID,
                        Map.of("SPRING_KAFKA_BOOTSTRAP_SERVERS", "{host}:{port}")));
        String base = settings.base("server.servlet.context-path", "spring.webflux.base-path");
        String actuator = base + JavaSettings.path(settings.get("management.endpoints.web.base-path", "actuator"));
        String metrics = project.mentions("micrometer-registry-prometheus") ? actuator + "/prometheus" : "";
        // The probes only ask the service's own port, so an actuator with another port is not asked.
        Health health = project.mentions("spring-boot-starter-actuator") && !settings.has("management.server.port")
                ? boot < 203
                        ? new Health(boot < 200 ? base + "/health" : actuator + "/health", "", "", metrics)
                        : new Health(actuator + "/health/liveness", actuator + "/health/readiness", "", metrics)
                : Health.NONE;
        Service service = new Service(
                        Names.service(dir, Role.BACKEND),
                        Role.BACKEND,
                        id(),
                        "Java " + project.release() + ", Spring Boot"
                                + (version(project).isEmpty() ? "" : " " + version(project)),
                        dir,
                        settings.port("server.port", PORT),
                        env.all(),
                        List.of(),
                        health,
                        List.of(),
                        List.of(project.place("spring-boot.*|org\\.springframework\\.boot")))
                .below(base);
        return new Project(
                service,
                database.map(Database::form).orElse(""),
                project.stores(),
                file.map(JavaFile::note).stream().toList(),
                (wired, peers) -> plan(project, wired));
    }

    private static String version(JavaProject project) {
        return project.version(
                "spring-boot-starter-parent|org\\.springframework\\.boot|spring-boot-maven-plugin|spring-boot");
    }

    /** Its release as a number, such as 203 for 2.3; the current one if none is named. */
    private static int boot(JavaProject project) {
        Matcher matcher = RELEASE.matcher(version(project));
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) * 100 + Integer.parseInt(matcher.group(2)) : 300;
    }

    /** The command. Spring Boot has probe endpoints by default only if it detects Kubernetes. */
    private static List<String> command(Service service) {
        List<String> words = new ArrayList<>();
        if (!service.health().ready().isEmpty()) {
            words.add("-Dmanagement.endpoint.health.probes.enabled=true");
        }
        words.addAll(List.of("-jar", LayerPaths.APP + "/app.jar"));
        return words;
    }

    private static BuildPlan plan(JavaProject project, Service service) {
        String jars = Tree.at(service.dir(), project.maven() ? "target" : "build/libs");
        String out = LayerPaths.made("spring");
        Step extract = new Step(
                "extract",
                List.of("sh", "-c", extract(jars, out)),
                "",
                Map.of("JAVA_HOME", "{jdk:" + project.jdk() + "}"),
                List.of(jars),
                List.of(out));
        return JavaBuild.plan(
                service,
                project,
                List.of(
                        JavaBuild.runtime(project),
                        JavaBuild.compile(project, List.of(), List.of(), "bootJar", List.of(jars)),
                        extract),
                List.of(
                        new LayerPlan("dependencies", List.of(new Copy(out + "/lib", LayerPaths.APP + "/lib"))),
                        new LayerPlan("code", List.of(new Copy(out + "/app.jar", LayerPaths.APP + "/app.jar")))),
                command(service),
                "SERVER_PORT",
                Optional.empty());
    }

    /**
     * Splits the executable jar into libraries and code. Spring Boot does this itself from 3.3 on. For an older one,
     * and for a war, this makes the same: a jar of the classes whose manifest names the libraries. A manifest's line
     * has at most 512 characters (JAR File Specification), so each library has a line of its own.
     */
    private static String extract(String jars, String out) {
        return "set -e; rm -rf " + out + "; jar=; for j in " + jars + "/*.jar " + jars
                + "/*.war; do case $j in *-plain.jar|*-sources.jar|*-javadoc.jar|*-tests.jar) ;; *) if [ -f \"$j\" ]"
                + " && jar tf \"$j\" | grep -q -e BOOT-INF/classes -e WEB-INF/classes; then jar=$j; fi ;; esac; done;"
                + " if [ -z \"$jar\" ]; then echo \"no jar in " + jars
                + " starts by itself: spring-boot-maven-plugin has no goal repackage\"; exit 1; fi; if case $jar in"
                + " *.jar) ;; *) false ;; esac && java -Djarmode=tools -jar \"$jar\" extract --destination " + out
                + " >/dev/null 2>&1"
                + " && mv " + out + "/*.jar " + out + "/app.jar; then exit 0; fi; rm -rf " + out + "; mkdir -p " + out
                + "/in " + out + "/lib; (cd " + out + "/in && jar xf \"$OLDPWD/$jar\"); cd " + out
                + "; i=in/BOOT-INF; [ -d $i ] || i=in/WEB-INF; for l in $i/lib $i/lib-provided; do if [ -d $l ]; then"
                + " cp $l/*.jar lib; fi; done; { sed -n 's/^Start-Class: */Main-Class: /p' in/META-INF/MANIFEST.MF |"
                + " tr -d '\\r"
                + "'; echo 'Class-Path: '; for l in lib/*.jar; do echo \"  $l\"; done; } >manifest; jar cfm app.jar"
                + " manifest -C $i/classes .; rm -rf in manifest";
    }
}
