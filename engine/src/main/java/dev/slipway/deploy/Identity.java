package dev.slipway.deploy;

import dev.slipway.gate.Workspace;
import dev.slipway.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Identifies an application by its folder, whatever its name. It is kept in {@code .slipway/identity.json}.
 *
 * @param id random, 32 hexadecimal digits
 * @param source the folder, after the machine's name: for people, and for a folder that has lost its {@code .slipway}
 * @param origin where Git fetches the source from, without a password; empty if there is no such place
 */
record Identity(String id, String source, String origin) {
    private static final String FILE = "identity.json";
    private static final int BYTES = 16;

    /** The folder's own identity, made if it has none yet. A copy of a folder gets another one than the original. */
    static Identity of(Workspace workspace) throws InterruptedException {
        Path file = workspace.work().resolve(FILE);
        String folder = folder(workspace.source());
        Optional<JsonNode> kept = read(file);
        String of = kept.map(k -> k.path("source").asString("")).orElse("");
        String id = kept.map(k -> k.path("id").asString(""))
                .filter(known -> known.matches("[0-9a-f]{32}"))
                .filter(known -> of.equals(folder) || !holds(workspace, of, known))
                .orElseGet(Identity::random);
        if (!of.equals(folder) || !kept.orElseThrow().path("id").asString("").equals(id)) {
            write(file, id, folder);
        }
        return new Identity(id, machine() + ":" + folder, origin(workspace.source()));
    }

    /** Whether it is the same folder of the same machine, even if its ID was lost. */
    boolean samePlace(String otherSource, String otherOrigin) {
        return source.equals(otherSource) && origin.equals(otherOrigin);
    }

    /** Whether the folder in which the ID was made still has it. Then this folder is a copy. */
    private static boolean holds(Workspace workspace, String folder, String id) {
        if (folder.isEmpty()) {
            return false;
        }
        Path work = Workspace.of(Path.of(folder), workspace.env()).work();
        return read(work.resolve(FILE))
                .filter(other -> other.path("id").asString("").equals(id))
                .isPresent();
    }

    private static Optional<JsonNode> read(Path file) {
        try {
            return Optional.of(JsonMapper.shared().readTree(Files.readAllBytes(file)))
                    .filter(JsonNode::isObject);
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static void write(Path file, String id, String folder) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Path part = file.resolveSibling(FILE + ".part");
            Files.writeString(
                    part,
                    JsonMapper.shared()
                            .createObjectNode()
                            .put("id", id)
                            .put("source", folder)
                            .toString());
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String folder(Path source) {
        try {
            return source.toRealPath().toString();
        } catch (IOException e) {
            return source.toString();
        }
    }

    private static String machine() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return Optional.ofNullable(System.getenv("COMPUTERNAME"))
                    .or(() -> Optional.ofNullable(System.getenv("HOSTNAME")))
                    .orElse("");
        }
    }

    private static String origin(Path source) throws InterruptedException {
        Command.Result result = Command.of("git", "config", "--get", "remote.origin.url")
                .in(source)
                .within(Duration.ofSeconds(10))
                .run();
        return result.ok() ? result.text().strip().replaceFirst("^([a-z+]+://)[^/@]*@", "$1") : "";
    }
}
