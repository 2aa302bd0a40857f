package dev.slipway.stack.php;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * PHP's extensions: their Debian packages, and the settings that load them, because no script of the packages does so.
 */
final class Extensions {
    /** Extensions that official builds of PHP enable and that frameworks expect. */
    private static final List<String> USUAL = List.of(
            "ctype",
            "curl",
            "dom",
            "exif",
            "fileinfo",
            "iconv",
            "mbstring",
            "pdo",
            "phar",
            "posix",
            "simplexml",
            "tokenizer",
            "xml",
            "xmlreader",
            "xmlwriter",
            "zip");

    /** Packages that contain several extensions, by the package's last word. {@code common} is always there. */
    private static final Map<String, List<String>> PACKAGES = Map.of(
            "common",
            List.of(
                    "calendar",
                    "ctype",
                    "exif",
                    "ffi",
                    "fileinfo",
                    "ftp",
                    "gettext",
                    "iconv",
                    "pdo",
                    "phar",
                    "posix",
                    "shmop",
                    "sockets",
                    "sysvmsg",
                    "sysvsem",
                    "sysvshm",
                    "tokenizer"),
            "mysql",
            List.of("mysqlnd", "mysqli", "pdo_mysql"),
            "pgsql",
            List.of("pgsql", "pdo_pgsql"),
            "sqlite3",
            List.of("sqlite3", "pdo_sqlite"),
            "xml",
            List.of("dom", "simplexml", "xml", "xmlreader", "xmlwriter", "xsl"));

    /** Extensions that are part of PHP itself. */
    private static final Set<String> BUILT_IN = Set.of(
            "core",
            "date",
            "filter",
            "hash",
            "json",
            "libxml",
            "openssl",
            "pcntl",
            "pcre",
            "random",
            "reflection",
            "session",
            "spl",
            "standard",
            "zlib",
            "sodium",
            "opcache",
            "zend-opcache");

    /** Extensions that are loaded first, because others need them. */
    private static final List<String> FIRST = List.of("mysqlnd", "pdo", "xml", "dom", "igbinary", "msgpack");

    private final TreeSet<String> names = new TreeSet<>(USUAL);

    Extensions(Collection<String> wanted) {
        wanted.stream().filter(name -> !BUILT_IN.contains(name)).forEach(names::add);
        if (names.contains("mysqli") || names.contains("pdo_mysql")) {
            names.add("mysqlnd");
        }
    }

    /** Debian packages of the image. */
    List<String> packages(String release) {
        return names.stream()
                .map(Extensions::packageOf)
                .filter(name -> !name.equals("common"))
                .distinct()
                .map(name -> "php" + release + "-" + name)
                .toList();
    }

    private static String packageOf(String extension) {
        return PACKAGES.entrySet().stream()
                .filter(entry -> entry.getValue().contains(extension))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(extension);
    }

    /** Lines of {@code php.ini} that load them, each after those that it needs. */
    String lines() {
        List<String> order =
                new ArrayList<>(FIRST.stream().filter(names::contains).toList());
        names.stream().filter(name -> !order.contains(name)).forEach(order::add);
        return "zend_extension=opcache\n"
                + order.stream().map(name -> "extension=" + name + "\n").collect(Collectors.joining());
    }
}
