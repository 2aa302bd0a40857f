package initd

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"slipway.dev/node/internal/config"
	"slipway.dev/node/internal/pki"
)

const (
	contourFolder = "run/programs/contour"
	envoyFolder   = "run/programs/envoy"
	envoyConfig   = "/run/envoy.json"
	envoyReady    = 8002
	contourHealth = 8003
	xdsPort       = 8004
	contourDebug  = 8005
)

// inside is where a program of the machine lies in the node.
func inside(folder, program string) string { return filepath.Join("/", folder, filepath.Base(program)) }

// contour translates Ingress objects for Envoy. Both are in one network namespace and speak over TLS all the same: pods
// could reach a plain port.
func contour(c *config.Config, s pki.Store) Process {
	return Process{Name: "contour", Args: []string{inside(contourFolder, c.Contour), "serve",
		"--kubeconfig=" + s.File("contour.kubeconfig"), "--disable-leader-election",
		"--xds-address=127.0.0.1", "--xds-port=" + strconv.Itoa(xdsPort),
		"--contour-cafile=" + s.File("contour-ca.crt"),
		"--contour-cert-file=" + s.File("contour-xds.crt"), "--contour-key-file=" + s.File("contour-xds.key"),
		"--http-address=127.0.0.1", "--http-port=" + strconv.Itoa(contourHealth),
		"--health-address=127.0.0.1", "--health-port=" + strconv.Itoa(contourHealth),
		"--debug-http-address=127.0.0.1", "--debug-http-port=" + strconv.Itoa(contourDebug),
		"--stats-address=127.0.0.1", "--stats-port=" + strconv.Itoa(envoyReady),
		"--envoy-service-http-address=" + config.NodeIP, "--envoy-service-http-port=" + strconv.Itoa(config.GatewayHTTP),
		"--envoy-service-https-address=" + config.NodeIP, "--envoy-service-https-port=" + strconv.Itoa(config.GatewayHTTPS),
		"--ingress-status-address=127.0.0.1",
		"--disable-feature=extensionservices", "--disable-feature=tlsroutes", "--disable-feature=grpcroutes",
		"--disable-feature=tcproutes", "--disable-feature=backendtlspolicies",
	}}
}

func contourBootstrap(c *config.Config, s pki.Store) Process {
	return Process{Name: "contour-bootstrap", Args: []string{inside(contourFolder, c.Contour), "bootstrap", envoyConfig,
		"--xds-address=127.0.0.1", "--xds-port=" + strconv.Itoa(xdsPort), "--xds-resource-version=v3",
		"--resources-dir=/run/envoy-resources", "--admin-address=/run/envoy-admin.sock",
		"--envoy-cafile=" + s.File("contour-ca.crt"),
		"--envoy-cert-file=" + s.File("envoy-xds.crt"), "--envoy-key-file=" + s.File("envoy-xds.key"),
	}}
}

func envoy(c *config.Config) Process {
	return Process{Name: "envoy", Args: []string{inside(envoyFolder, c.Envoy), "-c", envoyConfig,
		"--service-cluster", "slipway", "--service-node", c.Name, "--log-level", "warn", "--concurrency", "2"}}
}

// startIngress waits for the programs for as long as the node runs: they may still be compiled. The class is there before,
// so that an Ingress made meanwhile gets it.
func (n *node) startIngress() error {
	if err := n.apply("ingress"); err != nil {
		return err
	}
	for _, program := range []string{inside(contourFolder, n.config.Contour), inside(envoyFolder, n.config.Envoy)} {
		for {
			if info, err := os.Stat(program); err == nil && info.Mode()&0o111 != 0 {
				break
			}
			time.Sleep(time.Second)
		}
	}
	if err := n.supervisor.run(contourBootstrap(n.config, n.pki)); err != nil {
		return err
	}
	for _, p := range []Process{contour(n.config, n.pki), envoy(n.config)} {
		if err := n.supervisor.start(p); err != nil {
			return err
		}
	}
	if err := n.wait("Envoy", envoyAnswers); err != nil {
		return err
	}
	n.done("ingress")
	return nil
}

func envoyAnswers(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("http://127.0.0.1:%d/ready", envoyReady), nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return errors.New(answer.Status)
	}
	return nil
}
