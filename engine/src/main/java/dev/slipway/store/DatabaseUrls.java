package dev.slipway.store;

import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Forms of database URLs. The scheme of a form says which server it leads to. */
public final class DatabaseUrls {
    /** The part of a form behind the scheme. */
    public static final String REST = "://{user}:{password}@{host}:{port}/{database}";

    public static final String PLAIN = "postgresql" + REST;
    public static final String MYSQL = "mysql" + REST;

    /** What Go's driver takes: it has no scheme. */
    public static final String MYSQL_OF_GO = "{user}:{password}@tcp({host}:{port})/{database}?parseTime=true";

    private static final String SCHEME = "((?:postgres(?:ql)?|mysql2?|trilogy|mariadb)(?:\\+\\w+)?)://";
    private static final Pattern FORM =
            Pattern.compile("(?:(?:jdbc:|r2dbc:)?" + SCHEME + "|(mongodb)(?:\\+srv)?://).*");
    private static final Pattern GIVEN = Pattern.compile(
            "(?m)^\\s*-?\\s*(?:export )?\\w*(?:DATABASE|DB|MYSQL|POSTGRES)_UR[LI]\\s*[=:]\\s*[\"']?" + SCHEME);

    private DatabaseUrls() {}

    /**
     * The scheme of the database URL in examples and Compose files of a folder or of the folders around it; empty if
     * they have none.
     */
    public static String scheme(Tree tree, String dir) {
        for (String folder = dir; ; folder = Tree.parent(folder)) {
            for (String name : List.of(
                    ".env.example",
                    ".env.sample",
                    ".env.template",
                    "docker-compose.yml",
                    "docker-compose.yaml",
                    "compose.yaml",
                    "compose.yml")) {
                Matcher matcher = GIVEN.matcher(tree.text(Tree.at(folder, name)));
                if (matcher.find()) {
                    return matcher.group(1);
                }
            }
            if (folder.isEmpty()) {
                return "";
            }
        }
    }

    /** The scheme of a URL or of its form; empty if it is no database URL. */
    public static String scheme(String url) {
        Matcher matcher = FORM.matcher(url);
        return !matcher.matches() ? "" : matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }

    /** Whether the form leads to a database with MySQL's protocol. */
    public static boolean mysql(String form) {
        return scheme(form).matches("(mysql|mariadb|trilogy).*");
    }
}
