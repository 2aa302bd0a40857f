package dev.slipway.compile;

import java.util.List;

/**
 * How an executable is made.
 *
 * @param name of the executable
 * @param pkg Go package in the module
 */
record Target(String name, String pkg) {
    /** Nothing of this machine is in the result, so that it may be cached by its sources' hash; no C compiler needed. */
    static final List<String> FLAGS = List.of("-trimpath", "-buildvcs=false", "-ldflags", "-s -w");

    static Target of(Programs.Program program) {
        return switch (program) {
            case NODE -> new Target("slipway-node", ".");
            case METRICS_SERVER -> new Target("metrics-server", "./cmd/metrics-server");
            case LOCAL_PATH_PROVISIONER -> new Target("local-path-provisioner", "./cmd/local-path-provisioner");
            case CONTOUR -> new Target("contour", "./cmd/contour");
            case HELM -> new Target("helm", "./cmd/helm");
        };
    }
}
