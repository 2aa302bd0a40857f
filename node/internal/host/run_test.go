package host

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestAProcessThatHasEndedAndIsNotReapedIsNoRunningNode(t *testing.T) {
	home := t.TempDir()
	child := exec.Command("sleep", "60")
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	defer child.Wait()
	if err := writePid(home, child.Process.Pid); err != nil {
		t.Fatal(err)
	}
	if pid, err := Pid(home); err != nil || pid != child.Process.Pid {
		t.Fatalf("%d, %v", pid, err)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for range 200 {
		if state(child.Process.Pid) == "Z" {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if pid, err := Pid(home); err == nil {
		t.Fatalf("process %d is taken for a node in state %s", pid, state(pid))
	}
	if err := Clean(home, fmt.Sprintf("test-%d", os.Getpid())); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(pidFile(home)); err == nil {
		t.Fatal("the pid file is still there")
	}
}

func TestTheSweeperWaitsForTheLockOfAProcessThatIsDying(t *testing.T) {
	home := t.TempDir()
	if err := os.WriteFile(pidFile(home), []byte("1 0 1 0\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	held, err := lock(home)
	if err != nil {
		t.Fatal(err)
	}
	swept := make(chan error, 1)
	go func() { swept <- sweepAfter(strings.NewReader(""), home, fmt.Sprintf("test-%d", os.Getpid())) }()
	select {
	case err := <-swept:
		t.Fatalf("it gave up while the lock was held: %v", err)
	case <-time.After(300 * time.Millisecond):
	}
	held.Close()
	if err := <-swept; err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(pidFile(home)); err == nil {
		t.Fatal("the pid file is still there")
	}
}

func state(pid int) string {
	raw, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	_, after, _ := strings.Cut(string(raw), ") ")
	return strings.SplitN(after, " ", 2)[0]
}

func TestNothingOfThePersonsEnvironmentIsHandedOn(t *testing.T) {
	got := environment([]string{
		"PATH=/bin", "https_proxy=http://proxy:3128", "HOME=/root", "AWS_SECRET_ACCESS_KEY=x", "LANG=C.UTF-8", "HOMEBREW=1",
	})
	if want := []string{"PATH=/bin", "HOME=/root", "LANG=C.UTF-8"}; !slices.Equal(got, want) {
		t.Fatalf("%v", got)
	}
}
