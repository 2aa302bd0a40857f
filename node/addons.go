package main

import (
	"flag"
	"os"

	genericapiserver "k8s.io/apiserver/pkg/server"
	"k8s.io/component-base/cli"
	metricsserver "sigs.k8s.io/metrics-server/cmd/metrics-server/app"

	"slipway.dev/node/internal/volumes"
)

// Components that a cluster can be without, but people cannot.
func init() {
	components["metrics-server"] = func() int {
		return cli.Run(metricsserver.NewMetricsServerCommand(genericapiserver.SetupSignalHandler()))
	}
	components["volumes"] = volumesCommand
}

func volumesCommand() int {
	flags := flag.NewFlagSet("volumes", flag.ExitOnError)
	kubeconfig := flags.String("kubeconfig", "", "`file` with the credentials")
	root := flags.String("root", "", "`folder` of the volumes")
	node := flags.String("node", "", "`name` of the node")
	_ = flags.Parse(os.Args[1:])
	return report(volumes.Run(genericapiserver.SetupSignalContext(), *kubeconfig, *root, *node))
}
