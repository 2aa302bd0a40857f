package initd

import (
	"context"
	"fmt"
	"os"
	"strconv"

	"k8s.io/client-go/kubernetes"

	"slipway.dev/node/internal/config"
	"slipway.dev/node/internal/pki"
)

const (
	metricsPort = 10260
	volumesRoot = "/var/lib/slipway/volumes"
)

func volumes(c *config.Config, s pki.Store) Process {
	return component("volumes", "--kubeconfig="+s.File("volumes.kubeconfig"), "--root="+volumesRoot, "--node="+c.Name)
}

func metricsServer(s pki.Store) Process {
	k := s.File("metrics-server.kubeconfig")
	return component("metrics-server",
		"--kubeconfig="+k, "--authentication-kubeconfig="+k, "--authorization-kubeconfig="+k,
		"--bind-address="+config.NodeIP, "--secure-port="+strconv.Itoa(metricsPort),
		"--tls-cert-file="+s.File("metrics-server-serving.crt"), "--tls-private-key-file="+s.File("metrics-server-serving.key"),
		"--kubelet-certificate-authority="+s.File("ca.crt"), "--kubelet-preferred-address-types=InternalIP",
		"--kubelet-use-node-status-port", "--metric-resolution=10s", "--kubelet-request-timeout=5s")
}

// startAddons starts what pods can run without, so that the node is Ready sooner. A failure is told, and the node runs on.
func (n *node) startAddons(client *kubernetes.Clientset) {
	for _, addon := range []struct {
		name  string
		start func() error
	}{
		{"storage", n.startStorage},
		{"metrics", func() error { return n.startMetrics(client) }},
		{"ingress", n.startIngress},
	} {
		if addon.name == "ingress" && !n.config.Ingress() {
			continue
		}
		go func() {
			if err := addon.start(); err != nil {
				fmt.Fprintf(os.Stderr, "%s: %v\n", addon.name, err)
				n.warn(addon.name, err.Error())
			}
		}()
	}
}

func (n *node) startStorage() error {
	if err := n.apply("storage"); err != nil {
		return err
	}
	if err := n.supervisor.start(volumes(n.config, n.pki)); err != nil {
		return err
	}
	n.done("storage")
	return nil
}

func (n *node) startMetrics(client *kubernetes.Clientset) error {
	if err := n.apply("metrics"); err != nil {
		return err
	}
	if err := n.supervisor.start(metricsServer(n.pki)); err != nil {
		return err
	}
	if err := n.wait("metrics-server", func(ctx context.Context) error {
		return client.RESTClient().Get().AbsPath("/apis/metrics.k8s.io/v1beta1/nodes/" + n.config.Name).Do(ctx).Error()
	}); err != nil {
		return err
	}
	n.done("metrics")
	return nil
}
