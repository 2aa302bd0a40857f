package host

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"

	"golang.org/x/sys/unix"
)

// Path is where programs are found inside the node.
const Path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// Exec runs a command inside the node with this process's standard streams and returns its exit code.
func Exec(home string, command []string) (int, error) {
	pid, err := Pid(home)
	if err != nil {
		return 1, err
	}
	runtime.LockOSThread()
	// A thread may change its mount namespace only when it shares its file system state with no other.
	if err := unix.Unshare(unix.CLONE_FS); err != nil {
		return 1, err
	}
	kinds := []struct {
		name string
		flag int
	}{
		{"uts", unix.CLONE_NEWUTS}, {"ipc", unix.CLONE_NEWIPC}, {"net", unix.CLONE_NEWNET},
		{"pid", unix.CLONE_NEWPID}, {"mnt", unix.CLONE_NEWNS},
	}
	fds := make([]int, len(kinds))
	for i, k := range kinds {
		if fds[i], err = unix.Open(fmt.Sprintf("/proc/%d/ns/%s", pid, k.name), unix.O_RDONLY|unix.O_CLOEXEC, 0); err != nil {
			return 1, fmt.Errorf("namespace %s of process %d: %w", k.name, pid, err)
		}
	}
	for i, k := range kinds {
		if err := unix.Setns(fds[i], k.flag); err != nil {
			return 1, fmt.Errorf("namespace %s: %w", k.name, err)
		}
	}
	if err := os.Setenv("PATH", Path); err != nil {
		return 1, err
	}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = "/"
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	err = cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode(), nil
	}
	if err != nil {
		return 127, err
	}
	return 0, nil
}
