package dev.slipway.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.inventory.Inventory.Kind;
import dev.slipway.wiring.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a source tree count, and what for. */
class InventoryTest {
    private static final String PRIVATE = """
        -----BEGIN EC PRIVATE KEY-----
        MHcCAQEEIExampleOnly
        -----END EC PRIVATE KEY-----\
        """;
    private static final String PUBLIC = """
        -----BEGIN PUBLIC KEY-----
        MFkwEwYHKoZIzj0CAQYI
        -----END PUBLIC KEY-----\
        """;
    private static final String KEYS = """
        === auth/keys/issuer-public.pem
        %2$s
        === auth/keys/signing.pem
        %1$s
        === auth/keys/server.key
        %1$s
        === auth/keys/ca.crt
        -----BEGIN CERTIFICATE-----
        MIIBszCCAVmgAwIBAgIU
        -----END CERTIFICATE-----
        === auth/keys/chain.crt
        -----BEGIN CERTIFICATE-----
        MIIBszCCAVmgAwIBAgIU
        -----END CERTIFICATE-----
        %1$s
        === id_ed25519
        %1$s
        === id_ed25519.pub
        ssh-ed25519 AAAAC3Nz someone
        === auth/store.p12
        x
        === auth/.env.production
        TOKEN=x
        """.formatted(PRIVATE, PUBLIC);

    @TempDir
    Path folder;

    private Inventory inventory(String text) throws IOException {
        return Inventory.of(SourceTree.write(text, folder.resolve("shop")));
    }

    private static List<String> of(Inventory inventory, Kind kind) {
        return inventory.entries().values().stream()
                .filter(entry -> entry.kind() == kind)
                .map(Inventory.Entry::path)
                .toList();
    }

    @Test
    void whatAToolMadeIsLeftOutAndWhatAPersonCalledTheSameIsNot() throws IOException {
        Inventory inventory = inventory("""
            === page/dist/index.html
            <h1>by hand</h1>
            === page/build/app.js
            1
            === app/package.json
            {}
            === app/dist/index.js
            1
            === app/coverage/lcov.info
            x
            === service/pom.xml
            <project/>
            === service/target/classes/A.class
            x
            === planner/target/goal.py
            1
            === auth/src/env/index.js
            1
            === lab/env/pyvenv.cfg
            home = /usr/bin
            === lab/env/lib/python3.13/site.py
            1
            === .git/HEAD
            x
            === server.log
            x
            """);
        assertThat(of(inventory, Kind.SOURCE))
                .containsExactly(
                        "app/package.json",
                        "auth/src/env/index.js",
                        "page/build/app.js",
                        "page/dist/index.html",
                        "planner/target/goal.py",
                        "service/pom.xml");
    }

    @Test
    void whatIsOlderIsNotSearchedButGoesIntoTheImage() throws IOException {
        Tree tree = Tree.of(SourceTree.write("""
            === web/index.html
            <h1>now</h1>
            === web/archive/index.html
            <h1>then</h1>
            === web/archive/2024/index.html
            <h1>then</h1>
            === backup/backend/main.py
            app = FastAPI()
            """, folder.resolve("shop")), () -> "");
        assertThat(tree.folders()).containsExactly("", "web");
        assertThat(tree.below("web")).containsExactly("web/index.html");
        assertThat(tree.content("web"))
                .containsExactly("web/archive/2024/index.html", "web/archive/index.html", "web/index.html");
        assertThat(tree.text("web/archive/index.html")).contains("then");
        assertThat(tree.below("backup/backend")).containsExactly("backup/backend/main.py");
    }

    @Test
    void linksAreFollowedInsideTheApplication() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("elsewhere")).resolve("a.txt"), "not ours");
        Inventory inventory = inventory("""
            === shared/prices.ts
            export const price = 1;
            === frontend/shared -> ../shared
            === frontend/page.ts
            1
            === frontend/one.ts -> page.ts
            === frontend/loop -> ..
            === frontend/gone -> nowhere
            === frontend/away -> ../../elsewhere
            === frontend/package.json
            {}
            === frontend/node_modules/x/index.js
            1
            === frontend/linked -> node_modules/x
            """);
        assertThat(inventory.entries().keySet())
                .containsExactly(
                        "frontend/one.ts",
                        "frontend/package.json",
                        "frontend/page.ts",
                        "frontend/shared/prices.ts",
                        "shared/prices.ts");
        assertThat(of(inventory, Kind.ASIDE)).containsExactly("frontend/shared/prices.ts");
        assertThat(inventory.notes())
                .containsExactly("frontend/away is a link to ../../elsewhere, outside of the application:"
                        + " it goes into no image");
    }

    @Test
    void keysAreKnownByTheirContent() throws IOException {
        Inventory inventory = inventory(KEYS);
        assertThat(of(inventory, Kind.SOURCE))
                .containsExactly("auth/keys/ca.crt", "auth/keys/issuer-public.pem", "id_ed25519.pub");
        assertThat(of(inventory, Kind.SECRET))
                .containsExactly(
                        "auth/.env.production",
                        "auth/keys/chain.crt",
                        "auth/keys/server.key",
                        "auth/keys/signing.pem",
                        "auth/store.p12",
                        "id_ed25519");
    }

    @Test
    void noKeyReachesTheContextOfAWrittenDockerfile() throws IOException {
        Inventory inventory = inventory(KEYS + """
            === lab/env/pyvenv.cfg
            home = /usr/bin
            """);
        List<String> lines = inventory.ignored();
        assertThat(of(inventory, Kind.SECRET)).allMatch(path -> ignored(lines, path));
        assertThat(of(inventory, Kind.SOURCE)).noneMatch(path -> ignored(lines, path));
        assertThat(ignored(lines, "lab/env/pyvenv.cfg")).isTrue();
        assertThat(ignored(lines, "lab/main.py")).isFalse();
    }

    /** As the container engine does: the last line that fits the path or a folder around it decides. */
    private static boolean ignored(List<String> lines, String path) {
        boolean ignored = false;
        for (String line : lines) {
            boolean not = line.startsWith("!");
            String glob = not ? line.substring(1) : line;
            for (Path at = Path.of(path); at != null; at = at.getParent()) {
                String plain = glob.startsWith("**/") ? "{" + glob + "," + glob.substring(3) + "}" : glob;
                if (FileSystems.getDefault().getPathMatcher("glob:" + plain).matches(at)) {
                    ignored = !not;
                }
            }
        }
        return ignored;
    }

    @Test
    void anEditBelowDistOrBuildOfAPageIsSeen() throws IOException {
        Path root = SourceTree.write("""
            === page/dist/index.html
            <h1>one</h1>
            === other/build/index.html
            <h1>one</h1>
            """, folder.resolve("shop"));
        SourceDigest source = new SourceDigest(root, folder.resolve("index"));
        Map<String, String> before = source.look().files();
        Files.writeString(root.resolve("page/dist/index.html"), "<h1>two, and longer</h1>");
        assertThat(source.look().changed(before)).containsExactly("page/dist/index.html");
        Files.writeString(root.resolve("other/build/index.html"), "<h1>two, and longer</h1>");
        assertThat(source.look().changed(before)).containsExactly("other/build/index.html", "page/dist/index.html");
    }

    /** The JVM takes the character set of file names from the locale. */
    @Test
    void namesThatTheLocaleCannotSpellAreToldAndHarmNobody() throws Exception {
        Path root = SourceTree.write("""
            === main.py
            app = 1
            === docs/Übersicht.md
            text
            """, folder.resolve("shop"));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Listing.class.getName(),
                        root.toString())
                .redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines().collect(Collectors.toList()))
                .hasSize(2)
                .contains("main.py")
                .anyMatch(line -> line.matches("docs/.*bersicht\\.md: this locale .*"));
    }

    /** Prints the list and the notes. */
    static final class Listing {
        private Listing() {}

        public static void main(String[] args) throws IOException {
            Inventory inventory = Inventory.of(Path.of(args[0]));
            inventory.entries().keySet().forEach(System.out::println);
            inventory.notes().forEach(System.out::println);
        }
    }
}
