package dev.slipway.stack.ruby;

import dev.slipway.application.Amendments;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Health;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Names;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.Comments;
import dev.slipway.stack.HealthPaths;
import dev.slipway.stack.Project;
import dev.slipway.stack.Stack;
import dev.slipway.store.DatabaseUrls;
import dev.slipway.store.Sqlite;
import dev.slipway.store.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Ruby: Rails, and other Rack applications, each with the workers in its Procfile. */
public final class RubyStack implements Stack {
    private static final Pattern SINATRA = Pattern.compile("(?m)^\\s*require ['\"]sinatra['\"]");
    private static final Pattern PROCESS = Pattern.compile("(?m)^([\\w-]+):\\s*(.+?)\\s*$");
    private static final Pattern SESSIONS = Pattern.compile("\\benable :sessions\\b|Rack::Session::Pool");

    @Override
    public String id() {
        return "ruby";
    }

    @Override
    public Optional<String> code(Tree tree, String file) {
        return file.matches(".*\\.rb") ? Optional.of(Comments.RUBY.blanked(tree, file)) : Optional.empty();
    }

    /** How it starts. @param words behind the image's own programs, with {@code {port}} for its port */
    private record Start(List<String> words, int port, String evidence) {}

    @Override
    public List<Project> projects(Tree tree, String dir) {
        Optional<Gemfile> found = Gemfile.of(tree, dir);
        if (found.isEmpty()) {
            return List.of();
        }
        Gemfile gems = found.get();
        RubyCode code = new RubyCode(tree, dir);
        Optional<Rails> rails =
                Rails.at(tree, dir, gems) ? Optional.of(new Rails(tree, dir, gems, code)) : Optional.empty();
        TreeMap<String, MatchResult> lines = new TreeMap<>();
        String procfile = Tree.at(dir, "Procfile");
        PROCESS.matcher(tree.text(procfile)).results().forEach(m -> lines.put(m.group(1), m));
        List<RubyRelease> releases = RubyRelease.by(gems.ruby());
        List<Project> ways = new ArrayList<>();
        for (RubyRelease release : releases) {
            for (Start start : starts(tree, dir, gems, code, rails, release, lines)) {
                ways.add(project(tree, dir, gems, code, rails, release, start, lines));
            }
        }
        if (ways.isEmpty()) {
            return List.of();
        }
        List<Project> all = new ArrayList<>(List.of(ways.getFirst().or(ways.subList(1, ways.size()))));
        Project web = all.getFirst();
        lines.forEach((name, line) -> {
            if (!name.matches("web|release|css|js|vite|assets|console")) {
                all.add(worker(web, name, line.group(2), tree.place(procfile, line.start())));
            }
        });
        return all;
    }

    /** The ways to start it, the author's own first. */
    private static List<Start> starts(
            Tree tree,
            String dir,
            Gemfile gems,
            RubyCode code,
            Optional<Rails> rails,
            RubyRelease release,
            TreeMap<String, MatchResult> lines) {
        List<Start> starts = new ArrayList<>();
        int port = rails.isPresent() ? 3000 : 9292;
        MatchResult web = lines.get("web");
        String procfile = Tree.at(dir, "Procfile");
        if (web != null) {
            starts.add(new Start(shell(web.group(2)), port, tree.place(procfile, web.start())));
        }
        String rack = Tree.at(dir, "config.ru");
        if (gems.has("puma") && (rails.isPresent() || tree.has(rack))) {
            // Its own settings read PORT. A second binding to the same port would fail.
            boolean reads = code.own("config/puma.rb").matches("(?s).*(PORT|\\bbind\\b).*");
            List<String> words =
                    reads ? List.of("puma", "-C", "config/puma.rb") : List.of("puma", "-b", "tcp://0.0.0.0:{port}");
            starts.add(new Start(RubyImage.bundled(release, words), port, gems.file() + ": puma"));
        } else if (rails.isPresent()) {
            starts.add(new Start(
                    RubyImage.bundled(release, List.of("rails", "server", "-b", "0.0.0.0", "-p", "{port}")),
                    port,
                    gems.file() + ": rails"));
        } else if (tree.has(rack)) {
            List<String> words = gems.has("falcon")
                    ? List.of("falcon", "serve", "--bind", "http://0.0.0.0:{port}")
                    : List.of("rackup", "-o", "0.0.0.0", "-p", "{port}");
            starts.add(new Start(RubyImage.bundled(release, words), port, rack));
        } else {
            code.files().stream()
                    .filter(f -> Tree.parent(f).equals(dir)
                            && SINATRA.matcher(code.text(f)).find())
                    .findFirst()
                    .ifPresent(file -> starts.add(new Start(
                            RubyImage.bundled(
                                    release, List.of("ruby", Tree.name(file), "-o", "0.0.0.0", "-p", "{port}")),
                            4567,
                            tree.place(file, 0))));
        }
        return starts;
    }

    private static List<String> shell(String line) {
        return List.of("/bin/sh", "-c", "exec " + line.replaceFirst("^exec ", ""));
    }

    private Project project(
            Tree tree,
            String dir,
            Gemfile gems,
            RubyCode code,
            Optional<Rails> rails,
            RubyRelease release,
            Start start,
            TreeMap<String, MatchResult> lines) {
        List<String> notes = new ArrayList<>(rails.map(Rails::notes).orElse(List.of()));
        if (!gems.ruby().isEmpty() && !gems.ruby().startsWith(release.number())) {
            notes.add(gems.place() + ": Ruby " + gems.ruby() + " is asked for; Debian has " + RubyRelease.shown()
                    + ", and " + release.number() + " is taken");
        }
        if (gems.lock().isEmpty()) {
            notes.add(gems.file() + ": there is no Gemfile.lock, so versions are chosen anew at every build");
        }
        String adapter = rails.map(Rails::adapter)
                .orElseGet(() -> gems.has("pg")
                        ? "postgresql"
                        : gems.has("mysql2") || gems.has("trilogy") ? "mysql2" : gems.has("sqlite3") ? "sqlite3" : "");
        List<EnvVar> env = new ArrayList<>(code.reads());
        env.removeIf(variable -> variable.name().equals("DATABASE_URL") && rails.isPresent());
        List<String> files = List.of();
        List<String> writable = new ArrayList<>();
        Amendments amendments = Amendments.NONE;
        if (rails.isPresent()) {
            env.add(EnvVar.of("SECRET_KEY_BASE", new Value.Secret(), true, Tree.at(dir, "config/application.rb")));
            if (!adapter.isEmpty() && !adapter.equals("sqlite3")) {
                env.add(EnvVar.literal("DATABASE_URL", "", true, Tree.at(dir, "config/database.yml")));
            }
            writable.addAll(List.of(LayerPaths.APP + "/tmp", LayerPaths.APP + "/log"));
            if (adapter.equals("sqlite3")) {
                amendments = amendments.keeping(LayerPaths.APP + "/storage");
            } else if (!tree.below(Tree.at(dir, "storage")).isEmpty() || tree.has(Tree.at(dir, "config/storage.yml"))) {
                writable.add(LayerPaths.APP + "/storage");
            }
        } else if (adapter.equals("sqlite3")) {
            files = Sqlite.files(code.files(), tree::text);
            writable.add(Sqlite.FOLDER);
        }
        if (adapter.equals("sqlite3")) {
            notes.add(Sqlite.note(gems.file()));
        }
        Optional<String> sessions = code.place(SESSIONS)
                .filter(place -> code.place(Pattern.compile("Session::Pool")).isPresent());
        if (sessions.isPresent()) {
            notes.add(sessions.get() + ": it keeps sessions in its memory, so it has one pod");
            amendments = amendments.alone();
        }
        String health = rails.map(Rails::health).orElse("");
        Service service = new Service(
                        Names.service(dir, Role.BACKEND),
                        Role.BACKEND,
                        id(),
                        "Ruby " + release.number() + framework(gems, rails),
                        dir,
                        start.port(),
                        env,
                        List.of(),
                        rails.isPresent() ? new Health(health, health, "", "") : HealthPaths.choose(code.routes(), ""),
                        migration(rails, release, adapter, lines),
                        List.of(gems.file(), start.evidence()))
                .amended(amendments);
        RubyImage image = new RubyImage(tree, dir, gems, release, rails, start.words(), writable, files);
        String url = switch (adapter) {
            case "postgresql", "postgis" -> DatabaseUrls.PLAIN;
            case "mysql2" -> "mysql2" + DatabaseUrls.REST;
            case "trilogy" -> "trilogy" + DatabaseUrls.REST;
            default -> "";
        };
        return new Project(service, url, Stores.uses(gems::has, gem -> gems.file()), notes, image::plan);
    }

    private static String framework(Gemfile gems, Optional<Rails> rails) {
        return rails.isPresent()
                ? ", Rails" + gems.shown("rails")
                : gems.has("sinatra")
                        ? ", Sinatra" + gems.shown("sinatra")
                        : gems.has("roda") ? ", Roda" : gems.has("hanami") ? ", Hanami" : ", Rack";
    }

    private static List<String> migration(
            Optional<Rails> rails, RubyRelease release, String adapter, TreeMap<String, MatchResult> lines) {
        MatchResult line = lines.get("release");
        if (line != null) {
            return List.of("/bin/sh", "-c", line.group(2));
        }
        return rails.isPresent() && !adapter.isEmpty()
                ? RubyImage.bundled(release, List.of("rails", "db:prepare"))
                : List.of();
    }

    /** A program of the same source that works for a queue or a schedule. */
    private static Project worker(Project web, String process, String line, String place) {
        Service of = web.service();
        String name = of.name() + "-" + Names.label(process, "worker");
        Service service = new Service(
                        Names.label(name, "worker"),
                        Role.WORKER,
                        of.stack(),
                        of.description() + ": " + line,
                        of.dir(),
                        0,
                        of.env(),
                        of.needs(),
                        Health.NONE,
                        List.of(),
                        List.of(place),
                        shell(line),
                        false,
                        List.of())
                .amended(of.amendments());
        return web.or(List.of()).with(service);
    }
}
