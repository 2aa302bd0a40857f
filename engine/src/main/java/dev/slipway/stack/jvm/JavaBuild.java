package dev.slipway.stack.jvm;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.ClassArchive;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile;
import dev.slipway.application.Profile.Tool;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The parts that all Java services share: the build's command, a runtime with the modules that servers use, the flags.
 */
final class JavaBuild {
    static final String RUNTIME = "/usr/lib/jvm/runtime";
    static final String JAVA = RUNTIME + "/bin/java";

    private static final Profile PROFILE = new Profile(
            120,
            new Profile.Sizing(100, 384, 192, 120),
            List.of(new Tool("mvn", "maven"), new Tool("mvnw", "curl")),
            List.of(GradleBuild.AWAY));

    /**
     * Modules that server frameworks reach by reflection and service loading, which no analysis of class files sees.
     * Together they take 33 MB compressed.
     */
    private static final List<String> MODULES = List.of(
            "java.base",
            "java.compiler",
            "java.instrument",
            "java.logging",
            "java.management",
            "java.naming",
            "java.net.http",
            "java.rmi",
            "java.scripting",
            "java.security.jgss",
            "java.security.sasl",
            "java.sql",
            "java.sql.rowset",
            "java.transaction.xa",
            "java.xml",
            "java.xml.crypto",
            "jdk.crypto.cryptoki",
            "jdk.crypto.ec",
            "jdk.httpserver",
            "jdk.jfr",
            "jdk.localedata",
            "jdk.management",
            "jdk.naming.dns",
            "jdk.net",
            "jdk.unsupported",
            "jdk.zipfs");
    /** Frameworks that read beans by {@code java.beans}, which is in java.desktop. */
    private static final List<String> READ_BEANS = List.of(
            "spring-[\\w-]+",
            "quarkus-hibernate-[\\w-]+",
            "hibernate-[\\w-]+",
            "quarkus-jaxb",
            "jaxb-[\\w-]+",
            "pdfbox",
            "poi(-ooxml)?",
            "quarkus-awt",
            "commons-beanutils");

    /** The first release that hides the JDK's own classes (JEP 396). Older libraries access them. */
    private static final int ENCAPSULATED = 16;

    private static final List<String> OPENED = List.of(
            "java.io",
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.net",
            "java.nio",
            "java.text",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "sun.nio.ch");

    /** Maven ends before code from the JVM's second compiler would pay off. */
    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    private JavaBuild() {}

    /**
     * Compiles and packages a project.
     *
     * @param options of Maven
     * @param goals of Maven after {@code package}
     * @param task of Gradle
     * @param outputs of the build, below the application's root
     */
    static Step compile(
            JavaProject project, List<String> options, List<String> goals, String task, List<String> outputs) {
        String root = project.buildRoot();
        List<String> inputs = project.mended() ? List.of("**", LayerPaths.made("wrapper")) : List.of("**");
        Map<String, String> env =
                new HashMap<>(Map.of("JAVA_HOME", "{jdk:" + project.jdk() + "}", "MAVEN_OPTS", QUICK));
        List<String> maven = maven(project, options, goals);
        if (project.maven()) {
            List<String> command = new ArrayList<>(List.of(project.tool()));
            command.addAll(maven);
            Step step = new Step("compile", command, root, env, inputs, outputs);
            return project.pages().isEmpty() ? step : step.needing("node", "");
        }
        return new Step(
                        "compile",
                        List.of("sh", "-c", new GradleBuild(project).script(task, maven, outputs)),
                        root,
                        env,
                        inputs,
                        outputs)
                .fetching();
    }

    private static List<String> maven(JavaProject project, List<String> options, List<String> goals) {
        String root = project.buildRoot();
        List<String> words = new ArrayList<>(List.of("-B", "-ntp", "-DskipTests", "-Dmaven.test.skip=true"));
        if (!root.equals(project.dir())) {
            words.addAll(List.of("-pl", project.dir().substring(root.isEmpty() ? 0 : root.length() + 1), "-am"));
        }
        words.addAll(options);
        words.add("package");
        words.addAll(goals);
        return words;
    }

    /** Steps that make a wrapper's script runnable that was committed on Windows; empty if it runs as it is. */
    static List<Step> wrapper(JavaProject project) {
        if (!project.mended()) {
            return List.of();
        }
        String script = project.wrapper();
        String beside = Tree.at(Tree.parent(script), project.maven() ? ".mvn" : "gradle/wrapper");
        String made = LayerPaths.made("wrapper");
        String target = Tree.at(made, Tree.name(script));
        String files = Tree.at(made, project.maven() ? ".mvn" : "gradle/wrapper");
        return List.of(new Step(
                "wrapper",
                List.of(
                        "sh",
                        "-c",
                        "rm -rf " + made + " && mkdir -p " + files + " && if [ -d " + beside + " ]; then cp -R "
                                + beside
                                + "/. " + files + "; fi && tr -d '\\r' <" + script + " >" + target + " && chmod 755 "
                                + target),
                "",
                Map.of(),
                List.of(script, beside + "/**"),
                List.of(made)));
    }

    static Step runtime(JavaProject project) {
        TreeSet<String> modules = new TreeSet<>(MODULES);
        if (READ_BEANS.stream().anyMatch(project::mentions)) {
            modules.add("java.desktop");
        }
        String out = LayerPaths.made("runtime");
        return new Step(
                "jlink",
                List.of(
                        "jlink",
                        "--add-modules",
                        String.join(",", modules),
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        out),
                "",
                Map.of("JAVA_HOME", "{jdk:" + project.jdk() + "}"),
                List.of(),
                List.of(out));
    }

    static BuildPlan plan(
            Service service,
            JavaProject project,
            List<Step> steps,
            List<LayerPlan> layers,
            List<String> command,
            String portVariable,
            Optional<ClassArchive> archive) {
        List<Step> ordered = new ArrayList<>(wrapper(project));
        if (!project.maven()) {
            ordered.add(new GradleBuild(project).probe());
        }
        ordered.addAll(steps);
        List<LayerPlan> all = new ArrayList<>();
        all.add(new LayerPlan("runtime", List.of(new Copy(LayerPaths.made("runtime"), RUNTIME))));
        all.addAll(layers);
        List<String> writable = new ArrayList<>(JavaFile.kept(service));
        writable.add("/tmp");
        return new BuildPlan(
                "trixie",
                List.of("ca-certificates", "libc6", "libstdc++6", "zlib1g"),
                List.of(),
                project.source(),
                ordered,
                all,
                new RunConfig(
                        entrypoint(project, command),
                        Map.of("JAVA_HOME", RUNTIME, "LANG", "C.UTF-8", portVariable, Integer.toString(service.port())),
                        LayerPaths.APP,
                        LayerPaths.NONROOT,
                        service.port(),
                        writable),
                archive,
                PROFILE);
    }

    /**
     * Options that use the archive. Without an archive, or with one that does not fit, the JVM starts without it and
     * must not print a warning. Its first heap has to hold the archive's objects, else the JVM ends: the JVM's default
     * of 1/64 of the memory is too little in a container.
     */
    static List<String> use(ClassArchive archive) {
        return List.of(
                "-XX:InitialRAMPercentage=12.5",
                "-XX:SharedArchiveFile=" + archive.file(),
                "-Xshare:auto",
                "-Xlog:cds*=off");
    }

    /**
     * The command of a program. An out-of-memory error ends the process, so that it is restarted. The JVM chooses its
     * collector by its CPUs and memory.
     */
    private static List<String> entrypoint(JavaProject project, List<String> command) {
        List<String> words = new ArrayList<>(List.of(
                JAVA,
                "-XX:MaxRAMPercentage=70",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.io.tmpdir=/tmp",
                "-Dfile.encoding=UTF-8"));
        if (project.release() < ENCAPSULATED) {
            OPENED.forEach(name -> words.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        }
        words.addAll(command);
        return words;
    }
}
