package dev.slipway.containerize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.application.Amendments;
import dev.slipway.application.BuildPlan;
import dev.slipway.application.BuildPlan.Step;
import dev.slipway.debian.UnpackListener;
import dev.slipway.gate.Gated;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.image.Layout;
import dev.slipway.image.Unpacker;
import dev.slipway.room.Rooms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Builds whose steps run in real rooms, and repositories that want more than a build may have. */
@EnabledOnOs(OS.LINUX)
@DisabledIfSystemProperty(named = "skipE2e", matches = "|true")
class RoomBuildE2eTest {
    private static final String TOKEN = "a-token-of-the-person";

    @TempDir
    Path folder;

    /** What fills the person's machine: nothing of it is to be seen or changed by a build. */
    private Workshop workshop() throws Exception {
        Path home = Files.createDirectories(folder.resolve("person"));
        Files.writeString(home.resolve(".npmrc"), "//registry.example/:_authToken=" + TOKEN + "\n");
        removeLinks();
        Workshop workshop =
                Workshop.inRooms(folder, Map.of("PATH", "/nowhere", "HOME", home.toString(), "NPM_TOKEN", TOKEN));
        Optional<String> impossible = new Rooms(workshop.workspace(), UnpackListener.SILENT).impossible();
        assumeTrue(impossible.isEmpty(), () -> "no room can be made on this machine: " + impossible.orElseThrow());
        return workshop;
    }

    @AfterEach
    void removeLinks() throws IOException {
        for (String cache : List.of("debian", "room")) {
            Files.deleteIfExists(folder.resolve("home").resolve(cache));
        }
    }

    private static BuildPlan plan(Step step) {
        return Workshop.plan(
                List.of(),
                List.of(step),
                List.of(new BuildPlan.LayerPlan("code", List.of(new BuildPlan.Copy(".built", "/app")))));
    }

    private static Step step(String script) {
        return new Step("build", List.of("sh", "-c", script), "", Map.of(), List.of(), List.of(".built"));
    }

    private static String made(Workshop workshop, Gated<Images> built, String file) throws Exception {
        BuiltImage image = workshop.image(built, "api");
        Path root = Files.createTempDirectory(workshop.home, "unpacked-");
        new Unpacker(false, 1 << 20).unpack(Layout.open(workshop.home.resolve("oci")), image.reference(), root);
        return Files.readString(root.resolve("app").resolve(file)).strip();
    }

    private static void fails(Workshop workshop, Step step, String... told) {
        workshop.service("api", plan(step));
        assertThatThrownBy(workshop::build).isInstanceOfSatisfying(SlipwayFailure.class, e -> {
            assertThat(e.failure().id()).as(e.failure().toString()).isEqualTo("SLIP-202");
            assertThat(e.failure().why() + "\n" + String.join("\n", e.failure().evidence()))
                    .contains(told);
        });
    }

    @Test
    void aStepHasTheToolsOfItsRoomAndNoneOfThisMachine() throws Exception {
        Workshop workshop = workshop().service("api", plan(step("mkdir .built && id -u > .built/user")));
        assertThat(made(workshop, workshop.build(), "user")).isEqualTo("65532");
    }

    @Test
    void debiansPackagesOfTheBuildAreInItsRoom() throws Exception {
        Amendments packages = Amendments.NONE.building(List.of("libyaml-dev"));
        Step step = step("mkdir -p .built && echo '#include <yaml.h>' > a.c && cc -c a.c"
                + " && pkg-config --modversion yaml-0.1 > .built/version");
        Workshop workshop = workshop().service("api", plan(step));
        assertThatThrownBy(workshop::build)
                .isInstanceOfSatisfying(
                        SlipwayFailure.class,
                        e -> assertThat(e.failure().evidence())
                                .anyMatch(line -> line.contains("yaml.h: No such file")));

        workshop.service("api", plan(step), packages);
        assertThat(made(workshop, workshop.build(), "version")).startsWith("0.");
    }

    @Test
    void aPackageThatDebianDoesNotHaveIsNamed() throws Exception {
        Workshop workshop = workshop()
                .service(
                        "api",
                        plan(step("mkdir .built")),
                        Amendments.NONE.building(List.of("libnothing-of-this-name-dev")));
        assertThatThrownBy(workshop::build).isInstanceOfSatisfying(SlipwayFailure.class, e -> {
            assertThat(e.failure().id()).isEqualTo("SLIP-205");
            assertThat(e.failure().summary()).contains("a room to build in");
            assertThat(e.failure().why()).contains("libnothing-of-this-name-dev");
        });
    }

    @Test
    void aBuildThatLooksForThePersonsSecretsFindsNone() throws Exception {
        Path home = folder.resolve("person");
        Step step = step("mkdir .built; (env; cat ~/.npmrc " + home + "/.npmrc /proc/*/environ; ls -a " + home
                + " /root /home/*) > .built/found 2> /dev/null; echo end >> .built/found");
        for (Step one : List.of(step, step.fetching())) {
            Workshop workshop = workshop().service("api", plan(one));
            assertThat(made(workshop, workshop.build(), "found"))
                    .doesNotContain(TOKEN)
                    .endsWith("end");
        }
    }

    @Test
    void aBuildThatWritesOutsideItsFolderIsRefused() throws Exception {
        Workshop workshop = workshop();
        Path mine = Files.writeString(folder.resolve("mine"), "mine");
        fails(
                workshop,
                step("echo theirs > " + mine + " || echo theirs > ../mine || ln -s " + mine + " l && echo theirs > l"),
                "Read-only file system",
                "nonexistent");
        assertThat(mine).hasContent("mine");
        fails(workshop, step("echo theirs > /usr/bin/cc"), "Read-only file system");
        fails(workshop, step("cp /bin/sh s && chmod 4755 s"), "Operation not permitted");
    }

    @Test
    void aBuildThatCallsOutWhileItCompilesIsRefused() throws Exception {
        fails(
                workshop(),
                step("curl --silent --show-error http://192.0.2.1/"),
                "asked for the network, which only steps that install packages have");
    }

    @Test
    void anInstallationScriptReachesNothingOfThisMachine() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer here = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        here.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        here.start();
        try {
            String address = "127.0.0.1:" + here.getAddress().getPort();
            Workshop workshop = workshop();
            fails(
                    workshop,
                    step("curl --silent --show-error --fail --noproxy '' http://" + address + "/")
                            .fetching(),
                    "asked for " + address + ", which is no business of a build");
            fails(
                    workshop,
                    step("curl --silent --fail --noproxy '*' http://" + address + "/")
                            .fetching(),
                    "exit code 7");
            assertThat(asked).hasValue(0);
        } finally {
            here.stop(0);
        }
    }

    @Test
    void aBuildThatMultipliesWithoutEndIsEnded() throws Exception {
        fails(workshop(), step("exec perl -e 'while (1) { fork // sleep 1 }'"), "went beyond its limit of processes");
    }

    @Test
    void aBuildThatFillsTheDiskIsEnded() throws Exception {
        Workshop workshop = workshop();
        // Sparse: its size counts, and it takes no space of whoever runs this test.
        fails(workshop, step("exec dd if=/dev/zero of=big bs=1M seek=50000 count=1"), "went beyond its limit of disk");
    }
}
