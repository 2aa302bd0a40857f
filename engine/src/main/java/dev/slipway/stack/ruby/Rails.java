package dev.slipway.stack.ruby;

import dev.slipway.application.BuildPlan.Text;
import dev.slipway.application.LayerPaths;
import dev.slipway.inventory.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The special parts of Rails: its database, its assets, and settings that would refuse the cluster's own requests. */
final class Rails {
    private static final Pattern ADAPTER = Pattern.compile("(?m)^\\s*adapter:\\s*(?:<%=.*?['\"])?(\\w+)");
    private static final Pattern FORCES = Pattern.compile("(?m)^\\s*config\\.force_ssl\\s*=\\s*true");
    private static final Pattern HOSTS = Pattern.compile("(?m)^\\s*config\\.hosts\\s*(=|<<|\\.)");
    private static final Pattern UP = Pattern.compile("['\"]/?(up|healthz?|health_check)['\"]");
    private static final Pattern KEY = Pattern.compile("(?m)^\\s*config\\.require_master_key\\s*=\\s*true");
    private static final String PRODUCTION = "config/environments/production.rb";

    private final Tree tree;
    private final String dir;
    private final Gemfile gems;
    private final RubyCode code;

    Rails(Tree tree, String dir, Gemfile gems, RubyCode code) {
        this.tree = tree;
        this.dir = dir;
        this.gems = gems;
        this.code = code;
    }

    static boolean at(Tree tree, String dir, Gemfile gems) {
        return (gems.has("rails") || gems.has("railties")) && tree.has(Tree.at(dir, "config/application.rb"));
    }

    /** {@code sqlite3}, {@code postgresql}, {@code mysql2} or {@code trilogy}; empty if it has none. */
    String adapter() {
        Matcher adapter =
                ADAPTER.matcher(tree.text(Tree.at(dir, "config/database.yml")).replaceAll("(?m)^\\s*#.*$", ""));
        String named = adapter.find() ? adapter.group(1) : "";
        // Adapters in the file without a gem are samples.
        return named.equals("sqlite3") && !gems.has("sqlite3") && gems.has("pg") ? "postgresql" : named;
    }

    boolean assets() {
        return (gems.has("sprockets-rails") || gems.has("propshaft") || gems.has("sprockets"))
                && !tree.below(Tree.at(dir, "app/assets")).isEmpty();
    }

    boolean packages() {
        return tree.has(Tree.at(dir, "package.json"));
    }

    String health() {
        Matcher up = UP.matcher(code.own("config/routes.rb"));
        return up.find() ? "/" + up.group(1) : "";
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        String production = code.own(PRODUCTION);
        place(FORCES, production)
                .forEach(
                        place -> notes.add(
                                place
                                        + ": force_ssl would lead the cluster's own requests elsewhere; the image has it off (FORCE_SSL=true for on)"));
        place(HOSTS, production)
                .forEach(
                        place -> notes.add(
                                place
                                        + ": config.hosts would refuse the cluster's own requests, which ask pods by their address; the image has it empty"));
        place(KEY, production)
                .forEach(
                        place -> notes.add(
                                place
                                        + ": it does not start without RAILS_MASTER_KEY: --set services.NAME.env.RAILS_MASTER_KEY=..."));
        return notes;
    }

    private List<String> place(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? List.of(tree.place(Tree.at(dir, PRODUCTION), matcher.start())) : List.of();
    }

    /** Settings of the image that are read after the project's own. */
    List<Text> texts() {
        String production = code.own(PRODUCTION);
        StringBuilder lines = new StringBuilder();
        if (FORCES.matcher(production).find()) {
            lines.append("Rails.application.config.force_ssl = ENV[\"FORCE_SSL\"] == \"true\"\n");
        }
        if (HOSTS.matcher(production).find()) {
            lines.append("Rails.application.config.hosts.clear\n");
        }
        return lines.isEmpty()
                ? List.of()
                : List.of(new Text(
                        LayerPaths.APP + "/config/initializers/zz_slipway.rb",
                        0644,
                        "# Written by Slipway.\n" + lines));
    }
}
