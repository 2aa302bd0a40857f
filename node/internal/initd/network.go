package initd

import (
	"fmt"
	"net"
	"os"

	"github.com/vishvananda/netlink"

	"slipway.dev/node/internal/config"
)

// network gives the node an address of its own. Nothing of it is visible outside of the node's namespace. What leads out of
// it is a device that the machine's side makes (package host).
func network() error {
	lo, err := netlink.LinkByName("lo")
	if err != nil {
		return err
	}
	if err := netlink.LinkSetUp(lo); err != nil {
		return err
	}
	attrs := netlink.NewLinkAttrs()
	attrs.Name = "node0"
	// A veth pair is what pods need anyway; a dummy device is a kernel module that some machines lack.
	pair := &netlink.Veth{LinkAttrs: attrs, PeerName: "node1"}
	if err := netlink.LinkAdd(pair); err != nil {
		return fmt.Errorf("veth device: %w", err)
	}
	peer, err := netlink.LinkByName("node1")
	if err != nil {
		return err
	}
	address, err := netlink.ParseAddr(config.NodeCIDR)
	if err != nil {
		return err
	}
	if err := netlink.AddrAdd(pair, address); err != nil {
		return err
	}
	for _, l := range []netlink.Link{peer, pair} {
		if err := netlink.LinkSetUp(l); err != nil {
			return err
		}
	}
	// Service addresses need a route to be looked up before they are translated. The route to everything else gives way to
	// that of the device which leads out.
	for destination, metric := range map[string]int{config.ServiceCIDR: 0, "0.0.0.0/0": 1000} {
		_, to, err := net.ParseCIDR(destination)
		if err != nil {
			return err
		}
		if err := netlink.RouteAdd(&netlink.Route{
			LinkIndex: pair.Index, Dst: to, Src: net.ParseIP(config.NodeIP), Priority: metric,
		}); err != nil {
			return fmt.Errorf("route to %s: %w", destination, err)
		}
	}
	for _, s := range []struct{ file, value string }{
		{"/proc/sys/net/ipv4/ip_forward", "1"},
	} {
		if err := os.WriteFile(s.file, []byte(s.value), 0o644); err != nil {
			return err
		}
	}
	return nil
}
