package host

import (
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"strconv"
	"time"

	"golang.org/x/sys/unix"

	"slipway.dev/node/internal/config"
)

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
		conn, err := net.DialTimeout("tcp", r.address, 5*time.Second)
		r.reply <- dialReply{conn, err}
	}
}

func (d *dialer) dial(address string) (net.Conn, error) {
	reply := make(chan dialReply, 1)
	d.requests <- dialRequest{address, reply}
	r := <-reply
	return r.conn, r.err
}

type forwards struct{ listeners []net.Listener }

func openForwards(c *config.Config, pid int) (*forwards, error) {
	d, err := newDialer(pid)
	if err != nil {
		return nil, fmt.Errorf("network namespace: %w", err)
	}
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
			inside, err := d.dial(to)
			if err != nil {
				return
			}
			defer inside.Close()
			done := make(chan struct{}, 2)
			go pump(inside, conn, done)
			go pump(conn, inside, done)
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
