package host

import (
	"errors"
	"net"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func service(name string, ports ...int32) *corev1.Service {
	s := &corev1.Service{
		ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: name},
		Spec:       corev1.ServiceSpec{Type: corev1.ServiceTypeLoadBalancer, ClusterIP: "10.96.1.1"},
	}
	for _, p := range ports {
		s.Spec.Ports = append(s.Spec.Ports, corev1.ServicePort{Port: p, Protocol: corev1.ProtocolTCP})
	}
	return s
}

type closed struct {
	net.Listener
	address string
	open    map[string]bool
}

func (c closed) Close() error              { delete(c.open, c.address); return nil }
func (c closed) Accept() (net.Conn, error) { return nil, errors.New("nobody calls") }

// machine is a table of what listens; busy addresses belong to other programs.
func machine(busy ...string) (*balancers, map[string]bool) {
	open := map[string]bool{}
	return &balancers{serving: map[string]*balancer{}, listen: func(_, address string) (net.Listener, error) {
		for _, b := range busy {
			if b == address {
				return nil, errors.New("in use")
			}
		}
		if open[address] {
			return nil, errors.New("in use")
		}
		open[address] = true
		return closed{address: address, open: open}, nil
	}}, open
}

func TestEachLoadBalancerGetsAnAddressWithAllOfItsPorts(t *testing.T) {
	b, open := machine("127.123.0.1:443")
	internal := service("internal", 80)
	internal.Spec.Type = corev1.ServiceTypeClusterIP
	news := b.reconcile([]*corev1.Service{service("web", 80, 443), service("api", 80), internal})
	if len(news) != 2 || len(open) != 3 {
		t.Fatalf("%v, %v", news, open)
	}
	addresses := map[string]string{}
	for _, n := range news {
		addresses[n.service.Name] = n.ip
	}
	if addresses["web"] != "127.123.0.2" || addresses["api"] != "127.123.0.1" {
		t.Fatalf("%v: one of web's ports is another program's at the first address", addresses)
	}
}

func TestAnAddressStaysOverAChangeOfPortsAndGoesWithItsService(t *testing.T) {
	b, open := machine()
	other := service("other", 80)
	web := service("web", 80)
	b.reconcile([]*corev1.Service{other, web})
	web.Status.LoadBalancer.Ingress = []corev1.LoadBalancerIngress{{IP: "127.123.0.2"}}
	if news := b.reconcile([]*corev1.Service{web}); len(news) != 0 || len(open) != 1 {
		t.Fatalf("%v, %v", news, open)
	}
	web.Spec.Ports[0].Port = 8080
	if news := b.reconcile([]*corev1.Service{web}); len(news) != 0 || !open["127.123.0.2:8080"] || len(open) != 1 {
		t.Fatalf("%v, %v", news, open)
	}
	if b.reconcile(nil); len(open) != 0 {
		t.Fatalf("%v", open)
	}
}

func TestAnAddressStaysOverAStopOfTheNode(t *testing.T) {
	b, open := machine()
	web := service("web", 80)
	web.Status.LoadBalancer.Ingress = []corev1.LoadBalancerIngress{{IP: "127.123.0.9"}}
	if news := b.reconcile([]*corev1.Service{web}); len(news) != 0 || !open["127.123.0.9:80"] {
		t.Fatalf("%v, %v", news, open)
	}
}

func TestAServiceWithoutATcpPortIsLeftPending(t *testing.T) {
	b, open := machine()
	dns := service("dns", 53)
	dns.Spec.Ports[0].Protocol = corev1.ProtocolUDP
	if news := b.reconcile([]*corev1.Service{dns}); len(news) != 0 || len(open) != 0 {
		t.Fatalf("%v, %v", news, open)
	}
}
