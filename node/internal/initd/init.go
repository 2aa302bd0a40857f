// Package initd is PID 1 of the node: it makes the file system and the network, starts the components in the order in
// which they need each other, and keeps them running.
package initd

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"time"

	"golang.org/x/sys/unix"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"

	"slipway.dev/node/internal/cgroups"
	"slipway.dev/node/internal/config"
	"slipway.dev/node/internal/host"
	"slipway.dev/node/internal/pki"
)

const (
	startLimit = 90 * time.Second
	stopGrace  = 2500 * time.Millisecond
)

// Run returns when the node has been told to stop, or could not start.
func Run(configFile string) error {
	began := time.Now()
	c, err := config.Load(configFile)
	if err != nil {
		return err
	}
	// The status file lies on the machine: its folder is kept open over the change of root.
	home, err := os.Open(c.Home)
	if err != nil {
		return err
	}
	defer home.Close()
	n := &node{
		config: c, supervisor: newSupervisor(),
		teller: newTeller(fmt.Sprintf("/proc/self/fd/%d/status.json", home.Fd()), began),
	}
	// Before anything is started, so that a stop during the start is not lost.
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, unix.SIGTERM, unix.SIGINT)
	started := make(chan error, 1)
	go func() { started <- n.up() }()
	for {
		select {
		case err := <-started:
			if err != nil {
				n.fail(err.Error())
				return err
			}
		case <-signals:
			n.supervisor.stop("kubelet", stopGrace)
			return nil
		case <-time.After(2 * time.Second):
			n.troubled(n.supervisor.failing())
		}
	}
}

type node struct {
	*teller
	config     *config.Config
	pki        pki.Store
	supervisor *supervisor
}

func (n *node) up() error {
	n.waiting("file system")
	if err := n.enter(); err != nil {
		return err
	}
	rotate()
	if err := writeFiles(n.config, n.pki); err != nil {
		return err
	}
	return n.startAll()
}

// enter moves this process into the node's own control group, file system and network.
func (n *node) enter() error {
	// Made while the machine's paths are still visible.
	if _, err := pki.Ensure(n.config.Var()+"/lib/slipway/pki", n.config); err != nil {
		return err
	}
	n.pki = pki.Store{Dir: "/var/lib/slipway/pki"}
	if err := cgroups.Enter(n.config.Cgroup()); err != nil {
		return fmt.Errorf("control group: %w", err)
	}
	if err := enterRoot(n.config); err != nil {
		return err
	}
	if err := unix.Sethostname([]byte(n.config.Name)); err != nil {
		return err
	}
	if err := network(); err != nil {
		return fmt.Errorf("network: %w", err)
	}
	return os.Setenv("PATH", host.Path)
}

// startAll starts what a cluster consists of. The API server's start is the longest, so all that can do without it
// comes up beside it.
func (n *node) startAll() error {
	n.waiting("the API server")
	for _, p := range []Process{etcd(n.pki), apiserver(n.pki), containerRuntime()} {
		if err := n.supervisor.start(p); err != nil {
			return err
		}
	}
	images := make(chan error, 1)
	go func() { images <- n.importImages() }()
	client, err := n.client()
	if err != nil {
		return err
	}
	if err := n.wait("the API server", func(ctx context.Context) error {
		return client.RESTClient().Get().AbsPath("/readyz").Do(ctx).Error()
	}); err != nil {
		return err
	}
	n.done("etcd")
	n.done("kube-apiserver")
	n.waiting("the node")
	for _, p := range []Process{
		nodeAgent(n.config, n.pki), proxy(n.config, n.pki), dns(), controllers(n.pki), scheduler(n.pki),
	} {
		if err := n.supervisor.start(p); err != nil {
			return err
		}
	}
	if err := n.apply("dns"); err != nil {
		return err
	}
	if err := n.wait("the node", func(ctx context.Context) error { return nodeReady(ctx, client, n.config.Name, n.began) }); err != nil {
		return err
	}
	n.done("kubelet")
	n.waiting("DNS")
	if err := n.wait("DNS", dnsAnswers); err != nil {
		return err
	}
	n.done("kube-proxy")
	n.done("coredns")
	n.waiting("the images")
	if err := <-images; err != nil {
		return err
	}
	n.done("containerd")
	n.allReady()
	n.startAddons(client)
	return nil
}

func (n *node) client() (*kubernetes.Clientset, error) {
	cfg, err := clientcmd.BuildConfigFromFlags("", n.pki.File("admin.kubeconfig"))
	if err != nil {
		return nil, err
	}
	cfg.Timeout = 5 * time.Second
	return kubernetes.NewForConfig(cfg)
}

// wait tries until it works, or says what was seen last.
func (n *node) wait(what string, try func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	for {
		err := try(ctx)
		if err == nil {
			return nil
		}
		if message, bad := n.supervisor.failing(); bad {
			return fmt.Errorf("waiting for %s: %s", what, message)
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting %s for %s: %w", startLimit, what, err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}
