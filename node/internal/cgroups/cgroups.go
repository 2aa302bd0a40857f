// Package cgroups makes and removes the node's own control group, in version 1 and version 2 hierarchies.
package cgroups

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

const root = "/sys/fs/cgroup"

// V2 tells whether the machine has the unified hierarchy only.
func V2() bool {
	_, err := os.Stat(filepath.Join(root, "cgroup.controllers"))
	return err == nil
}

// hierarchies are the folders in which a group has to be made.
func hierarchies() []string {
	if V2() {
		return []string{root}
	}
	entries, err := os.ReadDir(root)
	if err != nil {
		return nil
	}
	var found []string
	for _, e := range entries {
		// Links such as cpu,cpuacct -> cpu lead to a hierarchy that is listed itself.
		if e.IsDir() {
			found = append(found, filepath.Join(root, e.Name()))
		}
	}
	return found
}

// Make creates the group with a child "system" for the node's own processes.
func Make(name string) error {
	if V2() {
		if err := enable(root); err != nil {
			return err
		}
		group := filepath.Join(root, name)
		if err := os.MkdirAll(group, 0o755); err != nil {
			return err
		}
		if err := enable(group); err != nil {
			return err
		}
		return os.MkdirAll(filepath.Join(group, "system"), 0o755)
	}
	for _, h := range hierarchies() {
		for _, dir := range []string{filepath.Join(h, name), filepath.Join(h, name, "system")} {
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return err
			}
			// A v1 cpuset takes no process before its cpus and mems are filled, and new children start empty.
			for _, f := range []string{"cpuset.cpus", "cpuset.mems"} {
				parent, err := os.ReadFile(filepath.Join(filepath.Dir(dir), f))
				if err != nil {
					continue
				}
				if err := os.WriteFile(filepath.Join(dir, f), parent, 0o644); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// enable hands the controllers that Kubernetes needs to the children of a v2 group.
func enable(dir string) error {
	available, err := os.ReadFile(filepath.Join(dir, "cgroup.controllers"))
	if err != nil {
		return err
	}
	control := filepath.Join(dir, "cgroup.subtree_control")
	given, err := os.ReadFile(control)
	if err != nil {
		return err
	}
	for _, c := range missing(string(available), string(given)) {
		err := os.WriteFile(control, []byte("+"+c), 0o644)
		if errors.Is(err, unix.EBUSY) {
			return fmt.Errorf("%s has processes of its own, so its controller %s cannot be handed down: "+
				"inside a container, start it with the machine's cgroup namespace", dir, c)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// missing are the controllers that Kubernetes uses, of those available, that the children do not have yet. The kubelet
// refuses a group that lacks one of them which the machine has, even the one for huge pages.
func missing(available, given string) []string {
	var found []string
	for _, c := range strings.Fields(available) {
		if slices.Contains([]string{"cpu", "cpuset", "hugetlb", "io", "memory", "pids"}, c) && !slices.Contains(strings.Fields(given), c) {
			found = append(found, c)
		}
	}
	return found
}

// Enter moves the calling process into the group's child "system".
func Enter(name string) error {
	for _, h := range hierarchies() {
		procs := filepath.Join(h, name, "system", "cgroup.procs")
		if err := os.WriteFile(procs, []byte(strconv.Itoa(os.Getpid())), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Remove deletes the group and everything below it, waiting a moment for the last processes to be gone.
func Remove(name string) error {
	var last error
	for attempt := 0; attempt < 100; attempt++ {
		if last = removeOnce(name); last == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
	return last
}

// removeOnce works on all hierarchies at once: the kernel takes 10 ms to remove a group, most of which is waiting.
func removeOnce(name string) error {
	all := hierarchies()
	failed := make(chan error, len(all))
	for _, h := range all {
		go func() { failed <- removeTree(filepath.Join(h, name)) }()
	}
	var last error
	for range all {
		if err := <-failed; err != nil {
			last = err
		}
	}
	return last
}

func removeTree(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.IsDir() {
			if err := removeTree(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// needed are the controllers without which the kubelet does not start.
var needed = []string{"cpu", "cpuset", "memory", "pids"}

// Describe names the version in use.
func Describe() string {
	if V2() {
		return "version 2"
	}
	return "version 1"
}

// Usable tells what keeps a node from having control groups of its own.
func Usable() error {
	hs := hierarchies()
	if len(hs) == 0 {
		return fmt.Errorf("nothing is mounted on %s", root)
	}
	if V2() {
		raw, err := os.ReadFile(filepath.Join(root, "cgroup.controllers"))
		if err != nil {
			return err
		}
		return lacking(needed, strings.Fields(string(raw)), hs)
	}
	var offered []string
	for _, h := range hs {
		offered = append(offered, strings.Split(filepath.Base(h), ",")...)
	}
	return lacking(append(slices.Clone(needed), "cpuacct", "devices", "freezer"), offered, hs)
}

func lacking(needed, offered, hierarchies []string) error {
	for _, c := range needed {
		if !slices.Contains(offered, c) {
			return fmt.Errorf("controller %s is not available (of %s)", c, strings.Join(offered, ", "))
		}
	}
	for _, h := range hierarchies {
		if err := unix.Access(h, unix.W_OK); err != nil {
			return fmt.Errorf("%s is not writable: %w", h, err)
		}
	}
	return nil
}
