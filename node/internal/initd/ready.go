package initd

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"

	"slipway.dev/node/internal/config"
)

// nodeReady asks for a report that is newer than this start: one that an earlier start left behind proves nothing.
func nodeReady(ctx context.Context, client *kubernetes.Clientset, name string, began time.Time) error {
	node, err := client.CoreV1().Nodes().Get(ctx, name, metav1.GetOptions{})
	if err != nil {
		return err
	}
	for _, condition := range node.Status.Conditions {
		if condition.Type == corev1.NodeReady {
			if condition.Status == corev1.ConditionTrue && condition.LastHeartbeatTime.After(began) {
				return nil
			}
			return fmt.Errorf("node %s: %s %s", name, condition.Reason, condition.Message)
		}
	}
	return errors.New("the node has not reported yet")
}

// dnsAnswers asks through the service address, as a pod would.
func dnsAnswers(ctx context.Context) error {
	r := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{Timeout: time.Second}).DialContext(ctx, network, net.JoinHostPort(config.DNSServiceIP, "53"))
	}}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	found, err := r.LookupHost(ctx, "kubernetes.default.svc."+config.Domain+".")
	if err != nil {
		return err
	}
	if len(found) != 1 || found[0] != config.APIServiceIP {
		return fmt.Errorf("kubernetes.default is %v", found)
	}
	return nil
}

// importImages waits for the container runtime and gives it the images that every node needs.
func (n *node) importImages() error {
	const socket = "/run/containerd/containerd.sock"
	if err := n.wait("the container runtime", func(context.Context) error {
		conn, err := net.Dial("unix", socket)
		if err == nil {
			conn.Close()
		}
		return err
	}); err != nil {
		return err
	}
	for i := range n.config.Images {
		file := fmt.Sprintf("/run/images/%d.tar", i)
		info, err := os.Stat(file)
		if err != nil {
			return err
		}
		mark := fmt.Sprintf("/var/lib/slipway/image-%d-%d-%d", i, info.Size(), info.ModTime().Unix())
		if _, err := os.Stat(mark); err == nil {
			continue
		}
		if err := n.supervisor.run(Process{Name: "ctr", Args: []string{
			"/usr/bin/ctr", "--address", socket, "--namespace", "k8s.io", "images", "import", "--local", file,
		}}); err != nil {
			return err
		}
		if err := os.WriteFile(mark, nil, 0o600); err != nil {
			return err
		}
	}
	return nil
}
