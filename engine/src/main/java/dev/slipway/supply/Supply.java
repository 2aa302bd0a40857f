package dev.slipway.supply;

import dev.slipway.application.Application;
import dev.slipway.chart.Chart;
import dev.slipway.containerize.Images;
import io.fabric8.kubernetes.client.KubernetesClient;

/** How the images of a release get to where the nodes of a cluster find them. */
public interface Supply {
    /**
     * Looks whether it will work, and changes nothing.
     *
     * @throws dev.slipway.gate.SlipwayFailure with what is in the way (SLIP-419, SLIP-431 to SLIP-439)
     */
    void check(KubernetesClient client, Application application) throws InterruptedException;

    /**
     * Brings the images there; on the cluster itself no object is touched.
     *
     * @param phase that is told of it; @param step that is told of it
     * @throws dev.slipway.gate.SlipwayFailure SLIP-415, SLIP-421, SLIP-431 to SLIP-438
     */
    void bring(KubernetesClient client, Application application, Images images, String phase, String step)
            throws InterruptedException;

    /** Takes off the nodes what they keep of these images' services and nothing on the cluster names any more. */
    void tidy(KubernetesClient client, Images images) throws InterruptedException;

    /** Makes in the application's namespace what its pods need to get the images; the chart as it then is installed. */
    Chart bind(KubernetesClient client, Application application, Images images, Chart chart)
            throws InterruptedException;

    /** Whether the images may go there before they are tested: nobody else sees them. */
    boolean early();
}
