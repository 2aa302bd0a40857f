package dev.slipway.stack.node.page;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.BuildPlan.Text;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile.Finding;
import dev.slipway.application.Resources;
import dev.slipway.application.Service;
import dev.slipway.manifest.NginxFile;
import dev.slipway.stack.node.runtime.NodeRuntime;
import dev.slipway.stack.node.source.NodePackages;
import dev.slipway.stack.node.source.NodeRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page of plain files, served by a small program. The program passes requests for which there is no file on to the
 * backend.
 */
public final class PageServer {
    private static final String PROGRAM = LayerPaths.APP + "/serve-page.mjs";
    private static final String FILES = LayerPaths.APP + "/page";
    /** A page's files in the build folder. */
    private static final String MADE = LayerPaths.made("page");

    /**
     * Problems that skipped checks would have reported, relative to the build folder. The file exists only if checks
     * were skipped.
     */
    public static final String UNCHECKED = LayerPaths.made("unchecked.txt");

    public static final Finding NOT_CHECKED = new Finding(
            UNCHECKED,
            "unchecked",
            "C5",
            "The page passes its own checks of types and style",
            "it does not, and was built without them:\n{content}",
            "mend the lines named there: next build refuses them");

    private PageServer() {}

    /**
     * The plan of such a page.
     *
     * @param build its only output is the folder with the files
     * @param strip prefix that the backend does not have in its own paths; empty for none
     * @param ways what its author's web server passes on
     */
    public static BuildPlan plan(
            NodePackages packages,
            Step build,
            Service page,
            List<Service> all,
            String strip,
            List<NginxFile.Forward> ways) {
        return new BuildPlan(
                        "trixie",
                        NodeRuntime.PACKAGES,
                        List.of(),
                        packages.source(),
                        List.of(
                                NodeRuntime.step(packages.release(page)),
                                packages.install(page.amendments().dependencies()),
                                build,
                                collect(
                                        build.outputs().getFirst(),
                                        build.outputs().getFirst(),
                                        page,
                                        all)),
                        layers(),
                        run(page, all, strip, ways))
                .with(NodeRuntime.profile(NOT_CHECKED));
    }

    /**
     * How a page becomes an image that nothing has to build.
     *
     * @param from folder with its files
     * @param ways what its author's web server passes on
     */
    public static BuildPlan plan(
            List<String> source, String from, Service page, List<Service> all, List<NginxFile.Forward> ways) {
        return new BuildPlan(
                        "trixie",
                        NodeRuntime.PACKAGES,
                        List.of(),
                        source,
                        List.of(
                                NodeRuntime.step(NodeRelease.USUAL),
                                collect(from.isEmpty() ? "." : from, "**", page, all)),
                        layers(),
                        run(page, all, "", ways))
                .with(NodeRuntime.profile());
    }

    /** The plan of a page that a generator writes. @param from folder to which its steps write the files */
    public static BuildPlan plan(List<String> source, List<Step> built, String from, Service page, List<Service> all) {
        List<Step> steps = new ArrayList<>(List.of(NodeRuntime.step(NodeRelease.USUAL)));
        steps.addAll(built);
        steps.add(collect(from, from, page, all));
        return new BuildPlan(
                        "trixie",
                        NodeRuntime.PACKAGES,
                        List.of(),
                        source,
                        steps,
                        layers(),
                        run(page, all, "", List.of()))
                .with(NodeRuntime.profile());
    }

    private static List<LayerPlan> layers() {
        return List.of(
                NodeRuntime.layer(),
                new LayerPlan(
                        "server",
                        List.of(),
                        List.of(new Text(PROGRAM, 0644, Resources.text(PageServer.class, "serve-page.mjs")))),
                new LayerPlan("code", List.of(new Copy(MADE, FILES))));
    }

    private static RunConfig run(Service page, List<Service> all, String strip, List<NginxFile.Forward> ways) {
        Optional<Service> backend = PublicVariables.asked(page, all);
        int port = page.port();
        List<String> command = new ArrayList<>(List.of(NodeRuntime.PROGRAM, PROGRAM, FILES, Integer.toString(port)));
        backend.ifPresent(b -> command.add("backend=http://" + b.name() + ":" + b.port()));
        if (!strip.isEmpty()) {
            command.add("strip=" + strip);
        }
        for (NginxFile.Forward way : ways) {
            all.stream()
                    .filter(s -> s.port() > 0
                            && (s.name().equals(way.host()) || s.aliases().contains(way.host())))
                    .filter(s -> !s.name().equals(page.name()) && !way.prefix().isEmpty())
                    .map(s -> "way=" + way.prefix() + "=http://" + s.name() + ":" + s.port() + way.path())
                    .forEach(command::add);
        }
        for (Service further : PublicVariables.further(page, all)) {
            command.add(
                    "way=" + PublicVariables.WAY + further.name() + "=http://" + further.name() + ":" + further.port());
        }
        return new RunConfig(
                command, Map.of("NODE_ENV", "production"), LayerPaths.APP, LayerPaths.NONROOT, port, List.of("/tmp"));
    }

    /** Takes a page's files from where its build puts them. @param input what they change with */
    private static Step collect(String from, String input, Service page, List<Service> all) {
        String script = "rm -rf " + MADE + " && mkdir -p " + MADE + " && "
                + (from.equals(".")
                        ? "tar -cf - --exclude=./" + BuildPlan.MADE + " . | tar -xf - -C " + MADE
                        : "cp -R " + from + "/. " + MADE)
                + " && " + PublicVariables.connect(MADE, "", page, all);
        return new Step("collect", List.of("sh", "-c", script), "", Map.of(), List.of(input), List.of(MADE));
    }
}
