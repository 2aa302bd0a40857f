package dev.slipway.source;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What examples and compose files tell of a database's URL: its scheme, never more. */
final class DatabaseUrls {
    static final String PLAIN = "postgresql://{user}:{password}@{host}:{port}/{database}";
    /** The form of a URL that leads to no database. */
    static final String NOWHERE = "postgresql://nobody@localhost:5432/none";

    private static final Pattern GIVEN = Pattern.compile(
            "(?m)^\\s*-?\\s*(?:export )?\\w*DATABASE_UR[LI]\\s*[=:]\\s*[\"']?(postgres(?:ql)?(?:\\+\\w+)?)://");

    private DatabaseUrls() {}

    static String scheme(Tree tree, String dir) {
        for (String folder : List.of(dir, "")) {
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
        }
        return "";
    }
}
