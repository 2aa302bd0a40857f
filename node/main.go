// Command slipway-node is the embedded Kubernetes node: the real components in one binary, picked by the first argument.
package main

import (
	"fmt"
	"os"
	"sort"
	"strings"
)

// component runs with os.Args already shifted: os.Args[0] is the component's name.
type component func() int

func main() {
	if len(os.Args) < 2 {
		usage()
		os.Exit(2)
	}
	run, known := components[os.Args[1]]
	if !known {
		usage()
		os.Exit(2)
	}
	os.Args = os.Args[1:]
	os.Exit(run())
}

func usage() {
	names := make([]string, 0, len(components))
	for name := range components {
		names = append(names, name)
	}
	sort.Strings(names)
	fmt.Fprintf(os.Stderr, "usage: slipway-node COMPONENT [ARGUMENT...]\ncomponents: %s\n", strings.Join(names, " "))
}
