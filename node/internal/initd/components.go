package initd

import (
	"slipway.dev/node/internal/config"
	"slipway.dev/node/internal/pki"
)

const self = "/run/slipway-node"

func component(name string, args ...string) Process {
	return Process{Name: name, Args: append([]string{self, name}, args...)}
}

func etcd(s pki.Store) Process {
	return component("etcd",
		"--name=node", "--data-dir=/var/lib/etcd",
		"--listen-client-urls=https://127.0.0.1:2379", "--advertise-client-urls=https://127.0.0.1:2379",
		"--listen-peer-urls=https://127.0.0.1:2380", "--initial-advertise-peer-urls=https://127.0.0.1:2380",
		"--initial-cluster=node=https://127.0.0.1:2380",
		"--client-cert-auth", "--peer-client-cert-auth",
		"--cert-file="+s.File("etcd.crt"), "--key-file="+s.File("etcd.key"), "--trusted-ca-file="+s.File("etcd-ca.crt"),
		"--peer-cert-file="+s.File("etcd.crt"), "--peer-key-file="+s.File("etcd.key"), "--peer-trusted-ca-file="+s.File("etcd-ca.crt"),
		"--listen-metrics-urls=http://127.0.0.1:2381", "--log-level=warn", "--auto-compaction-retention=1h")
}

func apiserver(s pki.Store) Process {
	return component("kube-apiserver",
		"--advertise-address="+config.NodeIP, "--bind-address=0.0.0.0", "--secure-port=6443",
		"--authorization-mode=Node,RBAC", "--anonymous-auth=false", "--enable-admission-plugins=NodeRestriction",
		"--admission-control-config-file=/etc/kubernetes/admission.yaml",
		"--encryption-provider-config="+s.File("encryption.yaml"),
		"--audit-policy-file=/etc/kubernetes/audit.yaml", "--audit-log-path=/var/log/slipway/audit.log",
		"--audit-log-maxsize=20", "--audit-log-maxbackup=1",
		"--client-ca-file="+s.File("ca.crt"),
		"--tls-cert-file="+s.File("apiserver.crt"), "--tls-private-key-file="+s.File("apiserver.key"), "--tls-min-version=VersionTLS12",
		"--kubelet-certificate-authority="+s.File("ca.crt"), "--kubelet-preferred-address-types=InternalIP",
		"--kubelet-client-certificate="+s.File("apiserver-kubelet-client.crt"), "--kubelet-client-key="+s.File("apiserver-kubelet-client.key"),
		"--etcd-servers=https://127.0.0.1:2379", "--etcd-cafile="+s.File("etcd-ca.crt"),
		"--etcd-certfile="+s.File("apiserver-etcd-client.crt"), "--etcd-keyfile="+s.File("apiserver-etcd-client.key"),
		"--service-account-issuer=https://kubernetes.default.svc."+config.Domain,
		"--service-account-key-file="+s.File("sa.pub"), "--service-account-signing-key-file="+s.File("sa.key"),
		"--service-cluster-ip-range="+config.ServiceCIDR,
		"--requestheader-client-ca-file="+s.File("front-proxy-ca.crt"), "--requestheader-allowed-names=front-proxy-client",
		"--requestheader-username-headers=X-Remote-User", "--requestheader-group-headers=X-Remote-Group",
		"--requestheader-extra-headers-prefix=X-Remote-Extra-",
		"--proxy-client-cert-file="+s.File("front-proxy-client.crt"), "--proxy-client-key-file="+s.File("front-proxy-client.key"),
		"--enable-aggregator-routing", "--profiling=false")
}

func controllers(s pki.Store) Process {
	k := s.File("kube-controller-manager.kubeconfig")
	return component("kube-controller-manager",
		"--kubeconfig="+k, "--authentication-kubeconfig="+k, "--authorization-kubeconfig="+k,
		"--use-service-account-credentials", "--service-account-private-key-file="+s.File("sa.key"),
		"--root-ca-file="+s.File("ca.crt"), "--cluster-signing-cert-file="+s.File("ca.crt"), "--cluster-signing-key-file="+s.File("ca.key"),
		"--leader-elect=false", "--bind-address=127.0.0.1", "--profiling=false",
		"--horizontal-pod-autoscaler-sync-period=15s")
}

func scheduler(s pki.Store) Process {
	k := s.File("kube-scheduler.kubeconfig")
	return component("kube-scheduler",
		"--kubeconfig="+k, "--authentication-kubeconfig="+k, "--authorization-kubeconfig="+k,
		"--leader-elect=false", "--bind-address=127.0.0.1", "--profiling=false")
}

func containerRuntime() Process {
	return Process{Name: "containerd", Args: []string{"/usr/bin/containerd", "--config", "/etc/containerd/config.toml"}}
}

func nodeAgent(c *config.Config, s pki.Store) Process {
	return component("kubelet",
		"--config=/etc/kubernetes/kubelet.yaml", "--kubeconfig="+s.File("kubelet.kubeconfig"),
		"--hostname-override="+c.Name, "--node-ip="+config.NodeIP)
}

func proxy(c *config.Config, s pki.Store) Process {
	return component("kube-proxy",
		"--kubeconfig="+s.File("kube-proxy.kubeconfig"), "--proxy-mode=nftables", "--cluster-cidr="+config.PodCIDR,
		"--hostname-override="+c.Name, "--conntrack-max-per-core=0",
		"--conntrack-tcp-timeout-established=0s", "--conntrack-tcp-timeout-close-wait=0s",
		"--healthz-bind-address=127.0.0.1:10256", "--metrics-bind-address=127.0.0.1:10249")
}

func dns() Process {
	return component("coredns", "-conf", "/etc/kubernetes/Corefile")
}
