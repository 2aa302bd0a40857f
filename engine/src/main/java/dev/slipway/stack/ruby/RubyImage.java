package dev.slipway.stack.ruby;

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
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Plans the image of a Ruby project: Ruby, the gems, the code. */
final class RubyImage {
    private static final String GEMS = LayerPaths.made("gems");
    private static final String FILES = LayerPaths.made("app");
    private static final String HOME = "/usr/local/lib/gems";
    private static final List<String> COMPILING =
            List.of("libffi-dev", "libssl-dev", "libyaml-dev", "zlib1g-dev", "libgmp-dev");

    /** Debian packages with which compiled gems link, for the build and in the image. */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "pg", List.of("libpq-dev", "libpq5"),
            "mysql2", List.of("libmariadb-dev", "libmariadb3"),
            "sqlite3", List.of("libsqlite3-dev", "libsqlite3-0"),
            "ruby-vips", List.of("libvips-dev", "libvips42"),
            "image_processing", List.of("libvips-dev", "libvips42"),
            "rmagick", List.of("libmagickwand-dev", "imagemagick"));

    private final Tree tree;
    private final String dir;
    private final Gemfile gems;
    private final RubyRelease release;
    private final Optional<Rails> rails;
    private final List<String> start;
    private final List<String> writable;
    private final List<String> files;

    /**
     * @param start the words that start it, behind Ruby's own program or a shell's
     * @param files data files that the code names, relative to its working folder
     */
    RubyImage(
            Tree tree,
            String dir,
            Gemfile gems,
            RubyRelease release,
            Optional<Rails> rails,
            List<String> start,
            List<String> writable,
            List<String> files) {
        this.tree = tree;
        this.dir = dir;
        this.gems = gems;
        this.release = release;
        this.rails = rails;
        this.start = List.copyOf(start);
        this.writable = List.copyOf(writable);
        this.files = List.copyOf(files);
    }

    static String program(RubyRelease release) {
        return "/usr/bin/ruby" + release.number();
    }

    /** A command that sees the gems of the manifest. */
    static List<String> bundled(RubyRelease release, List<String> words) {
        List<String> all = new ArrayList<>(List.of(program(release), "-S", "bundle", "exec"));
        all.addAll(words);
        return List.copyOf(all);
    }

    BuildPlan plan(Service service, List<Service> peers) {
        RubyRelease chosen =
                service.amendments().release().flatMap(RubyRelease::of).orElse(release);
        List<String> source = tree.content(dir).stream()
                .filter(file -> peers.stream().noneMatch(peer -> inside(peer.dir(), file)))
                .toList();
        TreeSet<String> packages = new TreeSet<>(
                List.of("coreutils", "dash", "ruby", "ruby" + chosen.number(), "ruby-bundler", "ruby-rubygems"));
        TreeSet<String> building = new TreeSet<>(COMPILING);
        LIBRARIES.forEach((gem, names) -> {
            if (gems.has(gem)) {
                building.add(names.getFirst());
                packages.add(names.getLast());
            }
        });
        List<String> folders = new ArrayList<>(List.of("/tmp"));
        writable.forEach(folders::add);
        return new BuildPlan(
                        chosen.suite(),
                        List.copyOf(packages),
                        List.of("fonts-lato", "rubygems-integration-doc"),
                        source,
                        steps(chosen, service.amendments().dependencies()),
                        layers(),
                        new RunConfig(
                                started(service.port()),
                                env(service.port()),
                                LayerPaths.APP,
                                LayerPaths.NONROOT,
                                service.port(),
                                folders))
                .with(new Profile(
                                75,
                                new Profile.Sizing(50, 128, 384, 90),
                                List.of(new Tool(
                                        "sh",
                                        "bundler",
                                        "g++",
                                        "gcc",
                                        "make",
                                        "ruby" + chosen.number(),
                                        "ruby" + chosen.number() + "-dev")),
                                List.of())
                        .withBuilding(List.copyOf(building)));
    }

    private List<String> started(int port) {
        return start.stream()
                .map(word -> word.replace("{port}", Integer.toString(port)))
                .toList();
    }

    private boolean inside(String other, String file) {
        return !other.isEmpty() && !other.equals(dir) && !dir.startsWith(other + "/") && file.startsWith(other + "/");
    }

    private Map<String, String> env(int port) {
        Map<String, String> env = new TreeMap<>(Map.of(
                "BUNDLE_FROZEN", "true",
                "BUNDLE_VERSION", "system",
                "BUNDLE_WITHOUT", "development:test",
                "GEM_HOME", HOME,
                "HOME", "/tmp",
                "LANG", "C.UTF-8",
                "PORT", Integer.toString(port),
                "RACK_ENV", "production",
                "APP_ENV", "production"));
        if (rails.isPresent()) {
            env.putAll(Map.of(
                    "RAILS_ENV", "production",
                    "RAILS_LOG_TO_STDOUT", "1",
                    "RAILS_SERVE_STATIC_FILES", "1",
                    "BOOTSNAP_CACHE_DIR", "/tmp",
                    "PIDFILE", "/tmp/server.pid"));
        }
        return env;
    }

    private List<Step> steps(RubyRelease chosen, List<String> more) {
        List<Step> steps = new ArrayList<>();
        String gemHome = "export GEM_HOME=\"$PWD/" + LayerPaths.up(dir) + GEMS + "\"";
        Map<String, String> env =
                Map.of("BUNDLE_WITHOUT", "development:test", "BUNDLE_VERSION", "system", "BUNDLE_JOBS", "2");
        StringBuilder script = new StringBuilder(gemHome + " && mkdir -p \"$GEM_HOME\"");
        if (gems.insists() && !gems.ruby().startsWith(chosen.number())) {
            // Bundler would refuse a release other than the manifest's. A note says so.
            script.append(" && ruby -pi -e '$_ = \"# \" + $_ if $_ =~ /^\\s*ruby[\\s(]/' Gemfile");
        }
        for (String gem : more) {
            script.append(" && bundle add ").append(gem).append(" --skip-install");
        }
        // A gem that the room has as a Debian package is taken if it fits. A lock from another system gets this
        // platform.
        script.append(" && { bundle install --local --quiet 2>/dev/null"
                + " || { if [ -f Gemfile.lock ]; then bundle lock --add-platform \"$(uname -m)-linux\"; fi && bundle install; }; }"
                + " && rm -rf \"$GEM_HOME/cache\" \"$GEM_HOME/doc\"");
        steps.add(new Step(
                        "gems",
                        List.of("sh", "-c", script.toString()),
                        dir,
                        env,
                        List.of(Tree.at(dir, "Gemfile*"), Tree.at(dir, "*.gemspec"), Tree.at(dir, ".ruby-version")),
                        List.of(GEMS))
                .needing("ruby", chosen.number())
                .fetching());
        if (rails.isPresent() && rails.get().packages()) {
            steps.add(new Step(
                    "packages of the page",
                    List.of("sh", "-c", "npm install --no-audit --no-fund"),
                    dir,
                    Map.of(),
                    List.of(Tree.at(dir, "package*.json")),
                    List.of()));
        }
        if (rails.isPresent() && rails.get().assets()) {
            Map<String, String> production = new TreeMap<>(env);
            production.putAll(Map.of(
                    "RAILS_ENV",
                    "production",
                    "SECRET_KEY_BASE",
                    "for-this-build-alone",
                    "SECRET_KEY_BASE_DUMMY",
                    "1"));
            steps.add(new Step(
                            "assets",
                            List.of("sh", "-c", gemHome + " && bundle exec rails assets:precompile"),
                            dir,
                            production,
                            List.of("**", GEMS),
                            List.of())
                    .needing("ruby", chosen.number()));
        }
        steps.add(new Step(
                "collect",
                List.of(
                        "sh",
                        "-c",
                        LayerPaths.gathering(
                                dir, FILES, List.of("./node_modules", "./spec", "./test", "./tmp", "./log", "./.git"))),
                "",
                Map.of(),
                List.of("**", GEMS),
                List.of(FILES)));
        if (!files.isEmpty()) {
            steps.add(Sqlite.step(files));
        }
        return steps;
    }

    private List<LayerPlan> layers() {
        List<Copy> code = new ArrayList<>(List.of(new Copy(FILES, LayerPaths.APP)));
        if (!files.isEmpty()) {
            code.add(Sqlite.copy(LayerPaths.APP));
        }
        return List.of(
                new LayerPlan("dependencies", List.of(new Copy(GEMS, HOME))),
                new LayerPlan("code", code, rails.map(Rails::texts).orElse(List.of())));
    }
}
