package host

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/containers/gvisor-tap-vsock/pkg/types"
	"github.com/containers/gvisor-tap-vsock/pkg/virtualnetwork"
	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"

	"slipway.dev/node/internal/config"
)

// outside leads from the node to what this machine reaches, as this process's own connections: the machine gets no
// device, no route and no rule for it. It ends with this process.
type outside struct{ device *os.File }

// openOutside makes the device in the node's network and serves what comes over it.
func openOutside(c *config.Config, pid int) (*outside, error) {
	if c.Offline {
		return &outside{}, nil
	}
	made := make(chan error, 1)
	var device *os.File
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
		var err error
		device, err = makeDevice(c.Rootfs, pid)
		made <- err
	}()
	if err := <-made; err != nil {
		return nil, err
	}
	network, err := virtualnetwork.New(&types.Configuration{
		MTU:               config.OutsideMTU,
		Subnet:            config.OutsideCIDR,
		GatewayIP:         config.OutsideGateway,
		GatewayMacAddress: "5a:94:ef:e4:0c:dd",
		GatewayVirtualIPs: []string{config.MachineIP},
		NAT:               map[string]string{config.MachineIP: "127.0.0.1"},
		DNS: []types.Zone{{
			Name:    config.MachineZone + ".",
			Records: []types.Record{{Name: config.MachineHost, IP: net.ParseIP(config.MachineIP)}},
		}},
		Protocol: types.BessProtocol,
	})
	if err != nil {
		device.Close()
		return nil, err
	}
	go func() { _ = network.AcceptBess(context.Background(), frames{device}) }()
	return &outside{device}, nil
}

func (o *outside) close() {
	if o.device != nil {
		o.device.Close()
	}
}

// makeDevice is called on a thread of its own, which it leaves in the node's network. The file of the device is this
// process's; the device lives in the node's network as long as the file is open.
func makeDevice(rootfs string, pid int) (*os.File, error) {
	ns, err := os.Open(fmt.Sprintf("/proc/%d/ns/net", pid))
	if err != nil {
		return nil, err
	}
	defer ns.Close()
	if err := unix.Setns(int(ns.Fd()), unix.CLONE_NEWNET); err != nil {
		return nil, fmt.Errorf("network namespace: %w", err)
	}
	// The device is made in the network in which this file was opened.
	fd, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil, fmt.Errorf("/dev/net/tun: %w", err)
	}
	request, err := unix.NewIfreq(config.OutsideDevice)
	if err != nil {
		unix.Close(fd)
		return nil, err
	}
	request.SetUint16(unix.IFF_TAP | unix.IFF_NO_PI)
	if err := unix.IoctlIfreq(fd, unix.TUNSETIFF, request); err != nil {
		unix.Close(fd)
		return nil, fmt.Errorf("device %s: %w", config.OutsideDevice, err)
	}
	file := os.NewFile(uintptr(fd), "/dev/net/tun")
	err = address()
	if err == nil {
		err = masquerade(rootfs)
	}
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("device %s: %w", config.OutsideDevice, err)
	}
	return file, nil
}

func address() error {
	link, err := netlink.LinkByName(config.OutsideDevice)
	if err != nil {
		return err
	}
	if err := netlink.LinkSetMTU(link, config.OutsideMTU); err != nil {
		return err
	}
	own, err := netlink.ParseAddr(config.OutsideIP)
	if err != nil {
		return err
	}
	if err := netlink.AddrAdd(link, own); err != nil {
		return err
	}
	if err := netlink.LinkSetUp(link); err != nil {
		return err
	}
	_, everything, _ := net.ParseCIDR("0.0.0.0/0")
	return netlink.RouteAdd(&netlink.Route{
		LinkIndex: link.Attrs().Index, Dst: everything, Gw: net.ParseIP(config.OutsideGateway),
	})
}

// masquerade gives what pods send out of the node the address of the device. The node's own nft does it, in the network of
// the calling thread.
func masquerade(rootfs string) error {
	rules := fmt.Sprintf("add table ip slipway; "+
		"add chain ip slipway postrouting { type nat hook postrouting priority srcnat; policy accept; }; "+
		"add rule ip slipway postrouting ip saddr %s oifname %q masquerade", config.PodCIDR, config.OutsideDevice)
	nft := exec.Command("/usr/sbin/nft", rules)
	nft.Dir = "/"
	nft.Env = []string{}
	nft.SysProcAttr = &syscall.SysProcAttr{Chroot: rootfs}
	if out, err := nft.CombinedOutput(); err != nil {
		return fmt.Errorf("nft: %w: %s", err, strings.TrimSpace(string(out)))
	}
	return nil
}

// frames is the device as a connection: each read and each write is one Ethernet frame.
type frames struct{ *os.File }

func (frames) LocalAddr() net.Addr             { return frameAddr{} }
func (frames) RemoteAddr() net.Addr            { return frameAddr{} }
func (f frames) SetDeadline(t time.Time) error { return f.File.SetDeadline(t) }

type frameAddr struct{}

func (frameAddr) Network() string { return "tap" }
func (frameAddr) String() string  { return config.OutsideDevice }
