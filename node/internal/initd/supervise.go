package initd

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

const logs = "/var/log/slipway"

// Process is one program that has to run as long as the node does.
type Process struct {
	Name string
	// Args start with the path of the program.
	Args []string
}

// supervisor starts processes, starts them again when they end, and reaps every orphan: it is PID 1.
type supervisor struct {
	mu       sync.Mutex
	running  map[int]Process
	since    map[int]time.Time
	waiting  map[int]chan syscall.WaitStatus
	restarts map[string]int
	stopping bool
}

// A process that ran so long is taken to have worked: what it ended of before is forgotten.
const settled = time.Minute

func newSupervisor() *supervisor {
	s := &supervisor{running: map[int]Process{}, since: map[int]time.Time{}, waiting: map[int]chan syscall.WaitStatus{}, restarts: map[string]int{}}
	go s.reap()
	return s
}

func (s *supervisor) start(p Process) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	pid, err := spawn(p)
	if err != nil {
		return err
	}
	s.running[pid] = p
	s.since[pid] = time.Now()
	return nil
}

// run waits for a program that ends by itself.
func (s *supervisor) run(p Process) error {
	s.mu.Lock()
	pid, err := spawn(p)
	if err != nil {
		s.mu.Unlock()
		return err
	}
	done := make(chan syscall.WaitStatus, 1)
	s.waiting[pid] = done
	s.mu.Unlock()
	if ws := <-done; ws.ExitStatus() != 0 {
		return fmt.Errorf("%s ended with %d: %s", p.Name, ws.ExitStatus(), tail(p.Name))
	}
	return nil
}

func spawn(p Process) (int, error) {
	if err := os.MkdirAll(logs, 0o755); err != nil {
		return 0, err
	}
	log, err := os.OpenFile(logFile(p.Name), os.O_CREATE|os.O_WRONLY|os.O_APPEND|unix.O_CLOEXEC, 0o644)
	if err != nil {
		return 0, err
	}
	defer log.Close()
	null, err := os.Open(os.DevNull)
	if err != nil {
		return 0, err
	}
	defer null.Close()
	pid, err := syscall.ForkExec(p.Args[0], p.Args, &syscall.ProcAttr{
		Dir:   "/",
		Env:   os.Environ(),
		Files: []uintptr{null.Fd(), log.Fd(), log.Fd()},
		Sys:   &syscall.SysProcAttr{Setsid: true},
	})
	if err != nil {
		return 0, fmt.Errorf("%s: %w", p.Name, err)
	}
	return pid, nil
}

func (s *supervisor) reap() {
	for {
		var ws syscall.WaitStatus
		pid, err := syscall.Wait4(-1, &ws, 0, nil)
		if err == syscall.EINTR {
			continue
		}
		if err != nil { // no child at the moment
			time.Sleep(10 * time.Millisecond)
			continue
		}
		s.mu.Lock()
		if done, ok := s.waiting[pid]; ok {
			delete(s.waiting, pid)
			done <- ws
		}
		if p, ok := s.running[pid]; ok {
			if time.Since(s.since[pid]) > settled {
				s.restarts[p.Name] = 0
			}
			delete(s.running, pid)
			delete(s.since, pid)
			if !s.stopping {
				s.restarts[p.Name]++
				go s.again(p, s.restarts[p.Name])
			}
		}
		s.mu.Unlock()
	}
}

// again starts a process that ended, later each time: a second longer, at most ten.
func (s *supervisor) again(p Process, times int) {
	time.Sleep(time.Duration(min(times, 10)) * time.Second)
	s.mu.Lock()
	stopping := s.stopping
	s.mu.Unlock()
	if !stopping {
		_ = s.start(p)
	}
}

// failing names a process that has ended several times, with the last lines of its log.
func (s *supervisor) failing() (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for pid, p := range s.running {
		if time.Since(s.since[pid]) > settled {
			delete(s.restarts, p.Name)
		}
	}
	for name, n := range s.restarts {
		if n >= 4 {
			return fmt.Sprintf("%s ended %d times: %s", name, n, tail(name)), true
		}
	}
	return "", false
}

// stop ends everything in the node: the kubelet first, so that it starts nothing again, then all others at once.
func (s *supervisor) stop(first string, grace time.Duration) {
	s.mu.Lock()
	s.stopping = true
	for pid, p := range s.running {
		if p.Name == first {
			_ = unix.Kill(pid, unix.SIGTERM)
		}
	}
	s.mu.Unlock()
	time.Sleep(100 * time.Millisecond)
	_ = unix.Kill(-1, unix.SIGTERM)
	for deadline := time.Now().Add(grace); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if alone() {
			return
		}
	}
}

// alone tells whether no other process is left in the node, save the containers' attendants, which do not end when told to.
func alone() bool {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return true
	}
	for _, e := range entries {
		if name := e.Name(); name[0] >= '1' && name[0] <= '9' && name != "1" && !attendant(name) {
			return false
		}
	}
	return true
}

func attendant(pid string) bool {
	// The kernel cuts names after 15 characters. A process that has just ended has none.
	name, err := os.ReadFile(filepath.Join("/proc", pid, "comm"))
	return err != nil || strings.TrimSpace(string(name)) == "containerd-shim"
}

func logFile(name string) string { return filepath.Join(logs, name+".log") }

// rotate keeps one earlier log of each process.
func rotate() {
	found, _ := filepath.Glob(filepath.Join(logs, "*.log"))
	for _, f := range found {
		_ = os.Rename(f, f+".1")
	}
}

func tail(name string) string {
	raw, err := os.ReadFile(logFile(name))
	if err != nil {
		return err.Error()
	}
	if len(raw) > 800 {
		raw = raw[len(raw)-800:]
	}
	return string(raw)
}
