package dev.slipway.debian;

import java.util.List;
import java.util.Set;

/**
 * Debian's file hierarchy since bookworm, in which {@code /bin}, {@code /sbin} and {@code /lib*} are links into {@code
 * /usr}. It also knows which files of a package a container does not need.
 */
final class UsrMerge {
    static final List<String> LINKS = List.of("bin", "sbin", "lib");
    private static final Set<String> MERGED = Set.of("bin", "sbin", "lib", "lib32", "lib64", "libx32");
    private static final List<String> UNUSED = List.of(
            "/usr/share/man/",
            "/usr/share/locale/",
            "/usr/share/info/",
            "/usr/share/lintian/",
            "/usr/share/linda/",
            "/usr/share/bug/",
            "/usr/share/doc-base/",
            "/usr/share/groff/",
            "/usr/share/gtk-doc/",
            "/usr/share/help/");
    private static final String DOC = "/usr/share/doc/";

    private UsrMerge() {}

    /** The absolute path of a package's member {@code ./lib/x}: {@code /usr/lib/x}. */
    static String path(String member) {
        StringBuilder path = new StringBuilder();
        for (String part : member.split("/")) {
            if (part.equals("..") || part.indexOf('\0') >= 0 || part.indexOf('\n') >= 0 || part.indexOf('\t') >= 0) {
                throw new DebianException("refused the member '" + member + "' of a package: not a normal path;"
                        + " the package is broken or hostile");
            }
            if (!part.isEmpty() && !part.equals(".")) {
                if (path.isEmpty() && MERGED.contains(part)) {
                    path.append("/usr");
                }
                path.append('/').append(part);
            }
        }
        return path.isEmpty() ? "/" : path.toString();
    }

    /** Whether a member is one of the links themselves, or a folder in their place. */
    static boolean isMergedRoot(String member) {
        String bare = member.replaceFirst("^(\\./|/)+", "").replaceFirst("/+$", "");
        return MERGED.contains(bare);
    }

    /**
     * Whether it is documentation, a manual or a translation. The copyright file is kept, because it must go with the
     * files.
     */
    static boolean isUnused(String path) {
        String within = path + "/";
        if (within.startsWith(DOC)) {
            String[] parts = path.substring(DOC.length() - 1).split("/");
            boolean copyright = parts.length == 3 && parts[2].equals("copyright");
            return parts.length > 2 && !copyright;
        }
        return UNUSED.stream().anyMatch(within::startsWith);
    }
}
