// Package host is the part of the node that lives on the machine itself: it makes the namespaces, forwards ports on
// 127.0.0.1 into them, and sees to it that nothing is left behind.
package host

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"slipway.dev/node/internal/cgroups"
	"slipway.dev/node/internal/config"
	"slipway.dev/node/internal/durable"
	"slipway.dev/node/internal/preflight"
	"slipway.dev/node/internal/status"
)

// stopGrace is longer than the node takes to end by itself.
const stopGrace = 5 * time.Second

// lockGrace is longer than a dying process, or the cleaning after it, keeps the lock.
const lockGrace = 10 * time.Second

// Run starts the node, serves its forwards, and returns when it has ended.
func Run(configFile string) error {
	c, err := config.Load(configFile)
	if err != nil {
		return err
	}
	if os.Geteuid() != 0 {
		return fmt.Errorf("this machine cannot run a node: %s", preflight.Check().Missing())
	}
	if err := os.MkdirAll(c.Var(), 0o700); err != nil {
		return err
	}
	lock, err := lockWithin(c.Home, lockGrace)
	if err != nil {
		return err
	}
	defer lock.Close()
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, unix.SIGTERM, unix.SIGINT)
	// What an earlier start has left must not be taken for this one's.
	if err := status.Write(c.StatusFile(), status.Status{Phase: status.Starting}); err != nil {
		return err
	}
	last := conclude(c, serve(c, configFile, signals))
	if err := status.Write(c.StatusFile(), last); err != nil {
		return err
	}
	if last.Phase == status.Failed {
		return errors.New(last.Message)
	}
	return nil
}

// serve runs the node until it ends; nil where it did so because it was asked to.
func serve(c *config.Config, configFile string, signals <-chan os.Signal) error {
	if err := cgroups.Remove(c.Cgroup()); err != nil {
		return fmt.Errorf("control groups of an earlier start: %w", err)
	}
	defer cgroups.Remove(c.Cgroup())
	if err := cgroups.Make(c.Cgroup()); err != nil {
		return fmt.Errorf("control group %s: %w", c.Cgroup(), err)
	}
	sweeper, err := startSweeper(configFile)
	if err != nil {
		return err
	}
	defer sweeper.Close()
	child, err := startInit(configFile)
	if err != nil {
		return fmt.Errorf("namespaces: %w", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- child.Wait() }()
	end := func() {
		_ = child.Process.Kill()
		<-ended
	}
	if err := writePid(c.Home, child.Process.Pid); err != nil {
		end()
		return err
	}
	defer os.Remove(pidFile(c.Home))
	outside, err := openOutside(c, child.Process.Pid)
	if err != nil {
		end()
		return fmt.Errorf("the way out of the node: %w (offline does without it)", err)
	}
	defer outside.close()
	dialer, err := newDialer(child.Process.Pid)
	if err != nil {
		end()
		return fmt.Errorf("network namespace: %w", err)
	}
	forwards, err := openForwards(c, dialer)
	if err != nil {
		end()
		return err
	}
	defer forwards.close()
	running, ending := context.WithCancel(context.Background())
	defer ending()
	openBalancers(running, c, dialer)
	select {
	case err := <-ended:
		return fmt.Errorf("the node's first process ended by itself: %w", orClean(err))
	case <-signals:
	}
	_ = child.Process.Signal(unix.SIGTERM)
	select {
	case <-ended:
	case <-time.After(stopGrace):
		end()
	}
	return nil
}

func orClean(err error) error {
	if err == nil {
		return errors.New("exit status 0")
	}
	return err
}

func startInit(configFile string) (*exec.Cmd, error) {
	// The parent-death signal follows the thread that forked, not the process: that thread has to stay.
	runtime.LockOSThread()
	child := exec.Command("/proc/self/exe", "init", "--config", configFile)
	child.Stdout, child.Stderr = os.Stdout, os.Stderr
	child.Env = environment(os.Environ())
	child.SysProcAttr = &syscall.SysProcAttr{Cloneflags: preflight.Flags, Pdeathsig: unix.SIGKILL}
	return child, child.Start()
}

// environment is what the node's processes get of that of the person who starts it: a proxy named there does not lead to
// the node's own addresses, and whatever else is there would be readable for as long as the node lives.
func environment(of []string) []string {
	var kept []string
	for _, v := range of {
		switch name, _, _ := strings.Cut(v, "="); name {
		case "PATH", "HOME", "LANG":
			kept = append(kept, v)
		}
	}
	return kept
}

// conclude is the status that the node ends with. What its first process has said of a failure is better than that it
// ended.
func conclude(c *config.Config, err error) status.Status {
	last, _ := status.Read(c.StatusFile())
	switch {
	case err == nil:
		return status.Status{Phase: status.Stopped}
	case last.Phase != status.Failed:
		last.Phase, last.Message = status.Failed, err.Error()
	}
	if missing := preflight.Check().Missing(); missing != "" {
		last.Message = "this machine lacks " + missing + ": " + last.Message
	}
	return last
}

// lockWithin tries again until the grace is over.
func lockWithin(home string, grace time.Duration) (*os.File, error) {
	for end := time.Now().Add(grace); ; time.Sleep(20 * time.Millisecond) {
		f, err := lock(home)
		if err == nil || time.Now().After(end) {
			return f, err
		}
	}
}

func lock(home string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(home, "lock"), os.O_CREATE|os.O_RDWR|unix.O_CLOEXEC, 0o600)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: this node runs already", home)
	}
	return f, nil
}

// startSweeper starts the process that removes the control groups when this one dies without doing so.
func startSweeper(configFile string) (*os.File, error) {
	read, write, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer read.Close()
	sweeper := exec.Command("/proc/self/exe", "sweep", "--config", configFile)
	sweeper.Env = environment(os.Environ())
	sweeper.ExtraFiles = []*os.File{read}
	sweeper.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := sweeper.Start(); err != nil {
		return nil, err
	}
	go func() { _ = sweeper.Wait() }()
	return write, nil
}

// Sweep waits for the end of the process that holds the other end of file descriptor 3, then cleans up after it.
func Sweep(configFile string) error {
	c, err := config.Load(configFile)
	if err != nil {
		return err
	}
	return sweepAfter(os.NewFile(3, "alive"), c.Home, c.Name)
}

func sweepAfter(alive io.Reader, home, name string) error {
	_, _ = alive.Read(make([]byte, 1))
	for range 200 {
		if _, err := Pid(home); err != nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	// The kernel closes a dead process's files one by one: the pipe may be closed before the lock is free.
	l, err := lockWithin(home, lockGrace)
	if err != nil {
		return nil // it runs again, and its start has removed what there was
	}
	defer l.Close()
	// On a busy machine the node's processes take longer to be gone than one attempt lasts.
	for range 24 {
		if err = clean(home, name); err == nil {
			break
		}
	}
	return err
}

// Clean removes what a killed node left outside its namespaces: control groups and its pid file.
func Clean(home, name string) error {
	l, err := lock(home)
	if err != nil {
		return nil // it runs, or runs again: nothing to clean
	}
	defer l.Close()
	return clean(home, name)
}

// clean is called by the holder of the lock.
func clean(home, name string) error {
	if pid, err := Pid(home); err == nil {
		return fmt.Errorf("process %d of the node still lives", pid)
	}
	_ = os.Remove(pidFile(home))
	s, err := status.Read(filepath.Join(home, "status.json"))
	if err == nil && s.Phase != status.Failed && s.Phase != status.Stopped {
		_ = status.Write(filepath.Join(home, "status.json"), status.Status{Phase: status.Stopped, Message: "it was killed"})
	}
	return cgroups.Remove(config.Cgroup(home, name))
}

func pidFile(home string) string { return filepath.Join(home, "pid") }

// writePid keeps the pids of the node's first process and of this one, each with its start time, so that a recycled pid is
// not taken for one of them.
func writePid(home string, pid int) error {
	started, err := startTime(pid)
	if err != nil {
		return err
	}
	own, err := startTime(os.Getpid())
	if err != nil {
		return err
	}
	return durable.Write(pidFile(home), fmt.Appendf(nil, "%d %s %d %s\n", pid, started, os.Getpid(), own), 0o600)
}

// Pid is the host's process id of the node's first process, or an error when the node does not run.
func Pid(home string) (int, error) {
	raw, err := os.ReadFile(pidFile(home))
	if err != nil {
		return 0, errors.New("the node does not run")
	}
	fields := strings.Fields(string(raw))
	if len(fields) < 2 {
		return 0, fmt.Errorf("%s: not a pid file", pidFile(home))
	}
	pid, err := strconv.Atoi(fields[0])
	if err != nil {
		return 0, err
	}
	if started, err := startTime(pid); err != nil || started != fields[1] {
		return 0, errors.New("the node does not run")
	}
	return pid, nil
}

// startTime is field 22 of /proc/PID/stat, in clock ticks since boot. A process that has ended has none, also where nobody
// reaps it.
func startTime(pid int) (string, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return "", err
	}
	text := string(raw)
	fields := strings.Fields(text[strings.LastIndexByte(text, ')')+1:])
	if len(fields) < 20 {
		return "", fmt.Errorf("/proc/%d/stat has %d fields", pid, len(fields))
	}
	if fields[0] == "Z" || fields[0] == "X" {
		return "", fmt.Errorf("process %d has ended", pid)
	}
	return fields[19], nil
}
