package dev.slipway.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To look at a source runs nothing of it. */
class LastCommitTest {
    @TempDir
    Path dir;

    private String git(String input, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Process git = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .start();
        git.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        git.getOutputStream().close();
        return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void aConfigurationOfTheSourceRunsNoProgram() throws Exception {
        git("", "init", "-q");
        String tree = git("", "write-tree");
        String commit = git(
                "tree " + tree
                        + "\nauthor a <a@example.org> 1764000000 +0000\ncommitter a <a@example.org> 1764000000 +0000\n"
                        + "gpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----\n\na change\n",
                "hash-object",
                "-t",
                "commit",
                "-w",
                "--stdin");
        git("", "update-ref", "HEAD", commit);
        Path program = dir.resolve("gpg");
        Files.writeString(program, "#!/bin/sh\ntouch '" + dir.resolve("ran") + "'\n");
        program.toFile().setExecutable(true);
        git("", "config", "log.showSignature", "true");
        git("", "config", "gpg.program", program.toString());
        assertThat(git("", "log", "-1")).contains("a change");
        assertThat(dir.resolve("ran")).exists();
        Files.delete(dir.resolve("ran"));

        new LastCommit(dir).get();

        assertThat(dir.resolve("ran")).doesNotExist();
    }
}
