package dev.slipway.stack.rust;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Profile;
import dev.slipway.application.Profile.Tool;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.store.Sqlite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Plans the image of a Rust program: the program, and the files beside its code. */
final class RustImage {
    private static final String PROGRAM = "/usr/local/bin/server";
    private static final String MADE = LayerPaths.made("server");
    private static final String FILES = LayerPaths.made("app");

    /**
     * Debian packages that crates need to link with system libraries: for the build, and in the image (none if it is
     * empty).
     */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "openssl-sys", List.of("libssl-dev", "libssl3t64"),
            "pq-sys", List.of("libpq-dev", "libpq5"),
            "mysqlclient-sys", List.of("libmariadb-dev", "libmariadb3"),
            "libsqlite3-sys", List.of("libsqlite3-dev", "libsqlite3-0"),
            "prost-build", List.of("protobuf-compiler", ""),
            "bindgen", List.of("libclang-dev", ""),
            "cmake", List.of("cmake", ""));

    private final Tree tree;
    private final Crate crate;
    private final String program;
    private final RustRelease release;
    private final List<String> closed;
    private final boolean keeps;
    private final List<String> files;

    /**
     * @param closed files in which it listens on the loopback address only
     * @param keeps whether its data lies in a file
     * @param files data files that the code names, relative to its working folder
     */
    RustImage(
            Tree tree,
            Crate crate,
            String program,
            RustRelease release,
            List<String> closed,
            boolean keeps,
            List<String> files) {
        this.tree = tree;
        this.crate = crate;
        this.program = program;
        this.release = release;
        this.closed = List.copyOf(closed);
        this.keeps = keeps;
        this.files = List.copyOf(files);
    }

    BuildPlan plan(Service service, List<Service> peers) {
        RustRelease chosen =
                service.amendments().release().flatMap(RustRelease::of).orElse(release);
        TreeSet<String> building = new TreeSet<>();
        TreeSet<String> packages = new TreeSet<>(List.of("ca-certificates", "libgcc-s1", "tzdata"));
        LIBRARIES.forEach((name, debian) -> {
            if (crate.has(name)) {
                building.add(debian.getFirst());
                packages.add(debian.getLast());
            }
        });
        packages.remove("");
        List<String> source = tree.content(crate.root()).stream()
                .filter(file -> file.endsWith(".rs")
                        || file.matches("(.*/)?(Cargo\\.(toml|lock)|build\\.rs)")
                        || peers.stream().noneMatch(peer -> inside(peer.dir(), file)))
                .toList();
        List<String> writable = new ArrayList<>(List.of("/tmp"));
        if (keeps) {
            writable.add(Sqlite.FOLDER);
        }
        List<Copy> beside = new ArrayList<>(List.of(new Copy(FILES, LayerPaths.APP)));
        if (!files.isEmpty()) {
            beside.add(Sqlite.copy(LayerPaths.APP));
        }
        return new BuildPlan(
                        chosen.suite(),
                        List.copyOf(packages),
                        List.of(),
                        source,
                        steps(chosen),
                        List.of(
                                new LayerPlan("files", beside),
                                new LayerPlan("code", List.of(new Copy(MADE, PROGRAM)))),
                        new RunConfig(
                                List.of(PROGRAM),
                                env(service.port()),
                                LayerPaths.APP,
                                LayerPaths.NONROOT,
                                service.port(),
                                writable))
                .with(Profile.USUAL
                        .withBudget(40)
                        .withTools(new Tool("cargo", "cargo", "rustc", "gcc", "libc6-dev", "pkgconf"))
                        .withBuilding(List.copyOf(building)));
    }

    /** Whether it is a file of another service that this one's build does not need. */
    private boolean inside(String other, String file) {
        return !other.isEmpty()
                && !other.equals(crate.dir())
                && !crate.dir().startsWith(other + "/")
                && !other.equals(crate.root())
                && file.startsWith(other + "/")
                && !tree.has(Tree.at(other, "Cargo.toml"));
    }

    private Map<String, String> env(int port) {
        Map<String, String> env = new TreeMap<>(
                Map.of("HOST", "0.0.0.0", "PORT", Integer.toString(port), "RUST_BACKTRACE", "1", "RUST_LOG", "info"));
        if (crate.depends("rocket")) {
            env.putAll(Map.of(
                    "ROCKET_ADDRESS", "0.0.0.0", "ROCKET_PORT", Integer.toString(port), "ROCKET_PROFILE", "release"));
        }
        return env;
    }

    private List<Step> steps(RustRelease chosen) {
        List<Step> steps = new ArrayList<>();
        Map<String, String> env =
                new TreeMap<>(Map.of("CARGO_PROFILE_RELEASE_STRIP", "true", "CARGO_TERM_COLOR", "never"));
        if (!tree.below(Tree.at(crate.root(), ".sqlx")).isEmpty()) {
            env.put("SQLX_OFFLINE", "true");
        }
        if (chosen.suite().equals("forky")
                && RustRelease.asked(tree, crate.dir(), crate.manifest()).text().startsWith("nightly")) {
            env.put("RUSTC_BOOTSTRAP", "1");
        }
        if (!closed.isEmpty()) {
            List<String> command = new ArrayList<>(
                    List.of(
                            "perl",
                            "-pi",
                            "-e",
                            "s/\"(?:127\\.0\\.0\\.1|localhost):(\\d+)\"/\"0.0.0.0:$1\"/g; s/\\(\\s*\"(?:127\\.0\\.0\\.1|localhost)\"\\s*,\\s*(\\d+)\\s*\\)/(\"0.0.0.0\", $1)/g; s/\\[127,\\s*0,\\s*0,\\s*1\\]/[0, 0, 0, 0]/g"));
            command.addAll(closed);
            steps.add(new Step("open", command, "", Map.of(), closed, List.of()));
        }
        boolean locked = tree.has(Tree.at(crate.root(), "Cargo.lock"));
        steps.add(new Step(
                        "fetch",
                        List.of("cargo", "fetch"),
                        crate.root(),
                        env,
                        List.of(locked ? Tree.at(crate.root(), "Cargo.lock") : "**"),
                        List.of())
                .needing("rust", chosen.number())
                .fetching());
        String built = Tree.at(crate.root(), "target/release/" + program);
        steps.add(new Step(
                        "compile",
                        List.of("cargo", "build", "--release", "--package", crate.name(), "--bin", program),
                        crate.root(),
                        env,
                        List.of("**"),
                        List.of(built))
                .needing("rust", chosen.number()));
        steps.add(new Step(
                "collect",
                List.of(
                        "sh",
                        "-c",
                        "rm -rf " + FILES + " && mkdir -p " + FILES + " && cp " + built + " " + MADE
                                + " && "
                                + LayerPaths.copying(
                                        crate.dir(),
                                        FILES,
                                        List.of("*.rs", "./target", "./Cargo.toml", "./Cargo.lock"))),
                "",
                Map.of(),
                List.of("**", built),
                List.of(FILES, MADE)));
        if (!files.isEmpty()) {
            steps.add(Sqlite.step(files));
        }
        return steps;
    }
}
