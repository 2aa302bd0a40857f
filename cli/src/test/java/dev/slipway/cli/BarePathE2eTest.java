package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.debian.UnpackListener;
import dev.slipway.gate.Workspace;
import dev.slipway.process.Command;
import dev.slipway.process.SearchPath;
import dev.slipway.room.Rooms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An application in two languages is built where the PATH has the plainest programs and no toolchain at all. */
@EnabledOnOs(OS.LINUX)
@DisabledIfSystemProperty(named = "skipE2e", matches = "|true")
class BarePathE2eTest {
    /** Of coreutils and the shell, what tells where a program lies and what it is. */
    private static final List<String> PLAIN =
            List.of("sh", "cat", "cp", "dirname", "env", "ls", "mkdir", "mv", "readlink", "rm", "uname");

    private static final List<String> TOOLS = List.of(
            "node", "npm", "python3", "pip", "pip3", "uv", "go", "mvn", "gcc", "git", "curl", "unzip", "tar", "java");

    @TempDir
    Path folder;

    @Test
    void roomsBringEveryToolThatABuildNeeds() throws Exception {
        Path home = Workspace.of(folder, System.getenv()).home();
        Path application = Files.createDirectories(folder.resolve("shop"));
        Path bare = Files.createDirectories(folder.resolve("bin"));
        for (String name : PLAIN) {
            Files.createSymbolicLink(
                    bare.resolve(name),
                    SearchPath.of(System.getenv()).find(name).orElseThrow());
        }
        Map<String, String> env = Map.of(
                "PATH", bare.toString(),
                "HOME", folder.toString(),
                "LANG", "C.UTF-8",
                "SLIPWAY_HOME", home.toString());
        assertThat(TOOLS).noneMatch(tool -> SearchPath.of(env).find(tool).isPresent());
        Optional<String> impossible = new Rooms(Workspace.of(application, env), UnpackListener.SILENT).impossible();
        assumeTrue(impossible.isEmpty(), () -> "no room can be made on this machine: " + impossible.orElseThrow());
        write(application.resolve("api/requirements.txt"), "flask==3.1.2\n");
        write(application.resolve("api/app.py"), """
                from flask import Flask

                app = Flask(__name__)


                @app.get("/")
                def home():
                    return "hello"
                """);
        write(application.resolve("clock/go.mod"), "module example.org/clock\n\ngo 1.24\n");
        write(application.resolve("clock/main.go"), """
                package main

                import (
                	"fmt"
                	"net/http"
                	"time"
                )

                func main() {
                	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, time.Now()) })
                	http.ListenAndServe(":8080", nil)
                }
                """);

        Command.Result said = new Command(
                        List.of(
                                Path.of(bare.toString(), "env").toString(),
                                "-i",
                                "PATH=" + bare,
                                "HOME=" + folder,
                                "LANG=C.UTF-8",
                                "SLIPWAY_HOME=" + home,
                                Path.of(System.getProperty("java.home"), "bin/java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Dslipway.root=" + Path.of("..").toRealPath(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.slipway.cli.Main",
                                "containerize",
                                application.toString()),
                        folder,
                        Map.of(),
                        Duration.ofMinutes(9),
                        line -> {})
                .run();

        String all = String.join("\n", said.out()) + "\n" + String.join("\n", said.err());
        assertThat(said.exit()).as(all).isZero();
        assertThat(all).contains("api", "clock").doesNotContain("not found, but needed");
    }

    private static void write(Path file, String text) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
