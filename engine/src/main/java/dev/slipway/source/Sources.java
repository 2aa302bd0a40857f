package dev.slipway.source;

import dev.slipway.gate.Failure;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.gate.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the services in a source tree; {@link Reading} tells how each becomes an image, too. */
public final class Sources {
    /** A file in a build folder that is there if the page could not get its fonts from Google. */
    public static final String FONTS_STOOD_IN = GoogleFonts.ANSWERS;

    /** A folder among the writable ones whose content has to stay: the service that has it is one pod with a volume. */
    public static final String KEPT = Sqlite.FOLDER;

    /** The secret that Redis wants; the variables that lead there hold it. */
    public static final String CACHE_PASSWORD = RedisStack.PASSWORD;

    /** A file in a build folder that is there if a page was built without its checks, with what they found. */
    public static final String UNCHECKED = NextLenient.UNCHECKED;

    /** A file in a build folder that is there if Prisma's client does without its engines, with its version. */
    public static final String ENGINELESS = Prisma.ENGINELESS;

    private Sources() {}

    /** The application in the workspace's source folder, or in the one that its {@code slipway.yaml} leads to. */
    public static Application read(Workspace workspace) {
        return read(workspace, Map.of());
    }

    /**
     * The same with settings that win over those of {@code slipway.yaml}.
     *
     * @param set by path: {@code services.backend.env.LOG_LEVEL} to {@code debug}
     * @throws SlipwayFailure SLIP-110 where no service is found, SLIP-111 where settings are wrong, SLIP-112 where there is
     *     no such folder
     */
    public static Application read(Workspace workspace, Map<String, String> set) {
        return new Reading(workspace, set).application();
    }

    /**
     * The workspace of the application itself: {@code slipway.yaml} may say {@code source: folder}. What Slipway writes goes
     * to that folder's {@code .slipway}.
     */
    public static Workspace root(Workspace workspace) {
        Path source = workspace.source();
        if (!Files.isDirectory(source)) {
            throw new SlipwayFailure(new Failure(
                    "SLIP-112",
                    "There is no folder " + source + ".",
                    Files.exists(source) ? "It is a file." : "Nothing of that name exists.",
                    "./slipway up FOLDER, with the folder of the application's source"));
        }
        String to = SettingsReader.read(source, Map.of()).source();
        if (to.isEmpty()) {
            return workspace;
        }
        Path root = source.resolve(to).normalize();
        return Workspace.of(root, workspace.env());
    }

    /** Home of a JDK of this release or newer, the oldest such one, for steps that ask for <code>{jdk:N}</code>. */
    public static Optional<Path> jdk(Workspace workspace, int release) {
        return Jdks.find(workspace.env(), release);
    }

    /** What is said where nothing was found. */
    static Failure nothing(Path root, List<String> looked) {
        return new Failure(
                "SLIP-110",
                "No service was found in " + root + ".",
                "No folder of it holds what one of the known stacks begins with.",
                looked,
                "Name the folder of the application: ./slipway up FOLDER; or describe it in "
                        + root.resolve("slipway.yaml"),
                "");
    }
}
