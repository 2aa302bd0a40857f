package dev.slipway.stack.beam;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Copy;
import dev.slipway.application.BuildPlan.LayerPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.application.EnvVar;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Names;
import dev.slipway.application.Profile;
import dev.slipway.application.Profile.Tool;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.Comments;
import dev.slipway.stack.EnvReads;
import dev.slipway.stack.FolderStack;
import dev.slipway.stack.HealthPaths;
import dev.slipway.store.DatabaseUrls;
import dev.slipway.store.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An Elixir application that listens, built as a release of Mix with its own runtime. */
public final class ElixirStack implements FolderStack {
    private static final int PORT = 4000;
    private static final String RELEASE = LayerPaths.made("release");
    private static final Pattern APP = Pattern.compile("\\bapp:\\s*:(\\w+)");
    private static final Pattern DEPENDENCY = Pattern.compile("\\{\\s*:(\\w+)\\s*,");
    private static final Pattern LISTENS =
            Pattern.compile(":gen_tcp\\.listen|:inets\\.start|:httpd\\b|Plug\\.Cowboy|\\bBandit\\b|:cowboy\\.start");
    private static final Pattern READ = Pattern.compile(
            "System\\.(get_env|fetch_env!)\\(\\s*\"([A-Z][A-Z0-9_]+)\"(?:\\s*,\\s*\"([^\"]*)\")?\\s*\\)(?:\\s*\\|\\|\\s*(?:\"([^\"]*)\"|(raise)))?");
    private static final List<Pattern> PORTS = List.of(
            Pattern.compile("\"PORT\"\\s*(?:\\)\\s*\\|\\||,)\\s*\"(\\d{2,5})\""),
            Pattern.compile("\\bport:\\s*(\\d{2,5})"));
    private static final Pattern ROUTE = Pattern.compile("(?m)^\\s*get[ (]\\s*\"(/[\\w/-]*)\"");
    private static final String MIGRATES =
            "Application.load(:@app@); for repo <- Application.fetch_env!(:@app@, :ecto_repos), do: {:ok, _, _} = Ecto.Migrator.with_repo(repo, &Ecto.Migrator.run(&1, :up, all: true))";

    @Override
    public String id() {
        return "elixir";
    }

    @Override
    public Optional<String> code(Tree tree, String file) {
        return file.matches(".*\\.exs?") ? Optional.of(Comments.ELIXIR.blanked(tree, file)) : Optional.empty();
    }

    @Override
    public Optional<Candidate> detect(Tree tree, String dir) {
        String file = Tree.at(dir, "mix.exs");
        String manifest = Comments.ELIXIR.blanked(tree, file);
        Matcher app = APP.matcher(manifest);
        if (!app.find()) {
            return Optional.empty();
        }
        List<String> dependencies =
                DEPENDENCY.matcher(manifest).results().map(m -> m.group(1)).toList();
        List<String> files = tree.below(
                dir, f -> f.matches(".*\\.exs?") && !f.matches("(.*/)?(test|deps|priv)/.*") && !f.equals(file));
        boolean serves = dependencies.stream().anyMatch(d -> d.matches("phoenix|bandit|plug_cowboy|cowboy"))
                || files.stream()
                        .anyMatch(f -> LISTENS.matcher(Comments.ELIXIR.blanked(tree, f))
                                .find());
        if (!serves) {
            return Optional.empty();
        }
        boolean phoenix = dependencies.contains("phoenix");
        EnvReads env = new EnvReads();
        List<HealthPaths.Route> routes = new ArrayList<>();
        for (String one : files) {
            if (one.matches("(.*/)?config/(dev|test)\\.exs")) {
                continue;
            }
            String code = Comments.ELIXIR.blanked(tree, one);
            READ.matcher(code)
                    .results()
                    .filter(
                            m -> !m.group(2)
                                    .matches(
                                            "PHX_SERVER|PHX_HOST|SECRET_KEY_BASE|MIX_.*|RELEASE_.*|ECTO_IPV6|POOL_SIZE|DNS_CLUSTER_QUERY"))
                    .forEach(m -> env.add(
                            m.group(2),
                            m.group(3) != null ? m.group(3) : m.group(4) != null ? m.group(4) : "",
                            m.group(1).equals("fetch_env!") || m.group(5) != null,
                            tree.place(one, m.start())));
            ROUTE.matcher(code).results().forEach(m -> routes.add(new HealthPaths.Route(m.group(1), false)));
        }
        if (phoenix) {
            env.add(EnvVar.of("SECRET_KEY_BASE", new Value.Secret(), true, Tree.at(dir, "config/runtime.exs")));
        }
        boolean ecto = dependencies.contains("ecto_sql");
        Service service = new Service(
                Names.service(dir, Role.BACKEND),
                Role.BACKEND,
                id(),
                "Elixir" + (phoenix ? ", Phoenix" : ""),
                dir,
                tree.number(files, PORTS).orElse(PORT),
                env.all(),
                List.of(),
                HealthPaths.choose(routes, ""),
                ecto
                        ? List.of(
                                LayerPaths.APP + "/bin/" + app.group(1),
                                "eval",
                                MIGRATES.replace("@app@", app.group(1)))
                        : List.of(),
                List.of(tree.place(file, app.start())));
        String database = dependencies.contains("postgrex")
                ? DatabaseUrls.PLAIN
                : dependencies.contains("myxql") ? DatabaseUrls.MYSQL : "";
        return Optional.of(
                new Candidate(service, database, Stores.uses(dependencies::contains, library -> file), List.of()));
    }

    @Override
    public BuildPlan plan(Tree tree, Service service, List<Service> all) {
        String dir = service.dir();
        String manifest = Comments.ELIXIR.blanked(tree, Tree.at(dir, "mix.exs"));
        Matcher app = APP.matcher(manifest);
        String name = app.find() ? app.group(1) : "";
        Map<String, String> env = Map.of("MIX_ENV", "prod", "MIX_REBAR3", "/usr/bin/rebar3");
        List<Step> steps = new ArrayList<>();
        if (DEPENDENCY.matcher(manifest).find()) {
            steps.add(new Step(
                            "packages",
                            List.of("mix", "deps.get", "--only", "prod"),
                            dir,
                            env,
                            List.of(Tree.at(dir, "mix.*")),
                            List.of(Tree.at(dir, "deps")))
                    .fetching());
        }
        if (manifest.contains("\"assets.deploy\"")) {
            steps.add(
                    new Step("assets", List.of("mix", "assets.deploy"), dir, env, List.of("**"), List.of()).fetching());
        }
        steps.add(new Step(
                "release",
                List.of("mix", "release", "--overwrite", "--path", LayerPaths.up(dir) + RELEASE),
                dir,
                env,
                List.of("**"),
                List.of(RELEASE)));
        steps.replaceAll(step -> step.needing("elixir", "").needing("erlang", ""));
        return new BuildPlan(
                        "trixie",
                        List.of(
                                "coreutils",
                                "dash",
                                "gawk",
                                "grep",
                                "libncurses6",
                                "libsctp1",
                                "libssl3t64",
                                "libstdc++6",
                                "sed",
                                "zlib1g"),
                        List.of(),
                        tree.content(dir),
                        steps,
                        List.of(new LayerPlan("code", List.of(new Copy(RELEASE, LayerPaths.APP)))),
                        new RunConfig(
                                List.of(LayerPaths.APP + "/bin/" + name, "start"),
                                Map.of(
                                        "HOME", "/tmp",
                                        "LANG", "C.UTF-8",
                                        "PHX_HOST", "localhost",
                                        "PHX_SERVER", "true",
                                        "PORT", Integer.toString(service.port()),
                                        "RELEASE_DISTRIBUTION", "none",
                                        "RELEASE_TMP", "/tmp"),
                                LayerPaths.APP,
                                LayerPaths.NONROOT,
                                service.port(),
                                List.of("/tmp")))
                .with(new Profile(
                                60,
                                new Profile.Sizing(50, 128, 256, 60),
                                List.of(new Tool("mix", "elixir", "erlang-dev")),
                                List.of())
                        .withBuilding(List.of("erlang-hex", "rebar3")));
    }
}
