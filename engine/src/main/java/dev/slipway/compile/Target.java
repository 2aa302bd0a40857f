package dev.slipway.compile;

import java.util.List;

/**
 * How an executable is made; {@code node/README.md} says why.
 *
 * @param name of the executable
 * @param module folder of its Go module below {@code node/}; empty for {@code node/} itself
 * @param pkg Go package to build
 */
record Target(String name, String module, String pkg) {
    /**
     * The build flags. All programs have the same ones, so that each uses what another has compiled. The result has
     * nothing of this machine in it, so that it can be kept under its sources' hash. No C compiler is needed. The
     * linker writes the versions of Kubernetes and Helm, which charts and clients ask for.
     */
    static List<String> flags(String kubernetes, String helm) {
        String[] parts = kubernetes.split("\\.");
        String variable = " -X k8s.io/component-base/version.";
        return List.of(
                "-mod=readonly",
                "-buildvcs=false",
                "-trimpath",
                "-gcflags=all=-dwarf=false",
                "-ldflags",
                "-s -w" + variable + "gitVersion=v" + kubernetes + variable + "gitMajor=" + parts[0] + variable
                        + "gitMinor=" + parts[1]
                        + " -X helm.sh/helm/v4/internal/version.version=v" + helm);
    }

    static Target of(Programs.Program program) {
        return switch (program) {
            case NODE -> new Target("slipway-node", "", ".");
            case PAUSE -> new Target("pause", "", "./pause");
            case HELM -> new Target("helm", "", "helm.sh/helm/v4/cmd/helm");
            case CONTOUR -> new Target("contour", "contour", "github.com/projectcontour/contour/cmd/contour");
        };
    }
}
