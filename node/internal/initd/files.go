package initd

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"slipway.dev/node/internal/config"
	"slipway.dev/node/internal/pki"
)

// writeFiles writes the configuration files that the components read.
func writeFiles(c *config.Config, s pki.Store) error {
	files := map[string]string{
		"/etc/os-release":                    "NAME=Slipway\nPRETTY_NAME=\"Slipway node (Debian packages)\"\nID=debian\n",
		"/etc/hostname":                      c.Name + "\n",
		"/etc/machine-id":                    machineID(s),
		"/etc/hosts":                         fmt.Sprintf("127.0.0.1 localhost\n%s %s\n", config.NodeIP, c.Name),
		"/etc/resolv.conf":                   "nameserver " + config.DNSServiceIP + "\n",
		"/etc/kubernetes/resolv.conf":        "nameserver " + config.NodeIP + "\n",
		"/etc/cni/net.d/10-slipway.conflist": cni,
		"/etc/containerd/config.toml":        fmt.Sprintf(containerd, c.PauseImage),
		"/etc/kubernetes/kubelet.yaml":       fmt.Sprintf(kubelet, s.File("ca.crt"), s.File("kubelet-server.crt"), s.File("kubelet-server.key"), cgroupRoot(c)),
		"/etc/kubernetes/admission.yaml":     admission,
		"/etc/kubernetes/audit.yaml":         audit,
		"/etc/kubernetes/Corefile":           fmt.Sprintf(corefile, config.Domain, s.File("coredns.kubeconfig"), others(c)),
	}
	for path, text := range files {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return err
		}
	}
	return os.Chmod("/etc/resolv.conf", 0o644)
}

// machineID is the cluster's own, the same at every start: the node's authority is made once.
func machineID(s pki.Store) string {
	certificate, _ := os.ReadFile(s.File("ca.crt"))
	sum := sha256.Sum256(certificate)
	return hex.EncodeToString(sum[:16]) + "\n"
}

func cgroupRoot(c *config.Config) string { return "/" + c.Cgroup() }

// Each pod has a device of its own towards the node (ptp), so that all traffic passes the node's translation of service
// addresses: a bridge would need the br_netfilter module for that.
const cni = `{
  "cniVersion": "1.0.0",
  "name": "slipway",
  "plugins": [
    {"type": "ptp", "ipam": {"type": "host-local", "dataDir": "/run/cni", "ranges": [[{"subnet": "10.244.0.0/24"}]], "routes": [{"dst": "0.0.0.0/0"}]}}
  ]
}
`

// restrict_oom_score_adj: a machine without CAP_SYS_RESOURCE cannot lower a score, and runc fails on the attempt.
const containerd = `version = 3
root = "/var/lib/containerd"
state = "/run/containerd"

[grpc]
  address = "/run/containerd/containerd.sock"

[plugins."io.containerd.cri.v1.images"]
  snapshotter = "overlayfs"
  [plugins."io.containerd.cri.v1.images".pinned_images]
    sandbox = %q
  [plugins."io.containerd.cri.v1.images".registry]
    config_path = "/var/lib/registries"

[plugins."io.containerd.cri.v1.runtime"]
  restrict_oom_score_adj = true
  [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
      SystemdCgroup = false
  [plugins."io.containerd.cri.v1.runtime".cni]
    bin_dirs = ["/usr/lib/cni"]
    conf_dir = "/etc/cni/net.d"
`

// imageGCHighThresholdPercent 100 switches the collection of images off: nothing could pull one again.
const kubelet = `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: %s}
authorization: {mode: Webhook}
tlsCertFile: %s
tlsPrivateKeyFile: %s
cgroupDriver: cgroupfs
cgroupRoot: %s
failCgroupV1: false
clusterDNS: ["` + config.DNSServiceIP + `"]
clusterDomain: ` + config.Domain + `
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
resolvConf: /etc/kubernetes/resolv.conf
failSwapOn: false
readOnlyPort: 0
healthzBindAddress: 127.0.0.1
serializeImagePulls: false
seccompDefault: true
volumePluginDir: /var/lib/kubelet/volume-plugins
shutdownGracePeriod: 0s
nodeStatusUpdateFrequency: 5s
evictionHard: {"memory.available": "100Mi", "nodefs.available": "1Gi", "imagefs.available": "1Gi"}
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
`

const admission = `apiVersion: apiserver.config.k8s.io/v1
kind: AdmissionConfiguration
plugins:
  - name: PodSecurity
    configuration:
      apiVersion: pod-security.admission.config.k8s.io/v1
      kind: PodSecurityConfiguration
      defaults:
        enforce: baseline
        enforce-version: latest
        warn: restricted
        warn-version: latest
        audit: restricted
        audit-version: latest
      exemptions:
        namespaces: [kube-system]
`

const audit = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
  - level: None
    verbs: [get, list, watch]
  - level: None
    resources: [{group: coordination.k8s.io}, {group: "", resources: [events]}, {group: authentication.k8s.io}, {group: authorization.k8s.io}]
  - level: Metadata
`

// others says who answers for names outside of the cluster. Where nothing leads out, they do not exist.
func others(c *config.Config) string {
	if c.Offline {
		return ""
	}
	return "forward . " + config.OutsideGateway + " {\n        max_fails 0\n    }"
}

const corefile = `.:53 {
    errors
    health 127.0.0.1:8084
    ready 127.0.0.1:8181
    kubernetes %s in-addr.arpa ip6.arpa {
        kubeconfig %s
        pods insecure
        ttl 5
    }
    cache 5
    loadbalance
    %s
}
`
