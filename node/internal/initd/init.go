// Package initd is PID 1 of the node: it makes the file system and the network, starts the components in the order in
// which they need each other, and keeps them running.
package initd

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
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
	"slipway.dev/node/internal/status"
)

const (
	startLimit = 90 * time.Second
	stopGrace  = 5 * time.Second
)

// Run never returns while the node lives.
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
	n := &node{config: c, began: began, ready: map[string]bool{}}
	n.statusFile = fmt.Sprintf("/proc/self/fd/%d/status.json", home.Fd())
	if err := n.up(); err != nil {
		n.tell(status.Failed, "", err.Error())
		return err
	}
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, unix.SIGTERM, unix.SIGINT)
	for {
		select {
		case <-signals:
			n.supervisor.stop("kubelet", stopGrace)
			return nil
		case <-time.After(2 * time.Second):
			n.watch()
		}
	}
}

type node struct {
	config     *config.Config
	began      time.Time
	statusFile string
	pki        pki.Store
	supervisor *supervisor
	ready      map[string]bool
	phase      string
}

func (n *node) tell(phase, detail, message string) {
	n.phase = phase
	_ = status.Write(n.statusFile, status.Status{
		Phase: phase, Detail: detail, Ready: n.ready, Millis: time.Since(n.began).Milliseconds(), Message: message,
	})
}

// done marks a component as ready and says what is waited for next.
func (n *node) done(name, next string) {
	n.ready[name] = true
	n.tell(status.Starting, next, "")
}

func (n *node) up() error {
	n.tell(status.Starting, "file system", "")
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
	if err := os.Setenv("PATH", host.Path); err != nil {
		return err
	}
	rotate()
	if err := writeFiles(n.config, n.pki); err != nil {
		return err
	}
	n.supervisor = newSupervisor()
	return n.startAll()
}

func (n *node) startAll() error {
	n.tell(status.Starting, "etcd and the container runtime", "")
	for _, p := range []Process{etcd(n.pki), containerRuntime(), apiserver(n.pki)} {
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
	n.done("etcd", "the API server")
	if err := n.wait("the API server", func(ctx context.Context) error {
		return client.RESTClient().Get().AbsPath("/readyz").Do(ctx).Error()
	}); err != nil {
		return err
	}
	n.done("kube-apiserver", "the node")
	if err := <-images; err != nil {
		return err
	}
	n.done("containerd", "the node")
	for _, p := range []Process{
		nodeAgent(n.config, n.pki), controllers(n.pki), scheduler(n.pki), proxy(n.config, n.pki), dns(),
	} {
		if err := n.supervisor.start(p); err != nil {
			return err
		}
	}
	if err := n.apply(base()); err != nil {
		return err
	}
	if err := n.wait("the node", func(ctx context.Context) error { return nodeReady(ctx, client, n.config.Name) }); err != nil {
		return err
	}
	n.done("kubelet", "DNS")
	if err := n.wait("DNS", dnsAnswers); err != nil {
		return err
	}
	n.done("coredns", "")
	n.tell(status.Ready, "", "")
	return nil
}

// watch tells when a component keeps ending while the node runs.
func (n *node) watch() {
	message, bad := n.supervisor.failing()
	switch {
	case bad && n.phase == status.Ready:
		n.tell(status.Failed, "", message)
	case !bad && n.phase == status.Failed:
		n.tell(status.Ready, "", "")
	}
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

// apply gives objects to the API server; those that it has already had in this form are left alone.
func (n *node) apply(manifest string) error {
	sum := sha256.Sum256([]byte(manifest))
	mark := "/var/lib/slipway/applied-" + hex.EncodeToString(sum[:8])
	if _, err := os.Stat(mark); err == nil {
		return nil
	}
	file := mark + ".yaml"
	if err := os.WriteFile(file, []byte(manifest), 0o600); err != nil {
		return err
	}
	defer os.Remove(file)
	if err := n.supervisor.run(component("kubectl", "--kubeconfig", n.pki.File("admin.kubeconfig"),
		"apply", "--server-side", "--force-conflicts", "-f", file)); err != nil {
		return err
	}
	return os.WriteFile(mark, nil, 0o600)
}
