// Package config holds what a node is told at its start and where it keeps things.
package config

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

// Addresses inside the node's own network namespace; they exist nowhere else.
const (
	NodeIP       = "10.123.0.2"
	NodeCIDR     = "10.123.0.2/24"
	ServiceCIDR  = "10.96.0.0/16"
	APIServiceIP = "10.96.0.1"
	DNSServiceIP = "10.96.0.10"
	PodCIDR      = "10.244.0.0/16"
	Domain       = "cluster.local"
	// OutsideDevice leads from the node to what the machine reaches; OutsideGateway answers names there as the machine
	// resolves them, and MachineIP is the machine's own 127.0.0.1.
	OutsideDevice  = "outside0"
	OutsideIP      = "10.124.0.2/24"
	OutsideCIDR    = "10.124.0.0/24"
	OutsideGateway = "10.124.0.1"
	MachineIP      = "10.124.0.254"
	MachineHost    = "host"
	MachineZone    = "slipway.internal"
	OutsideMTU     = 1500
	// BalancerCIDR are addresses of the machine's own loopback network for Services of type LoadBalancer.
	BalancerCIDR = "127.123.0.0/24"
	// GatewayHTTP and GatewayHTTPS are where Envoy listens on NodeIP.
	GatewayHTTP  = 8080
	GatewayHTTPS = 8443
)

// Config is the file given to `run --config`.
type Config struct {
	// Name of the node and of the cluster: a DNS label.
	Name string `json:"name"`
	// Home is the folder that keeps the node's state over stop and start.
	Home string `json:"home"`
	// Rootfs is a folder with the unpacked Debian packages; it is used read-only.
	Rootfs string `json:"rootfs"`
	// Contour and Envoy are the paths of the ingress's programs; without them there is no ingress. They need not exist
	// yet when the node starts: the ingress starts when both do.
	Contour string `json:"contour"`
	Envoy   string `json:"envoy"`
	// APIPort on 127.0.0.1 of the host leads to the API server.
	APIPort int `json:"apiPort"`
	// GatewayPort on 127.0.0.1 of the host leads to the ingress; 0 for none.
	GatewayPort int `json:"gatewayPort"`
	// Offline leaves the node without a way to what the machine reaches.
	Offline bool `json:"offline"`
	// Images are OCI archives that every node needs, such as the pause image.
	Images []string `json:"images"`
	// PauseImage is the reference of the sandbox image in Images.
	PauseImage string `json:"pauseImage"`
}

var label = regexp.MustCompile(`^[a-z]([-a-z0-9]{0,30}[a-z0-9])?$`)

// Load reads a configuration and says which field is wrong and how.
func Load(path string) (*Config, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	c := &Config{}
	if err := json.Unmarshal(raw, c); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	switch {
	case !label.MatchString(c.Name):
		return nil, fmt.Errorf("%s: name %q is not a DNS label of at most 32 characters", path, c.Name)
	case !filepath.IsAbs(c.Home) || !filepath.IsAbs(c.Rootfs):
		return nil, fmt.Errorf("%s: home and rootfs must be absolute paths", path)
	case c.Ingress() && !(filepath.IsAbs(c.Contour) && filepath.IsAbs(c.Envoy)):
		return nil, fmt.Errorf("%s: contour and envoy must be absolute paths", path)
	case c.APIPort <= 0 || c.APIPort > 65535:
		return nil, fmt.Errorf("%s: apiPort %d is not a TCP port", path, c.APIPort)
	case c.GatewayPort < 0 || c.GatewayPort > 65535 || c.GatewayPort == c.APIPort:
		return nil, fmt.Errorf("%s: gatewayPort %d is not a TCP port of its own", path, c.GatewayPort)
	case c.PauseImage == "":
		return nil, fmt.Errorf("%s: pauseImage is missing", path)
	}
	return c, nil
}

// Ingress tells whether the node is to have one.
func (c *Config) Ingress() bool { return c.Contour != "" && c.Envoy != "" }

// Var is the folder that appears as /var inside the node.
func (c *Config) Var() string { return filepath.Join(c.Home, "var") }

// StatusFile is where the node tells how it is.
func (c *Config) StatusFile() string { return filepath.Join(c.Home, "status.json") }

// Cgroup is the name of the node's own group in every controller.
func (c *Config) Cgroup() string { return Cgroup(c.Home, c.Name) }

// Cgroup of the node that has this home: two caches of one machine may each have a node of the same name.
func Cgroup(home, name string) string {
	sum := sha256.Sum256([]byte(filepath.Clean(home)))
	return "slipway-" + name + "-" + hex.EncodeToString(sum[:4])
}
