// Package preflight finds what this machine lacks for a node. Whatever it tries, it tries in namespaces that end with it:
// the machine stays as it is.
package preflight

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"slipway.dev/node/internal/cgroups"
)

// Finding is one thing that the node needs.
type Finding struct {
	Name string `json:"name"`
	OK   bool   `json:"ok"`
	// Detail is what was seen; where it is not OK, why.
	Detail string `json:"detail"`
}

// Report is what `slipway-node check` prints.
type Report struct {
	OK       bool      `json:"ok"`
	Findings []Finding `json:"findings"`
}

// Check tries everything, whatever fails.
func Check() Report {
	r := Report{OK: true}
	r.add("root", "user 0", root())
	r.add("cgroups", cgroups.Describe(), cgroups.Usable())
	inside, err := insideNamespaces()
	r.add("namespaces", "network, mount, pid, uts and ipc", err)
	for _, f := range inside {
		r.OK = r.OK && f.OK
		r.Findings = append(r.Findings, f)
	}
	return r
}

// Missing is one line on what is not OK; empty where nothing is.
func (r Report) Missing() string {
	var missing []string
	for _, f := range r.Findings {
		if !f.OK {
			missing = append(missing, f.Name+" ("+f.Detail+")")
		}
	}
	return strings.Join(missing, "; ")
}

func (r *Report) add(name, detail string, err error) {
	if err != nil {
		detail = err.Error()
	}
	r.OK = r.OK && err == nil
	r.Findings = append(r.Findings, Finding{name, err == nil, detail})
}

func root() error {
	if uid := os.Geteuid(); uid != 0 {
		return fmt.Errorf("this is user %d: namespaces, mounts and control groups need root", uid)
	}
	return nil
}

// Flags of the node's namespaces.
const Flags = unix.CLONE_NEWNS | unix.CLONE_NEWPID | unix.CLONE_NEWNET | unix.CLONE_NEWUTS | unix.CLONE_NEWIPC

func insideNamespaces() ([]Finding, error) {
	child := exec.Command("/proc/self/exe", "check", "--inside")
	child.SysProcAttr = &syscall.SysProcAttr{Cloneflags: Flags, Pdeathsig: unix.SIGKILL}
	out, err := child.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return nil, fmt.Errorf("the attempt inside ended: %w: %s", err, strings.TrimSpace(string(exit.Stderr)))
		}
		return nil, fmt.Errorf("cannot be made: %w", err)
	}
	var found []Finding
	return found, json.Unmarshal(out, &found)
}

// Inside makes one of each thing that the kernel must offer; it runs in namespaces made for it.
func Inside() []Finding {
	var r Report
	r.add("overlayfs", "mounts", overlay())
	r.add("veth", "a pair of devices can be made", veth())
	r.add("nftables", "a table can be made", nftables())
	return r.Findings
}
