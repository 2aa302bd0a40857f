package dev.slipway.store;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.RunConfig;
import dev.slipway.application.LayerPaths;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** PostgreSQL 17 from Debian. It has no source: services that need it bring it in. */
public final class Postgres implements Store {
    public static final String ID = "postgres";
    private static final int PORT = 5432;
    private static final Pattern SCHEMES = Pattern.compile("postgres(?:ql)?");
    private static final Pattern CLIENT = Pattern.compile("(?i)\\bpg\\b|psycopg|asyncpg|pgx|lib/pq|postgres");
    /** Code for a hosted database often requires TLS. */
    private static final Pattern TLS = Pattern.compile(
            "sslmode|rejectUnauthorized|[\"']ssl[\"']\\s*:|\\bssl\\s*[:=]\\s*(true|True|\\{|[\"'](require|prefer)|process\\.env|\\w*(ctx|context))");

    @Override
    public int port() {
        return PORT;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Service service(Tree tree, List<String> evidence) {
        return database(
                tree,
                evidence,
                "PostgreSQL 17",
                PORT,
                new AccountVariables("POSTGRES_DB", "POSTGRES_PASSWORD", "POSTGRES_USER"));
    }

    @Override
    public Pattern schemes() {
        return SCHEMES;
    }

    @Override
    public String images() {
        return "postgres(?:ql)?|postgis|pgvector|timescaledb";
    }

    @Override
    public String superuser() {
        return "postgres";
    }

    @Override
    public boolean userNamesDatabase() {
        return true;
    }

    @Override
    public Pattern client() {
        return CLIENT;
    }

    @Override
    public String nowhere() {
        return "postgresql://nobody@localhost:5432/none";
    }

    @Override
    public Keeping keeping() {
        return new Keeping(
                ID,
                "/var/lib/postgresql/data",
                List.of("pg_isready", "--host=127.0.0.1", "--port=@port@", "--quiet"),
                "pg_isready --host=@host@ --port=@port@ --timeout=2",
                "psql --user \"$POSTGRES_USER\" \"$POSTGRES_DB\"");
    }

    @Override
    public StoreQuestion question(StoreQuestion.Access access) {
        return StoreQuestion.query(
                "PGPASSWORD=" + access.password(),
                "psql -h 127.0.0.1 -p " + access.port() + " -U " + access.user() + " -d " + access.database() + " -tAc",
                access.port());
    }

    @Override
    public StoreScripts scripts(Tree tree) {
        return StoreScripts.of(tree, "postgres|postgis|pgvector");
    }

    /**
     * Leaves out the server's LLVM libraries, Perl and Debian's cluster scripts. LLVM takes 120 MB to compile queries,
     * which does not help short ones ({@code jit=off}).
     */
    @Override
    public BuildPlan plan(Tree tree, Service service) {
        boolean tls = asksForTls(tree);
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
        return plan(
                tree,
                packages,
                List.of(
                        "libllvm19",
                        "locales",
                        "locales-all",
                        "perl",
                        "postgresql-client-common",
                        "postgresql-common",
                        "ssl-cert"),
                new RunConfig(
                        List.of(program()),
                        env,
                        "/var/lib/postgresql",
                        LayerPaths.NONROOT,
                        PORT,
                        List.of("/run/postgresql", "/tmp", "/var/lib/postgresql/data")));
    }

    private static boolean asksForTls(Tree tree) {
        return tree
                .below("", file -> file.matches(".*\\.(py|[cm]?[jt]s)|(.*/)?\\.env\\.(example|sample|template)"))
                .stream()
                .anyMatch(file -> TLS.matcher(tree.text(file)).find());
    }
}
