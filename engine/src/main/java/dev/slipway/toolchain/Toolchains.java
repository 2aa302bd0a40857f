package dev.slipway.toolchain;

import dev.slipway.debian.DebianArchive;
import dev.slipway.debian.DebianException;
import dev.slipway.debian.UnpackListener;
import dev.slipway.gate.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the requested tools below {@code SLIPWAY_HOME}. Debian's archive and npm's registry say which releases there
 * are. What was made before is taken without the network.
 */
public final class Toolchains {
    /** Names of the toolchains. */
    public static final List<String> NAMES = Stream.concat(
                    DebianTool.ALL.stream().map(DebianTool::name), NpmTools.NAMES.stream())
            .sorted()
            .toList();

    private static final String FORM = "2";

    /** After this time it looks for newer packages, if there is a network. */
    private static final Duration FRESH = Duration.ofDays(7);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path home;
    private final DebianArchive archive;
    private final FileSystems systems;
    private final NpmTools npm;
    private final Wheels wheels;

    /** @param listener gets each Debian package that is unpacked */
    public Toolchains(Workspace workspace, UnpackListener listener) {
        this.home = workspace.home().resolve("room");
        this.archive = DebianArchive.standard(
                DebianArchive.hostArchitecture(), workspace.home().resolve("debian"));
        this.systems = new FileSystems(home.resolve("root"), archive, listener);
        this.wheels = new Wheels(workspace.env());
        this.npm = new NpmTools(
                home.resolve("tools"),
                new NpmRegistry(Registry.NPM.address(workspace.env())),
                DebianArchive.hostArchitecture());
    }

    /** The available releases of a toolchain, the newest first. Asks the archive and the registry. */
    public List<String> releases(String toolchain) throws IOException, InterruptedException {
        if (NpmTools.NAMES.contains(toolchain)) {
            return npm.releases(toolchain);
        }
        TreeSet<String> releases = new TreeSet<>(NodeRange.ORDER.reversed());
        for (String suite : DebianTool.SUITES) {
            releases.addAll(tool(toolchain).releases(archive, suite));
        }
        return List.copyOf(releases);
    }

    /** The tools by which rooms are made, limited and connected. */
    public Path system() throws IOException, InterruptedException {
        return root(cached(
                "system-" + FORM,
                () -> new Fitting(systems.system(), "forky", Map.of(), Map.of(), List.of(), Map.of())));
    }

    /**
     * A file system with these toolchains.
     *
     * @param packages Debian packages beside them, such as {@code libpq-dev}
     * @throws UnknownToolchainException if no suite of Debian has all that is asked for
     * @throws DebianException if a package cannot be had
     */
    public Fitting fitting(Collection<Toolchain> toolchains, Collection<String> packages)
            throws IOException, InterruptedException {
        TreeSet<Toolchain> wanted = new TreeSet<>(toolchains);
        TreeSet<String> extra = new TreeSet<>(packages);
        return cached(DigestUtils.sha256Hex(FORM + wanted + extra).substring(0, 16), () -> fit(wanted, extra));
    }

    /** The folder of its root file system. */
    public Path root(Fitting fitting) {
        return systems.at(fitting.root());
    }

    /** The folder of a tool that a fitting mounts. */
    public Path mounted(String name) {
        return home.resolve("tools").resolve(name);
    }

    @FunctionalInterface
    private interface Making {
        Fitting make() throws IOException, InterruptedException;
    }

    /**
     * The fitting that an earlier request of the same text made. It is made if it is missing, or if it is old and the
     * network answers.
     */
    private Fitting cached(String wish, Making making) throws IOException, InterruptedException {
        Path file = home.resolve("fittings").resolve(wish + ".json");
        Optional<Fitting> before = read(file).filter(this::exists);
        boolean fresh = before.isPresent()
                && Files.getLastModifiedTime(file)
                        .toInstant()
                        .isAfter(Instant.now().minus(FRESH));
        if (fresh) {
            return before.get();
        }
        try {
            Fitting made = making.make();
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Path unfinished = Files.createTempFile(file.getParent(), wish, ".unfinished");
            Files.write(unfinished, JSON.writeValueAsBytes(made));
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            return made;
        } catch (DebianException | IOException e) {
            if (before.isPresent()) {
                return before.get();
            }
            throw e;
        }
    }

    private static Optional<Fitting> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JSON.readValue(Files.readAllBytes(file), Fitting.class));
        } catch (JacksonException | NullPointerException e) {
            // The record is damaged or of an older form. The fitting is made anew.
            return Optional.empty();
        }
    }

    private boolean exists(Fitting fitting) {
        return Files.isDirectory(systems.at(fitting.root()))
                && fitting.mounts().values().stream()
                        .allMatch(
                                name -> Files.isDirectory(home.resolve("tools").resolve(name)));
    }

    /** A suite, and the releases of the tools that come from it. */
    private record Choice(String suite, Map<DebianTool, String> releases) {}

    /** The suite of a file system with these toolchains. Asks the archive and makes nothing. */
    public String suite(Collection<Toolchain> toolchains) throws IOException, InterruptedException {
        return choice(new TreeSet<>(toolchains)).suite();
    }

    private Fitting fit(Set<Toolchain> wanted, Set<String> extra) throws IOException, InterruptedException {
        return fit(choice(wanted), wanted, extra);
    }

    private Choice choice(Set<Toolchain> wanted) throws IOException, InterruptedException {
        Map<Toolchain, DebianTool> debian = new LinkedHashMap<>();
        for (Toolchain one : wanted) {
            if (!NpmTools.NAMES.contains(one.name())) {
                debian.put(one, tool(one.name()));
            }
        }
        for (String suite : DebianTool.SUITES) {
            Map<DebianTool, String> releases = new LinkedHashMap<>();
            for (Map.Entry<Toolchain, DebianTool> one : debian.entrySet()) {
                one.getValue()
                        .release(archive, suite, one.getKey().release())
                        .ifPresent(release -> releases.put(one.getValue(), release));
            }
            if (releases.size() == debian.size()) {
                return new Choice(suite, releases);
            }
        }
        throw new UnknownToolchainException("no suite of Debian has "
                + wanted.stream().map(Toolchain::toString).collect(Collectors.joining(" and ")) + "; "
                + offered(debian.keySet()) + "ask for one of these");
    }

    private String offered(Set<Toolchain> wanted) throws IOException, InterruptedException {
        StringBuilder told = new StringBuilder();
        for (Toolchain one : wanted) {
            told.append("of ")
                    .append(one.name())
                    .append(" there is ")
                    .append(String.join(", ", releases(one.name())))
                    .append("; ");
        }
        return told.toString();
    }

    private Fitting fit(Choice choice, Set<Toolchain> wanted, Set<String> extra)
            throws IOException, InterruptedException {
        TreeSet<String> packages = new TreeSet<>(extra);
        TreeMap<String, String> links = new TreeMap<>();
        TreeMap<String, String> tools = new TreeMap<>();
        TreeMap<String, String> mounts = new TreeMap<>();
        TreeMap<String, String> env = new TreeMap<>();
        List<String> path = new ArrayList<>();
        String architecture = DebianArchive.hostArchitecture();
        choice.releases().forEach((tool, release) -> {
            tools.put(tool.name(), release);
            tool.packages().forEach(name -> packages.add(DebianTool.filled(name, release, architecture)));
            tool.links().forEach((name, program) -> links.put(name, DebianTool.filled(program, release, architecture)));
            tool.path().forEach(folder -> path.add(DebianTool.filled(folder, release, architecture)));
            tool.env().forEach((name, value) -> env.put(name, DebianTool.filled(value, release, architecture)));
        });
        if (tools.containsKey("python")) {
            tools.put("uv", uv(mounts, path));
        }
        String node = "";
        // Node.js comes first: the other tools of its registry are chosen to run on it.
        for (Toolchain one : wanted.stream()
                .filter(t -> NpmTools.NAMES.contains(t.name()))
                .sorted(Comparator.comparing((Toolchain t) -> !t.name().equals("node")))
                .toList()) {
            NpmTools.Tool got = npm.get(one.name(), one.release(), node);
            tools.put(one.name(), got.version());
            mounts.put("/opt/" + one.name(), got.folder());
            path.add("/opt/" + one.name() + "/bin");
            if (one.name().equals("node")) {
                node = got.version();
                // node-gyp compiles native modules with these headers.
                env.put("npm_config_nodedir", "/opt/node");
                packages.add("python3");
            }
        }
        return new Fitting(
                systems.of(choice.suite(), packages, links, system()), choice.suite(), tools, mounts, path, env);
    }

    private static DebianTool tool(String name) {
        return DebianTool.named(name)
                .orElseThrow(
                        () -> new UnknownToolchainException("there is no toolchain " + name + "; there are " + NAMES));
    }

    /** uv, which resolves and installs packages for every release of Python. */
    private String uv(Map<String, String> mounts, List<String> path) throws IOException, InterruptedException {
        Path unfinished = Files.createTempDirectory(Files.createDirectories(home.resolve("tools")), "unfinished-");
        try {
            String version = wheels.unpack("uv", "", unfinished);
            String name = "uv-" + version;
            Folders.publish(unfinished, mounted(name));
            mounts.put("/opt/uv", name);
            path.add("/opt/uv/" + name + ".data/scripts");
            return version;
        } finally {
            Folders.delete(unfinished);
        }
    }
}
