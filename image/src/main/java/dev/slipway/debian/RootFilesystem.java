package dev.slipway.debian;

import dev.slipway.image.Entry;
import java.util.List;

/**
 * Packages as files, with their data for an SBOM.
 *
 * @param entries for a layer, or for several
 */
public record RootFilesystem(String suite, List<Installed> packages, List<Entry> entries) {
    public RootFilesystem {
        packages = List.copyOf(packages);
        entries = List.copyOf(entries);
    }

    /**
     * A package in the file system.
     *
     * @param licences short names from its machine-readable copyright file, sorted; empty if it has none
     * @param purl package URL
     */
    public record Installed(Package of, List<String> licences, String purl) {
        public Installed {
            licences = List.copyOf(licences);
        }
    }
}
