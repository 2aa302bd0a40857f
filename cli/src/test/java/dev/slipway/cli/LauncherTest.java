package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a process, in a checkout of its own in which Slipway is built. */
class LauncherTest {
    @TempDir
    private Path checkout;

    private Path app;

    @BeforeEach
    void checkout() throws IOException {
        Path launcher = Files.copy(Path.of("../slipway"), checkout.resolve("slipway"));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        app = Files.createDirectories(checkout.resolve("cli/target/app"));
        Files.writeString(app.resolve("stamp"), System.getProperty("java.home") + "\n0\n");
    }

    /** Names and words are given as a shell's: this process may itself have a locale without them. */
    private Command.Result sh(String script) throws InterruptedException {
        return Command.of("sh", "-c", script).in(checkout).run();
    }

    @Test
    void namesBeyondAsciiWorkInABareLocale() throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        Files.createSymbolicLink(
                checkout.resolve("node"), Path.of("../node").toAbsolutePath().normalize());
        new JarOutputStream(Files.newOutputStream(app.resolve("slipway-cli-test.jar")), manifest).close();

        Command.Result said = sh("""
                books=$(printf 'B\\303\\274cher')
                mkdir "$books"
                printf 'from fastapi import FastAPI\\napp = FastAPI()\\n' >"$books/main.py"
                printf 'fastapi==0.115.0\\nuvicorn==0.34.0\\n' >"$books/requirements.txt"
                : >"$books/$(printf 'gr\\303\\266\\303\\237e').py"
                exec env -i "PATH=$PATH" LC_ALL=C HOME="$PWD" \\
                    SLIPWAY_HOME="$PWD/$books cache" ./slipway plan "$books"
                """);

        assertThat(said.exit()).as(String.valueOf(said.err())).isZero();
        assertThat(said.text()).contains("prepare", "first time");
    }

    @Test
    void damagedClassArchiveIsLeftAside() throws Exception {
        standIn();
        assertThat(sh("SLIPWAY_LEARN=1 ./slipway learn").exit()).isZero();
        Path archive = app.resolve("slipway.aot");
        byte[] good = Files.readAllBytes(archive);

        assertThat(sh("./slipway hello").out()).containsExactly("hello was said");
        for (int part = 1; part < 8; part++) {
            byte[] damaged = good.clone();
            int from = good.length / 8 * part;
            for (int i = from; i < Math.min(good.length, from + 100_000); i++) {
                damaged[i] ^= (byte) 0xff;
            }
            Files.write(archive, damaged);
            Files.setLastModifiedTime(archive, FileTime.from(Instant.now().plusSeconds(part)));
            Command.Result said = sh("./slipway hello");
            assertThat(said.exit())
                    .as("damaged from byte %d of %d", from, good.length)
                    .isZero();
            assertThat(said.out()).containsExactly("hello was said");
        }
        Files.write(archive, Arrays.copyOf(good, good.length / 2));
        assertThat(sh("./slipway hello").out()).containsExactly("hello was said");
    }

    @Test
    void archiveThatADiskHasDamagedStopsOneStartAtMost() throws Exception {
        standIn();
        assertThat(sh("SLIPWAY_LEARN=1 ./slipway learn").exit()).isZero();
        Path archive = app.resolve("slipway.aot");
        FileTime written = Files.getLastModifiedTime(archive);
        byte[] damaged = Files.readAllBytes(archive);
        for (int i = damaged.length / 4; i < damaged.length; i++) {
            damaged[i] ^= (byte) 0xff;
        }
        Files.write(archive, damaged);
        Files.setLastModifiedTime(archive, written);

        assertThat(sh("./slipway hello").exit()).isIn(0, 134);
        assertThat(sh("./slipway hello").out()).containsExactly("hello was said");
    }

    /** A program in Slipway's place, small and quick to learn. */
    private void standIn() throws IOException {
        Path source = Files.createDirectories(checkout.resolve("source/dev/slipway/cli"))
                .resolve("Main.java");
        Files.writeString(source, """
                package dev.slipway.cli;
                public class Main {
                    public static void main(String[] words) {
                        java.util.List.of(words).stream().map(word -> word + " was said").forEach(System.out::println);
                    }
                }
                """);
        Path classes = Files.createDirectories(checkout.resolve("classes"));
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(null, null, errors, "-d", classes.toString(), source.toString());
        assertThat(exit).as(errors.toString(StandardCharsets.UTF_8)).isZero();
        try (OutputStream out = Files.newOutputStream(app.resolve("slipway-cli-test.jar"));
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new JarEntry("dev/slipway/cli/Main.class"));
            Files.copy(classes.resolve("dev/slipway/cli/Main.class"), jar);
            jar.closeEntry();
        }
    }
}
