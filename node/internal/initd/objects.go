package initd

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"os"
	"strconv"
	"strings"

	"slipway.dev/node/internal/config"
)

// manifests are the cluster's own objects, which the node's processes rely on.
//
//go:embed manifests
var manifests embed.FS

func manifest(name string, ca []byte) (string, error) {
	raw, err := manifests.ReadFile("manifests/" + name + ".yaml")
	if err != nil {
		return "", err
	}
	return strings.NewReplacer(
		"DNS_SERVICE_IP", config.DNSServiceIP,
		"NODE_IP", config.NodeIP,
		"METRICS_PORT", strconv.Itoa(metricsPort),
		"CA_BUNDLE", base64.StdEncoding.EncodeToString(ca),
	).Replace(string(raw)), nil
}

// apply gives objects to the API server; those that it has already had in this form are left alone.
func (n *node) apply(name string) error {
	ca, err := os.ReadFile(n.pki.File("ca.crt"))
	if err != nil {
		return err
	}
	text, err := manifest(name, ca)
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(text))
	mark := "/var/lib/slipway/applied-" + name + "-" + hex.EncodeToString(sum[:8])
	if _, err := os.Stat(mark); err == nil {
		return nil
	}
	file := mark + ".yaml"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return err
	}
	defer os.Remove(file)
	if err := n.supervisor.run(component("kubectl", "--kubeconfig", n.pki.File("admin.kubeconfig"),
		"apply", "--server-side", "--force-conflicts", "-f", file)); err != nil {
		return err
	}
	return os.WriteFile(mark, nil, 0o600)
}
