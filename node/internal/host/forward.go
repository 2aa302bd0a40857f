package host

import (
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"slipway.dev/node/internal/config"
)

const patience = 10 * time.Second

// dialer opens TCP connections from inside a network namespace. A socket belongs to the namespace of the thread that
// made it, so a few locked threads stay inside and dial for everybody.
type dialer struct{ requests chan dialRequest }

type dialRequest struct {
	address string
	reply   chan<- dialReply
}

type dialReply struct {
	conn net.Conn
	err  error
}

func newDialer(pid int) (*dialer, error) {
	d := &dialer{requests: make(chan dialRequest)}
	const threads = 4
	started := make(chan error, threads)
	for range threads {
		go d.serve(pid, started)
	}
	for range threads {
		if err := <-started; err != nil {
			return nil, err
		}
	}
	return d, nil
}

func (d *dialer) serve(pid int, started chan<- error) {
	runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
	ns, err := os.Open(fmt.Sprintf("/proc/%d/ns/net", pid))
	if err == nil {
		err = unix.Setns(int(ns.Fd()), unix.CLONE_NEWNET)
		ns.Close()
	}
	started <- err
	if err != nil {
		return
	}
	for r := range d.requests {
		conn, err := inside.Dial("tcp", r.address)
		r.reply <- dialReply{conn, err}
	}
}

// Connections to a pod that has gone without a word end after seconds rather than hours, so that clients connect anew.
var inside = net.Dialer{
	Timeout:         5 * time.Second,
	KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 5 * time.Second, Interval: 2 * time.Second, Count: 3},
	Control: func(_, _ string, c syscall.RawConn) error {
		var failed error
		if err := c.Control(func(fd uintptr) {
			failed = unix.SetsockoptInt(int(fd), unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT, 15_000)
		}); err != nil {
			return err
		}
		return failed
	},
}

func (d *dialer) dial(address string) (net.Conn, error) {
	reply := make(chan dialReply, 1)
	d.requests <- dialRequest{address, reply}
	r := <-reply
	return r.conn, r.err
}

// dialPatiently bridges the moment in which the pod behind a Service has gone and its successor is not yet known: such a
// connection is refused.
func (d *dialer) dialPatiently(address string) (net.Conn, error) {
	for deadline := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
		conn, err := d.dial(address)
		if err == nil || time.Now().After(deadline) {
			return conn, err
		}
	}
}

type forwards struct{ listeners []net.Listener }

func openForwards(c *config.Config, d *dialer) (*forwards, error) {
	f := &forwards{}
	wanted := map[int]int{c.APIPort: 6443}
	if c.GatewayPort != 0 {
		wanted[c.GatewayPort] = config.GatewayHTTP
	}
	for port, target := range wanted {
		l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err != nil {
			f.close()
			return nil, fmt.Errorf("port %d on 127.0.0.1 is in use: %w", port, err)
		}
		f.listeners = append(f.listeners, l)
		go accept(l, d, net.JoinHostPort(config.NodeIP, strconv.Itoa(target)))
	}
	return f, nil
}

func (f *forwards) close() {
	for _, l := range f.listeners {
		l.Close()
	}
}

// Forward listens on the host and leads each connection to an address inside the node, until the node ends.
func Forward(home, listen, to string) error {
	pid, err := Pid(home)
	if err != nil {
		return err
	}
	host, _, err := net.SplitHostPort(listen)
	if err != nil || !net.ParseIP(host).IsLoopback() {
		return fmt.Errorf("--listen %s: an address on 127.0.0.1 is needed", listen)
	}
	d, err := newDialer(pid)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return err
	}
	fmt.Println(l.Addr())
	go func() {
		for {
			if _, err := Pid(home); err != nil {
				os.Exit(0)
			}
			time.Sleep(time.Second)
		}
	}()
	accept(l, d, to)
	return nil
}

func accept(l net.Listener, d *dialer, to string) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			defer conn.Close()
			far, err := d.dialPatiently(to)
			if err != nil {
				return
			}
			defer far.Close()
			done := make(chan struct{}, 2)
			go pump(far, conn, done)
			go pump(conn, far, done)
			<-done
			<-done
		}()
	}
}

func pump(to, from net.Conn, done chan<- struct{}) {
	_, _ = io.Copy(to, from)
	if t, ok := to.(*net.TCPConn); ok {
		_ = t.CloseWrite()
	}
	done <- struct{}{}
}
