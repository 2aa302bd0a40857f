package dev.slipway.deploy;

import dev.slipway.application.Application;
import dev.slipway.application.Health;
import dev.slipway.application.Profile;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.chart.Chart;
import dev.slipway.containerize.BuiltImage;
import dev.slipway.containerize.Images;
import dev.slipway.image.Compression;
import dev.slipway.image.Entry;
import dev.slipway.image.ImageSpec;
import dev.slipway.image.Layer;
import dev.slipway.image.Layout;
import dev.slipway.image.StoredImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An application of two services, with its images and its chart in a folder. */
record Shop(Path dir) {
    static final Application APPLICATION = new Application(
            "shop", List.of(service("backend", Role.BACKEND), service("frontend", Role.FRONTEND)), List.of());

    private static Service service(String name, Role role) {
        return new Service(
                name,
                role,
                "test",
                name,
                name,
                8000,
                List.of(),
                role == Role.FRONTEND ? List.of("backend") : List.of(),
                new Health("/health", "/health", "", ""),
                List.of(),
                List.of());
    }

    Chart chart(String version) throws IOException {
        Path folder = Files.createDirectories(dir.resolve("chart"));
        Files.writeString(folder.resolve("values.yaml"), "publicUrl: \"\"\n");
        Path archive = Files.writeString(dir.resolve("shop.tgz"), "chart " + version);
        return new Chart(
                "shop",
                version,
                folder.toString(),
                archive.toString(),
                List.of(),
                List.of(
                        "Deployment/backend",
                        "Deployment/frontend",
                        "Service/backend",
                        "Service/frontend",
                        "Pod/shop-test"));
    }

    Images images(String code) throws IOException {
        Layout layout = Layout.open(dir.resolve("oci"));
        Layer base = layer(layout, "base", "base");
        StoredImage stored =
                layout.addImage(spec("slipway.local/shop/backend:" + code, base, layer(layout, "code", code)));
        BuiltImage image = new BuiltImage(
                "backend",
                "slipway.local/shop/backend",
                code,
                stored.digest(),
                stored.size(),
                65532,
                List.of(),
                List.of(),
                BuiltImage.Measurements.NOTHING,
                List.of(),
                Profile.Sizing.USUAL,
                "",
                "");
        return new Images(layout.folder().toString(), List.of(image));
    }

    private static Layer layer(Layout layout, String name, String text) throws IOException {
        return layout.addLayer(
                name,
                List.of(Entry.file("/" + name, 0644, 0, 0, text.getBytes(StandardCharsets.UTF_8))),
                Compression.GZIP);
    }

    private static ImageSpec spec(String reference, Layer... layers) {
        return new ImageSpec(
                reference, "amd64", List.of(layers), List.of("/app"), Map.of(), "/", "65532", List.of(), Map.of());
    }
}
