package dev.slipway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class KubeTest {
    @Test
    void aFailedCallHasAReasonAlsoWhereTheClientSaysNothing() {
        assertThat(Kube.reason(new KubernetesClientException("pods is forbidden")))
                .isEqualTo("pods is forbidden");
        assertThat(Kube.reason(new KubernetesClientException(null, new IOException("connection reset"))))
                .isEqualTo("connection reset");
        assertThat(Kube.reason(new KubernetesClientException(null, new TimeoutException())))
                .isEqualTo("no answer within 10 s");
        assertThat(Kube.reason(new KubernetesClientException(null, new IOException())))
                .doesNotContain("null")
                .contains("without a message");
    }
}
