package dev.slipway.stack.php;

import dev.slipway.application.BuildPlan.Text;
import dev.slipway.application.Health;
import java.util.List;
import java.util.Map;

/**
 * What a framework needs in an image, beside PHP, a web server and the code.
 *
 * @param name for people; empty if there is none
 * @param built arguments of PHP that run in the project's folder after its packages are installed
 * @param writable folders that it writes to, relative to the project's folder
 * @param folders that have to exist during the build, relative to the project's folder
 * @param begin lines of PHP that run before the web server starts, and before a migration
 * @param env variables of the image
 * @param migrate arguments of PHP that migrate the database; empty for none
 * @param texts further files of the image
 * @param front whether its {@code index.php} answers every path that is no file
 */
record Framework(
        String name,
        List<String> built,
        List<String> writable,
        List<String> folders,
        List<String> begin,
        Map<String, String> env,
        List<String> migrate,
        Health health,
        List<Text> texts,
        boolean front) {
    Framework {
        built = List.copyOf(built);
        writable = List.copyOf(writable);
        folders = List.copyOf(folders);
        begin = List.copyOf(begin);
        env = Map.copyOf(env);
        migrate = List.copyOf(migrate);
        texts = List.copyOf(texts);
    }

    /** PHP without a framework, or with one that needs nothing in particular. */
    static Framework plain(String name, boolean front) {
        return new Framework(
                name, List.of(), List.of(), List.of(), List.of(), Map.of(), List.of(), Health.NONE, List.of(), front);
    }
}
