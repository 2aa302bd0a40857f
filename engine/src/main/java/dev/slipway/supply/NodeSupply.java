package dev.slipway.supply;

import dev.slipway.application.Application;
import dev.slipway.chart.Chart;
import dev.slipway.cluster.ImageStore;
import dev.slipway.cluster.Kube;
import dev.slipway.containerize.BuiltImage;
import dev.slipway.containerize.Images;
import dev.slipway.gate.Progress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts images into the nodes themselves. */
public record NodeSupply(ImageStore store, Progress progress) implements Supply {
    @Override
    public void check(KubernetesClient client, Application application) {
        // Which blobs a node lacks is asked when they are sent.
    }

    @Override
    public void bring(KubernetesClient client, Application application, Images images, String phase, String step)
            throws InterruptedException {
        new ImageTransfer(store, progress, phase, step).send(images);
    }

    @Override
    public void tidy(KubernetesClient client, Images images) throws InterruptedException {
        Set<String> own = images.images().stream().map(BuiltImage::repository).collect(Collectors.toSet());
        try {
            store.keepOnly(own, () -> {
                Set<String> used = UsedImages.on(client);
                images.images().forEach(image -> used.add(image.reference()));
                return used;
            });
        } catch (KubernetesClientException e) {
            Kube.orStop(e);
            // Of a cluster that does not say what it uses, nothing is taken.
        }
    }

    @Override
    public Chart bind(KubernetesClient client, Application application, Images images, Chart chart) {
        return chart;
    }

    @Override
    public boolean early() {
        return true;
    }
}
