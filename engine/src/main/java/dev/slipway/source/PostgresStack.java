package dev.slipway.source;

import dev.slipway.source.BuildPlan.LayerPlan;
import dev.slipway.source.BuildPlan.RunConfig;
import dev.slipway.source.BuildPlan.Text;
import dev.slipway.source.EnvVar.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** PostgreSQL 17 from Debian: it has no source, other services' need of it brings it in. */
final class PostgresStack implements Store {
    static final String ID = "postgres";
    static final int PORT = 5432;
    /** Code that lives with a database of some provider's often insists on TLS. */
    private static final Pattern TLS = Pattern.compile(
            "sslmode|rejectUnauthorized|[\"']ssl[\"']\\s*:|\\bssl\\s*[:=]\\s*(true|True|\\{|[\"'](require|prefer)|process\\.env|\\w*(ctx|context))");

    private static final String START = "/usr/local/bin/start-postgres";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Service service(List<String> evidence) {
        String first = evidence.getFirst();
        return new Service(
                ID,
                Role.DATABASE,
                ID,
                "PostgreSQL 17",
                "",
                PORT,
                List.of(
                        new EnvVar("POSTGRES_DB", Kind.DATABASE_URL, "{database}", true, first),
                        new EnvVar("POSTGRES_PASSWORD", Kind.DATABASE_URL, "{password}", true, first),
                        new EnvVar("POSTGRES_USER", Kind.DATABASE_URL, "{user}", true, first)),
                List.of(),
                Health.NONE,
                List.of(),
                evidence);
    }

    /**
     * The server's libraries for LLVM (compiles queries: 120 MB for what short queries do not use; {@code jit=off}), Perl and
     * the cluster scripts of Debian are left out.
     */
    @Override
    public BuildPlan plan(Tree tree, Service service, List<Service> all) {
        boolean tls = asked(tree);
        List<String> packages =
                new ArrayList<>(List.of("coreutils", "dash", "postgresql-17", "postgresql-client-17", "tzdata"));
        Map<String, String> env = new TreeMap<>(Map.of(
                "PATH", "/usr/lib/postgresql/17/bin:/usr/local/bin:/usr/bin:/bin",
                "PGDATA", "/var/lib/postgresql/data/pgdata",
                "PGHOST", "/run/postgresql"));
        if (tls) {
            packages.add("openssl");
            env.put("POSTGRES_TLS", "on");
        }
        return new BuildPlan(
                "trixie",
                packages,
                List.of(
                        "libllvm19",
                        "locales",
                        "locales-all",
                        "perl",
                        "postgresql-client-common",
                        "postgresql-common",
                        "ssl-cert"),
                List.of(),
                List.of(),
                List.of(new LayerPlan(
                        "code", List.of(), List.of(new Text(START, 0755, Resources.text("start-postgres.sh"))))),
                new RunConfig(
                        List.of(START),
                        env,
                        "/var/lib/postgresql",
                        LayerPaths.NONROOT,
                        PORT,
                        List.of("/run/postgresql", "/tmp", "/var/lib/postgresql/data")));
    }

    private static boolean asked(Tree tree) {
        return tree
                .below("", file -> file.matches(".*\\.(py|[cm]?[jt]s)|(.*/)?\\.env\\.(example|sample|template)"))
                .stream()
                .anyMatch(file -> TLS.matcher(tree.text(file)).find());
    }
}
