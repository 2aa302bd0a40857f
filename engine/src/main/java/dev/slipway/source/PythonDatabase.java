package dev.slipway.source;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The form in which Python code wants its database's URL. */
final class PythonDatabase {
    private static final String REST = "://{user}:{password}@{host}:{port}/{database}";
    private static final Pattern CONVERTS =
            Pattern.compile("postgresql\\+\\w+[^\\n]*(replace|partition|separator|startswith|removeprefix|sub\\()|"
                    + "(replace|partition|startswith|removeprefix|sub\\()[^\\n]*postgres(ql)?(\\+\\w+)?:?");

    private PythonDatabase() {}

    static String url(Tree tree, String dir, PythonPackages packages) {
        boolean async = packages.has("asyncpg");
        boolean psycopg = packages.has("psycopg");
        if (!async
                && !psycopg
                && !packages.has("psycopg2")
                && !packages.has("psycopg2-binary")
                && !packages.has("pg8000")) {
            return "";
        }
        String code = tree.below(dir, f -> f.endsWith(".py") && !PythonEntry.isTest(f)).stream()
                .map(tree::text)
                .collect(Collectors.joining("\n"));
        String told = DatabaseUrls.scheme(tree, dir);
        if (!told.isEmpty()) {
            return told + REST;
        }
        boolean alchemy =
                List.of("sqlalchemy", "sqlmodel", "flask-sqlalchemy").stream().anyMatch(packages::has);
        if (!alchemy || CONVERTS.matcher(code).find()) {
            return "postgresql" + REST;
        }
        for (String scheme : List.of("postgresql+asyncpg", "postgresql+psycopg2", "postgresql+psycopg")) {
            if (code.contains(scheme + "://")) {
                return scheme + REST;
            }
        }
        if (code.contains("create_async_engine")) {
            return (async ? "postgresql+asyncpg" : "postgresql+psycopg") + REST;
        }
        // Without a driver's name, SQLAlchemy takes psycopg2 up to 2.0 and psycopg from 2.1 on.
        return (psycopg && !packages.has("psycopg2-binary") && !packages.has("psycopg2")
                        ? "postgresql+psycopg"
                        : "postgresql")
                + REST;
    }
}
