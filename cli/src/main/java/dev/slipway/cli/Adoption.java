package dev.slipway.cli;

import picocli.CommandLine.Option;

/** Leave to take over what another application has under the same name. */
final class Adoption {
    @Option(
            names = "--adopt",
            description = "take over the release and the namespace of this name, with their data, whoever made them")
    private boolean asked;

    boolean asked() {
        return asked;
    }
}
