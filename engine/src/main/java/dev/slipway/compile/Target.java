package dev.slipway.compile;

import java.util.List;

/**
 * How an executable is made.
 *
 * @param name of the executable
 * @param pkg Go package in the module
 */
record Target(String name, String pkg) {
    /**
     * Nothing of this machine is in the result, so that it may be cached by its sources' hash; no C compiler is needed.
     * Kubernetes has its own version only where the linker writes it: charts and clients ask for it.
     */
    static List<String> flags(String kubernetes) {
        String[] parts = kubernetes.split("\\.");
        String variable = " -X k8s.io/component-base/version.";
        return List.of(
                "-trimpath",
                "-buildvcs=false",
                "-ldflags",
                "-s -w" + variable + "gitVersion=v" + kubernetes + variable + "gitMajor=" + parts[0] + variable
                        + "gitMinor=" + parts[1]);
    }

    static Target of(Programs.Program program) {
        return switch (program) {
            case NODE -> new Target("slipway-node", ".");
            case PAUSE -> new Target("pause", "./pause");
            case METRICS_SERVER -> new Target("metrics-server", "./cmd/metrics-server");
            case LOCAL_PATH_PROVISIONER -> new Target("local-path-provisioner", "./cmd/local-path-provisioner");
            case CONTOUR -> new Target("contour", "./cmd/contour");
            case HELM -> new Target("helm", "./cmd/helm");
        };
    }
}
