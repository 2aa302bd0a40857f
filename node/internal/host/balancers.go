package host

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"

	"slipway.dev/node/internal/config"
)

// balancers gives each Service of type LoadBalancer an address of this machine's own network 127.0.0.0/8, where its ports
// are, and no other machine sees them. They lead to the Service inside the node.
type balancers struct {
	dial    *dialer
	listen  func(network, address string) (net.Listener, error)
	serving map[string]*balancer
}

// balancer is one Service's address and what listens there.
type balancer struct {
	ip        string
	cluster   string
	listeners map[int32]net.Listener
}

// openBalancers serves until the context ends.
func openBalancers(ctx context.Context, c *config.Config, d *dialer) {
	b := &balancers{dial: d, listen: net.Listen, serving: map[string]*balancer{}}
	go func() {
		defer b.close()
		for ctx.Err() == nil {
			if err := b.watch(ctx, filepath.Join(c.Home, "kubeconfig")); err != nil && ctx.Err() == nil {
				// The API server does not answer yet, or its kubeconfig is still the last start's.
				time.Sleep(time.Second)
			}
		}
	}()
}

func (b *balancers) watch(ctx context.Context, kubeconfig string) error {
	cfg, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(cfg)
	if err != nil {
		return err
	}
	if err := client.RESTClient().Get().AbsPath("/readyz").Do(ctx).Error(); err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(client, time.Minute)
	services := factory.Core().V1().Services()
	changed := make(chan struct{}, 1)
	signal := func() {
		select {
		case changed <- struct{}{}:
		default:
		}
	}
	if _, err := services.Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(any) { signal() },
		UpdateFunc: func(_, _ any) { signal() },
		DeleteFunc: func(any) { signal() },
	}); err != nil {
		return err
	}
	factory.Start(ctx.Done())
	factory.WaitForCacheSync(ctx.Done())
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-changed:
		}
		all, err := services.Lister().List(labels.Everything())
		if err != nil {
			return err
		}
		for _, s := range b.reconcile(all) {
			if err := publish(ctx, client, s.service, s.ip); err != nil && ctx.Err() == nil {
				fmt.Fprintln(os.Stderr, "load balancer:", err)
			}
		}
	}
}

// published is a Service whose status does not name its address yet.
type published struct {
	service *corev1.Service
	ip      string
}

// reconcile makes what listens fit the Services, and returns those whose status is to be told.
func (b *balancers) reconcile(all []*corev1.Service) []published {
	var news []published
	wanted := map[string]bool{}
	for _, s := range all {
		if s.Spec.Type != corev1.ServiceTypeLoadBalancer || s.Spec.LoadBalancerClass != nil || s.Spec.ClusterIP == "" ||
			s.Spec.ClusterIP == corev1.ClusterIPNone || s.DeletionTimestamp != nil {
			continue
		}
		key := s.Namespace + "/" + s.Name
		wanted[key] = true
		ip, err := b.serve(key, s)
		if err != nil {
			fmt.Fprintf(os.Stderr, "load balancer: Service %s: %v\n", key, err)
			continue
		}
		if addresses := s.Status.LoadBalancer.Ingress; len(addresses) != 1 || addresses[0].IP != ip {
			news = append(news, published{s, ip})
		}
	}
	for key, one := range b.serving {
		if !wanted[key] {
			one.close()
			delete(b.serving, key)
		}
	}
	return news
}

// serve opens the ports of a Service that are not open, and closes those that it has no more.
func (b *balancers) serve(key string, s *corev1.Service) (string, error) {
	ports := tcpPorts(s)
	if len(ports) == 0 {
		return "", errors.New("it has no TCP port, and no other kind is led to")
	}
	one := b.serving[key]
	if one != nil && one.cluster == s.Spec.ClusterIP && one.has(ports) {
		return one.ip, nil
	}
	tries := candidates(one, s)
	if one != nil {
		one.close()
		delete(b.serving, key)
	}
	var last error
	for _, ip := range tries {
		if b.taken(ip) {
			continue
		}
		made := &balancer{ip: ip, cluster: s.Spec.ClusterIP, listeners: map[int32]net.Listener{}}
		if last = made.open(b, ports); last != nil {
			made.close()
			continue
		}
		b.serving[key] = made
		return ip, nil
	}
	return "", fmt.Errorf("no address of %s has its ports %v free: %w", config.BalancerCIDR, ports, last)
}

func (b *balancers) taken(ip string) bool {
	for _, one := range b.serving {
		if one.ip == ip {
			return true
		}
	}
	return false
}

func (b *balancers) close() {
	for _, one := range b.serving {
		one.close()
	}
}

func (o *balancer) has(ports []int32) bool {
	if len(o.listeners) != len(ports) {
		return false
	}
	for _, p := range ports {
		if o.listeners[p] == nil {
			return false
		}
	}
	return true
}

func (o *balancer) open(b *balancers, ports []int32) error {
	for _, p := range ports {
		port := strconv.Itoa(int(p))
		l, err := b.listen("tcp", net.JoinHostPort(o.ip, port))
		if err != nil {
			return err
		}
		o.listeners[p] = l
		go accept(l, b.dial, net.JoinHostPort(o.cluster, port))
	}
	return nil
}

func (o *balancer) close() {
	for _, l := range o.listeners {
		l.Close()
	}
}

func tcpPorts(s *corev1.Service) []int32 {
	var ports []int32
	for _, p := range s.Spec.Ports {
		if p.Protocol == corev1.ProtocolTCP || p.Protocol == "" {
			ports = append(ports, p.Port)
		}
	}
	return ports
}

// candidates are the addresses to try, the one first that the Service has had: over a change of its ports, and over a stop
// of the node.
func candidates(one *balancer, s *corev1.Service) []string {
	var all []string
	if one != nil {
		all = append(all, one.ip)
	}
	_, pool, err := net.ParseCIDR(config.BalancerCIDR)
	if err != nil {
		return nil
	}
	for _, i := range s.Status.LoadBalancer.Ingress {
		if ip := net.ParseIP(i.IP); ip != nil && pool.Contains(ip) {
			all = append(all, i.IP)
		}
	}
	base := pool.IP.To4()
	for last := byte(1); last < 255; last++ {
		all = append(all, net.IPv4(base[0], base[1], base[2], last).String())
	}
	return slices.Compact(all)
}

// publish tells the Service's address. Connections from inside the cluster go over it, too, for the node does not know it.
func publish(ctx context.Context, client kubernetes.Interface, s *corev1.Service, ip string) error {
	told := s.DeepCopy()
	proxy := corev1.LoadBalancerIPModeProxy
	told.Status.LoadBalancer.Ingress = []corev1.LoadBalancerIngress{{IP: ip, IPMode: &proxy}}
	_, err := client.CoreV1().Services(s.Namespace).UpdateStatus(ctx, told, metav1.UpdateOptions{})
	return err
}
