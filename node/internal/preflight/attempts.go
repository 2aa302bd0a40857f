package preflight

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/vishvananda/netlink"
	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"
)

func overlay() error {
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("private mounts: %w", err)
	}
	// /proc exists everywhere, and the mount vanishes with the namespace.
	base := "/proc"
	if err := unix.Mount("tmpfs", base, "tmpfs", 0, "size=1m"); err != nil {
		return fmt.Errorf("tmpfs: %w", err)
	}
	defer unix.Unmount(base, unix.MNT_DETACH)
	for _, d := range []string{"lower", "upper", "work", "merged"} {
		if err := os.Mkdir(filepath.Join(base, d), 0o755); err != nil {
			return err
		}
	}
	options := fmt.Sprintf("lowerdir=%[1]s/lower,upperdir=%[1]s/upper,workdir=%[1]s/work", base)
	if err := unix.Mount("overlay", filepath.Join(base, "merged"), "overlay", 0, options); err != nil {
		return fmt.Errorf("overlay file systems cannot be mounted: %w (kernel option CONFIG_OVERLAY_FS)", err)
	}
	return unix.Unmount(filepath.Join(base, "merged"), unix.MNT_DETACH)
}

func veth() error {
	attrs := netlink.NewLinkAttrs()
	attrs.Name = "check0"
	if err := netlink.LinkAdd(&netlink.Veth{LinkAttrs: attrs, PeerName: "check1"}); err != nil {
		return fmt.Errorf("veth devices cannot be made: %w (kernel option CONFIG_VETH)", err)
	}
	return nil
}

// nftables makes a table as `nft add table ip check` does (linux/netfilter/nf_tables.h): a batch of three messages.
func nftables() error {
	socket, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_NETFILTER)
	if err != nil {
		return fmt.Errorf("no netfilter in this kernel: %w", err)
	}
	defer unix.Close(socket)
	if err := unix.Bind(socket, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return err
	}
	name := nl.NewRtAttr(unix.NFTA_TABLE_NAME, nl.ZeroTerminated("check"))
	table := uint16(unix.NFNL_SUBSYS_NFTABLES)<<8 | unix.NFT_MSG_NEWTABLE
	batch := append(message(unix.NFNL_MSG_BATCH_BEGIN, 0, 1, unix.AF_UNSPEC, unix.NFNL_SUBSYS_NFTABLES, nil),
		message(table, unix.NLM_F_CREATE|unix.NLM_F_ACK, 2, unix.AF_INET, 0, name.Serialize())...)
	batch = append(batch, message(unix.NFNL_MSG_BATCH_END, 0, 3, unix.AF_UNSPEC, unix.NFNL_SUBSYS_NFTABLES, nil)...)
	if err := unix.Sendto(socket, batch, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return err
	}
	answer := make([]byte, 4096)
	if err := unix.SetsockoptTimeval(socket, unix.SOL_SOCKET, unix.SO_RCVTIMEO, &unix.Timeval{Sec: 2}); err != nil {
		return err
	}
	n, _, err := unix.Recvfrom(socket, answer, 0)
	if err != nil {
		return fmt.Errorf("nf_tables does not answer: %w (kernel option CONFIG_NF_TABLES)", err)
	}
	if n < unix.SizeofNlMsghdr+4 {
		return errors.New("nf_tables answers with too little")
	}
	if code := int32(binary.NativeEndian.Uint32(answer[unix.SizeofNlMsghdr:])); code != 0 {
		return fmt.Errorf("a table cannot be made: %w (kernel option CONFIG_NF_TABLES)", unix.Errno(-code))
	}
	return nil
}

// message is a netlink message with the netfilter header (linux/netfilter/nfnetlink.h).
func message(kind, flags uint16, sequence uint32, family byte, resource uint16, payload []byte) []byte {
	size := unix.SizeofNlMsghdr + 4 + len(payload)
	m := make([]byte, unix.SizeofNlMsghdr+4, size)
	binary.NativeEndian.PutUint32(m[0:], uint32(size))
	binary.NativeEndian.PutUint16(m[4:], kind)
	binary.NativeEndian.PutUint16(m[6:], flags|unix.NLM_F_REQUEST)
	binary.NativeEndian.PutUint32(m[8:], sequence)
	m[16] = family
	binary.BigEndian.PutUint16(m[18:], resource)
	return append(m, payload...)
}
