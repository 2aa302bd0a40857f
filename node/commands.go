package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"

	"slipway.dev/node/internal/host"
	"slipway.dev/node/internal/initd"
	"slipway.dev/node/internal/preflight"
)

// The node's own subcommands, beside the components.
func init() {
	components["run"] = func() int { return withConfig(host.Run) }
	components["init"] = func() int { return withConfig(quietly(initd.Run)) }
	components["sweep"] = func() int { return withConfig(host.Sweep) }
	components["exec"] = execCommand
	components["forward"] = forwardCommand
	components["clean"] = cleanCommand
	components["check"] = checkCommand
}

func withConfig(run func(string) error) int {
	flags := flag.NewFlagSet(os.Args[0], flag.ExitOnError)
	file := flags.String("config", "", "configuration `file` of the node")
	_ = flags.Parse(os.Args[1:])
	return report(run(*file))
}

// quietly leaves it to `run` to tell of an error: it finds it in the status.
func quietly(run func(string) error) func(string) error {
	return func(file string) error {
		if run(file) != nil {
			os.Exit(1)
		}
		return nil
	}
}

func execCommand() int {
	flags := flag.NewFlagSet("exec", flag.ExitOnError)
	home := flags.String("home", "", "the node's `folder`")
	_ = flags.Parse(os.Args[1:])
	if flags.NArg() == 0 {
		return report(errors.New("exec: a command is needed after --"))
	}
	code, err := host.Exec(*home, flags.Args())
	if err != nil {
		report(err)
	}
	return code
}

func forwardCommand() int {
	flags := flag.NewFlagSet("forward", flag.ExitOnError)
	home := flags.String("home", "", "the node's `folder`")
	listen := flags.String("listen", "127.0.0.1:0", "`address` on this machine")
	to := flags.String("to", "", "`address` inside the node")
	_ = flags.Parse(os.Args[1:])
	return report(host.Forward(*home, *listen, *to))
}

// checkCommand prints what this machine lacks; the exit code is 0 where that is nothing.
func checkCommand() int {
	flags := flag.NewFlagSet("check", flag.ExitOnError)
	inside := flags.Bool("inside", false, "internal: try the kernel's features in these namespaces")
	_ = flags.Parse(os.Args[1:])
	var out any
	code := 0
	if *inside {
		out = preflight.Inside()
	} else {
		r := preflight.Check()
		out = r
		if !r.OK {
			code = 1
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(out); err != nil {
		return report(err)
	}
	return code
}

func cleanCommand() int {
	flags := flag.NewFlagSet("clean", flag.ExitOnError)
	home := flags.String("home", "", "the node's `folder`")
	name := flags.String("name", "slipway", "the node's name")
	_ = flags.Parse(os.Args[1:])
	return report(host.Clean(*home, *name))
}

func report(err error) int {
	if err == nil {
		return 0
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}
