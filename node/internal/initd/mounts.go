package initd

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"

	"slipway.dev/node/internal/config"
)

// enterRoot makes the node's file system and moves the calling process into it: /usr is Debian's, read-only; /var is
// kept in the node's home; everything else lives in memory and vanishes with the mount namespace.
func enterRoot(c *config.Config) error {
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("private mounts: %w", err)
	}
	root := filepath.Join(c.Home, "root")
	if err := os.MkdirAll(root, 0o755); err != nil {
		return err
	}
	m := &mounter{root: root}
	m.mount("tmpfs", "", "tmpfs", unix.MS_NOSUID, "mode=755,size=64m")
	m.dir("usr", "etc", "var", "run", "tmp", "proc", "sys", "dev", "root", "opt")
	m.bind(filepath.Join(c.Rootfs, "usr"), "usr", true)
	for _, link := range []string{"bin", "sbin", "lib", "lib64"} {
		m.link("usr/"+link, link)
	}
	m.link("/run", "var/run", c.Var())
	m.bind(c.Var(), "var", false)
	m.mount("tmpfs", "run", "tmpfs", unix.MS_NOSUID|unix.MS_NODEV, "mode=755")
	m.mount("tmpfs", "tmp", "tmpfs", unix.MS_NOSUID|unix.MS_NODEV, "mode=1777")
	m.mount("proc", "proc", "proc", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, "")
	m.mount("sysfs", "sys", "sysfs", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, "")
	// A fresh sysfs has no control groups mounted on it: the machine's are brought over.
	m.rbind("/sys/fs/cgroup", "sys/fs/cgroup")
	m.rbind("/dev", "dev")
	m.mount("tmpfs", "dev/shm", "tmpfs", unix.MS_NOSUID|unix.MS_NODEV, "mode=1777")
	if _, err := os.Stat("/lib/modules"); err == nil {
		m.rbind("/lib/modules", "opt/modules")
	}
	m.copyTree(filepath.Join(c.Rootfs, "etc"), "etc")
	program, err := os.Executable()
	if err != nil {
		return err
	}
	m.bindFile(program, "run/slipway-node")
	if c.Ingress() {
		// Their folders, because the programs may be compiled and fetched while the node runs.
		m.bindFolder(filepath.Dir(c.Contour), contourFolder)
		m.bindFolder(filepath.Dir(c.Envoy), envoyFolder)
	}
	for i, image := range c.Images {
		m.bindFile(image, fmt.Sprintf("run/images/%d.tar", i))
	}
	if m.err != nil {
		return m.err
	}
	old := filepath.Join(root, "opt")
	if err := unix.PivotRoot(root, old); err != nil {
		return fmt.Errorf("pivot_root: %w", err)
	}
	if err := unix.Chdir("/"); err != nil {
		return err
	}
	if err := unix.Unmount("/opt", unix.MNT_DETACH); err != nil {
		return fmt.Errorf("leave the machine's file system: %w", err)
	}
	// The kubelet hands volumes on to containers: mounts made below / have to reach them.
	return unix.Mount("", "/", "", unix.MS_REC|unix.MS_SHARED, "")
}

// mounter remembers the first error.
type mounter struct {
	root string
	err  error
}

func (m *mounter) do(what string, err error) {
	if m.err == nil && err != nil {
		m.err = fmt.Errorf("%s: %w", what, err)
	}
}

func (m *mounter) mount(source, to, kind string, flags uintptr, options string) {
	if m.err == nil {
		m.do(fmt.Sprintf("mount %s (%s) on the node's /%s", source, kind, to), unix.Mount(source, filepath.Join(m.root, to), kind, flags, options))
	}
}

func (m *mounter) dir(names ...string) {
	for _, n := range names {
		if m.err == nil {
			m.do("folder "+n, os.MkdirAll(filepath.Join(m.root, n), 0o755))
		}
	}
}

func (m *mounter) link(target, name string, below ...string) {
	if m.err != nil {
		return
	}
	path := filepath.Join(m.root, name)
	if len(below) > 0 { // a link in a folder that is bound to the place of its name later
		path = filepath.Join(below[0], filepath.Base(name))
	}
	if err := os.Symlink(target, path); err != nil && !os.IsExist(err) {
		m.do("link "+name, err)
	}
}

func (m *mounter) bind(from, to string, readOnly bool) {
	m.mount(from, to, "", unix.MS_BIND, "")
	if readOnly {
		m.mount("", to, "", unix.MS_BIND|unix.MS_REMOUNT|unix.MS_RDONLY, "")
	}
}

func (m *mounter) rbind(from, to string) {
	m.dir(to)
	m.mount(from, to, "", unix.MS_BIND|unix.MS_REC, "")
}

func (m *mounter) bindFolder(from, to string) {
	if m.err == nil {
		m.do("folder "+from, os.MkdirAll(from, 0o755))
	}
	m.dir(to)
	m.bind(from, to, true)
}

func (m *mounter) bindFile(from, to string) {
	if m.err != nil {
		return
	}
	m.dir(filepath.Dir(to))
	path := filepath.Join(m.root, to)
	m.do("file "+to, os.WriteFile(path, nil, 0o755))
	m.bind(from, to, true)
}

// copyTree copies small configuration files, so that they can be changed without changing Debian's.
func (m *mounter) copyTree(from, to string) {
	if m.err != nil {
		return
	}
	m.do("copy "+from, filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(m.root, to, strings.TrimPrefix(path, from))
		switch {
		case d.IsDir():
			return os.MkdirAll(target, 0o755)
		case d.Type()&fs.ModeSymlink != 0:
			link, err := os.Readlink(path)
			if err != nil {
				return err
			}
			return os.Symlink(link, target)
		case d.Type().IsRegular():
			return copyFile(path, target)
		}
		return nil
	}))
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}
