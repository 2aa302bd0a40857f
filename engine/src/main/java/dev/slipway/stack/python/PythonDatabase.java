package dev.slipway.stack.python;

import dev.slipway.store.DatabaseUrls;
import dev.slipway.store.MariaDb;
import dev.slipway.store.MongoDb;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Decides the form of the database's URL for Python code. */
final class PythonDatabase {
    private static final Pattern CONVERTS =
            Pattern.compile("postgresql\\+\\w+[^\\n]*(replace|partition|separator|startswith|removeprefix|sub\\()|"
                    + "(replace|partition|startswith|removeprefix|sub\\()[^\\n]*postgres(ql)?(\\+\\w+)?:?");

    private PythonDatabase() {}

    static String url(PythonSource source) {
        PythonPackages packages = source.packages();
        String code = source.files().stream().map(source::code).collect(Collectors.joining("\n"));
        boolean alchemy =
                List.of("sqlalchemy", "sqlmodel", "flask-sqlalchemy").stream().anyMatch(packages::has);
        String mysql = MariaDb.python(packages::has, code, alchemy);
        String postgres = postgres(packages, code, alchemy);
        if (mysql.isEmpty() && postgres.isEmpty()) {
            return MongoDb.url(packages::has);
        }
        String told = DatabaseUrls.scheme(source.tree(), source.dir());
        if (!told.isEmpty()) {
            return told + DatabaseUrls.REST;
        }
        boolean first = !mysql.isEmpty() && code.contains("mysql") && !code.contains("postgres");
        return postgres.isEmpty() || first ? mysql : postgres;
    }

    private static String postgres(PythonPackages packages, String code, boolean alchemy) {
        boolean async = packages.has("asyncpg");
        boolean psycopg = packages.has("psycopg");
        if (!async
                && !psycopg
                && !packages.has("psycopg2")
                && !packages.has("psycopg2-binary")
                && !packages.has("pg8000")) {
            return "";
        }
        if (!alchemy || CONVERTS.matcher(code).find()) {
            return DatabaseUrls.PLAIN;
        }
        for (String scheme : List.of("postgresql+asyncpg", "postgresql+psycopg2", "postgresql+psycopg")) {
            if (code.contains(scheme + "://")) {
                return scheme + DatabaseUrls.REST;
            }
        }
        if (code.contains("create_async_engine")) {
            return (async ? "postgresql+asyncpg" : "postgresql+psycopg") + DatabaseUrls.REST;
        }
        // Without a driver's name in the URL, SQLAlchemy uses psycopg2 up to 2.0 and psycopg from 2.1 on.
        return (psycopg && !packages.has("psycopg2-binary") && !packages.has("psycopg2")
                        ? "postgresql+psycopg"
                        : "postgresql")
                + DatabaseUrls.REST;
    }
}
