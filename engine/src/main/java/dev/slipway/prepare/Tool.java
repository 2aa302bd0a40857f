package dev.slipway.prepare;

import java.util.List;

/**
 * A tool that Slipway can use.
 *
 * @param probe command that succeeds if the tool is there and prints its version
 * @param substitute what serves if it is missing
 * @param requirement the requirement that asks for it
 * @param fix where to read how to install it
 */
record Tool(String name, List<String> probe, String substitute, String requirement, String fix) {
    static final List<Tool> KNOWN = List.of(
            new Tool(
                    "Docker",
                    List.of("docker", "version", "--format", "{{.Server.Version}}"),
                    "images are built without it",
                    "P1",
                    "https://docs.docker.com/engine/install/"),
            new Tool(
                    "minikube",
                    List.of("minikube", "version", "--short"),
                    "another cluster serves",
                    "P1",
                    "https://minikube.sigs.k8s.io/docs/start/"),
            new Tool(
                    "kind",
                    List.of("kind", "version"),
                    "another cluster serves",
                    "P1",
                    "https://kind.sigs.k8s.io/docs/user/quick-start/"),
            new Tool("k3d", List.of("k3d", "version"), "another cluster serves", "P1", "https://k3d.io/"),
            new Tool(
                    "Helm",
                    List.of("helm", "version", "--short"),
                    "Slipway compiles its own",
                    "P1",
                    "https://helm.sh/docs/intro/install/"),
            new Tool(
                    "kubectl",
                    List.of("kubectl", "version", "--client"),
                    "./slipway kubectl serves",
                    "P1",
                    "https://kubernetes.io/docs/tasks/tools/"));
}
