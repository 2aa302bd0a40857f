package dev.slipway.stack.jvm;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile;
import dev.slipway.inventory.Tree;
import dev.slipway.manifest.GradleFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A build by Gradle. Gradle comes from a server of its own, which is not reachable from every network, and no registry
 * has it. If it cannot be had, Maven builds what the scripts declare, from poms that are generated from them.
 */
final class GradleBuild {
    /** Folder of the libraries in the build's output folder. */
    static final String COPIED = "slipway-libraries";

    private static final String LOG = LayerPaths.made("gradle.log");
    private static final String TOLD = LayerPaths.made("gradle.away");
    /** A Gradle task that copies a project's libraries. */
    private static final String LIBRARIES =
            "allprojects { plugins.withId(\"java\") { tasks.register(\"slipwayLibraries\", Copy)"
                    + " { from configurations.runtimeClasspath; into \"build/" + COPIED + "\" } } }";

    static final Profile.Finding AWAY = new Profile.Finding(
            TOLD,
            "gradle",
            "C2",
            "Gradle builds what is made for it",
            "Gradle could not be had ({content}): Maven built what the scripts declare; tasks and plugins of their own"
                    + " had no part in it",
            "let this machine reach the distribution that gradle/wrapper/gradle-wrapper.properties names, and delete"
                    + " .slipway/build");

    private final JavaProject project;

    GradleBuild(JavaProject project) {
        this.project = project;
    }

    /** A step that looks whether Gradle can be had. It does not fail if it cannot. */
    Step probe() {
        String up = LayerPaths.up(project.buildRoot());
        return new Step(
                        "gradle",
                        List.of(
                                "sh",
                                "-c",
                                "mkdir -p " + up + BuildPlan.MADE + "; rm -f " + up + TOLD + "; " + project.tool()
                                        + " --no-daemon --version >" + up + LOG + " 2>&1 || { grep -v '^$' " + up + LOG
                                        + " | head -n 1 >" + up + TOLD + "; }"),
                        project.buildRoot(),
                        Map.of("JAVA_HOME", "{jdk:" + project.jdk() + "}"),
                        List.of("**/gradle-wrapper.properties", "gradle/wrapper/gradle-wrapper.properties"),
                        List.of())
                .fetching();
    }

    /**
     * Shell for the build's folder.
     *
     * @param task of the project
     * @param maven options and goals
     * @param outputs below the application's root
     */
    String script(String task, List<String> maven, List<String> outputs) {
        String root = project.buildRoot();
        String up = LayerPaths.up(root);
        String tool = project.tool();
        String path = path(project.dir()).map(p -> p + ":").orElse(":");
        String tasks = Arrays.stream(task.split(" "))
                .map(t -> t.startsWith("-") ? t : path + t)
                .collect(Collectors.joining(" "));
        StringBuilder script = new StringBuilder("set -e; if [ ! -f " + up + TOLD + " ]; then printf '%s' '" + LIBRARIES
                + "' >" + up + LayerPaths.made("libraries.gradle") + "; " + tool + " --no-daemon --console=plain -I "
                + up
                + LayerPaths.made("libraries.gradle") + " " + tasks + "; else ");
        poms().forEach((file, pom) -> script.append("printf '%s' '")
                .append(pom.replace("'", "&apos;"))
                .append("' >")
                .append(file)
                .append("; "));
        script.append("mvn -f " + GradlePoms.FILE + " ");
        List<String> words = new ArrayList<>(maven);
        int at = words.indexOf("-pl");
        if (at >= 0) {
            words.set(at + 1, words.get(at + 1) + "/" + GradlePoms.FILE);
        }
        script.append(String.join(
                " ",
                words.stream().map(w -> w.contains("*") ? "'" + w + "'" : w).toList()));
        String target = below(project.dir()) + "target";
        String build = below(project.dir()) + "build";
        script.append("; mkdir -p " + build + "/libs; cp " + target + "/*.jar " + build + "/libs; for d in "
                + COPIED + " quarkus-app; do if [ -d " + target + "/$d ]; then rm -rf " + build
                + "/$d; cp -R "
                + target + "/$d " + build + "/$d; fi; done; fi");
        return script.toString();
    }

    private String below(String dir) {
        String root = project.buildRoot();
        return dir.equals(root) ? "" : dir.substring(root.isEmpty() ? 0 : root.length() + 1) + "/";
    }

    /** Its path in the build; empty for the root. */
    private Optional<String> path(String dir) {
        return GradleFile.included(project.tree(), project.buildRoot()).entrySet().stream()
                .filter(e -> e.getValue().equals(dir))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /**
     * The poms by their files, relative to the build's folder: of this project, of those that it needs, and one around
     * them.
     */
    private Map<String, String> poms() {
        Tree tree = project.tree();
        Map<String, String> included = GradleFile.included(tree, project.buildRoot());
        Map<String, JavaProject> needed = new LinkedHashMap<>();
        List<String> left = new ArrayList<>(List.of(project.dir()));
        while (!left.isEmpty()) {
            String dir = left.removeFirst();
            Optional<JavaProject> one = JavaProject.of(tree, dir);
            if (one.isPresent() && needed.putIfAbsent(dir, one.get()) == null) {
                one.get()
                        .gradle()
                        .ifPresent(g -> g.dependencies().stream()
                                .filter(d -> !d.project().isEmpty() && included.containsKey(d.project()))
                                .forEach(d -> left.add(included.getOrDefault(d.project(), ""))));
            }
        }
        Map<String, String> poms = new LinkedHashMap<>();
        needed.forEach((dir, one) -> poms.put(below(dir) + GradlePoms.FILE, new GradlePoms(one, included).pom()));
        if (!needed.containsKey(project.buildRoot())) {
            poms.put(
                    GradlePoms.FILE,
                    GradlePoms.around(needed.keySet().stream()
                            .map(dir -> below(dir) + GradlePoms.FILE)
                            .toList()));
        }
        return poms;
    }
}
