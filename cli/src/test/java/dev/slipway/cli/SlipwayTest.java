package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class SlipwayTest {
    @TempDir
    private Path folder;

    private Terminal terminal = new Terminal(Map.of());

    @BeforeEach
    void home() {
        Map<String, String> env = new HashMap<>(System.getenv());
        env.put("SLIPWAY_HOME", folder.resolve("home").toString());
        env.put("SLIPWAY_CLUSTER", "none-of-this-name");
        env.put("SLIPWAY_ROOT", Path.of("..").toAbsolutePath().normalize().toString());
        terminal = new Terminal(env);
    }

    @Test
    void versionGoesToStandardOutput() {
        Terminal.Said said = terminal.run("--version");
        assertThat(said.exit()).isZero();
        assertThat(said.out()).isEqualTo("slipway 0.1.0\n");
        assertThat(said.err()).isEmpty();
    }

    @Test
    void unknownOptionIsAUsageError() {
        Terminal.Said said = terminal.run("--nonsense");
        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("--nonsense");
    }

    @Test
    void emptyFolderIsToldWithItsRemedy() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Terminal.Said said = terminal.run("prepare", empty.toString());
        assertThat(said.exit()).as(said.all()).isEqualTo(10);
        assertThat(said.err()).contains("SLIP-110").contains("fix");
    }

    @Test
    void missingFolderIsTold() {
        Terminal.Said said = terminal.run("up", folder.resolve("nowhere").toString());
        assertThat(said.exit()).isEqualTo(10);
        assertThat(said.err()).contains("SLIP-112").contains("nowhere");
    }

    @Test
    void wrongSettingIsToldWithItsLine() throws IOException {
        Path app = Files.createDirectories(folder.resolve("app"));
        Files.writeString(app.resolve("slipway.yaml"), "name: app\nservices:\n  backend:\n    prot: 80\n");
        Terminal.Said said = terminal.run("prepare", app.toString());
        assertThat(said.exit()).as(said.all()).isEqualTo(10);
        assertThat(said.err()).contains("SLIP-111").contains("slipway.yaml:4").contains("prot");
    }

    @Test
    void planTellsWhatWouldRunAndWhy() throws IOException {
        Path app = Files.createDirectories(folder.resolve("app"));
        Files.writeString(app.resolve("main.py"), "from fastapi import FastAPI\napp = FastAPI()\n");
        Files.writeString(app.resolve("requirements.txt"), "fastapi==0.115.0\nuvicorn==0.34.0\n");
        Terminal.Said said = terminal.run("plan", app.toString());
        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(said.out())
                .contains("prepare")
                .contains("first time")
                .contains("starts", "main:app", "shown by", "main.py");
    }

    @Test
    void doctorListsEachToolAndAssistantOnce() throws IOException {
        Terminal.Said said = terminal.run("doctor", folder.toString(), "-o", "json");
        List<String> ids = new ArrayList<>();
        JsonMapper.shared()
                .readTree(said.out())
                .path("checks")
                .forEach(c -> ids.add(c.path("id").asString("")));
        assertThat(ids)
                .doesNotHaveDuplicates()
                .contains(
                        "G1.tool.kubectl", "G1.tool.kubectl-ai", "G1.tool.gordon", "G1.tool.kagent", "G1.tool.ollama");
    }

    @Test
    void withoutWordsItTellsItsCommands() {
        Terminal.Said said = terminal.run();
        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("up ", "doctor", "status", "explain");
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("main.py"), "");
        Terminal.Said said = terminal.run("up", file.toString());
        assertThat(said.exit()).isEqualTo(10);
        assertThat(said.err()).contains("SLIP-112").contains("It is a file");
    }

    @Test
    void aMistypedCommandIsAnsweredWithTheRightOne() {
        assertThat(terminal.run("upp").err()).contains("slipway up");
        assertThat(terminal.run("up", "--agian").err()).contains("--again");
    }

    @Test
    void anUnknownServiceHasNoLogs() throws IOException {
        Path app = Files.createDirectories(folder.resolve("app"));
        Files.writeString(app.resolve("main.py"), "from fastapi import FastAPI\napp = FastAPI()\n");
        Files.writeString(app.resolve("requirements.txt"), "fastapi==0.115.0\nuvicorn==0.34.0\n");
        Terminal.Said said = terminal.run("logs", app.toString(), "--service", "bakend");
        assertThat(said.exit()).as(said.all()).isEqualTo(2);
        assertThat(said.err()).contains("bakend", "There are: backend");
    }

    @Test
    void wrongSettingIsToldOnce() throws IOException {
        Path app = Files.createDirectories(folder.resolve("app"));
        Files.writeString(app.resolve("slipway.yaml"), "name: app\nservices:\n  backend:\n    prot: 80\n");
        assertThat(terminal.run("prepare", app.toString()).err()).containsOnlyOnce("slipway.yaml:4");
    }

    @Test
    void failureIsExplainedByItsId() {
        Terminal.Said said = terminal.run("explain", "299");
        assertThat(said.exit()).isZero();
        assertThat(said.out()).contains("SLIP-299").contains("Remedy");
        assertThat(terminal.run("explain", "SLIP-998").exit()).isEqualTo(2);
    }

    @Test
    void commandsThatNeedAClusterSayHowToStartOne() {
        Terminal.Said said = terminal.run("cluster", "kubeconfig", "--provider", "embedded");
        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.err()).contains("./slipway cluster start");
    }

    @Test
    void clusterWithoutAVerbTellsItsStatus() {
        Terminal.Said said = terminal.run("cluster");
        assertThat(said.exit()).as(said.all()).isZero();
        assertThat(said.out()).contains("Node").contains("none-of-this-name");
    }
}
