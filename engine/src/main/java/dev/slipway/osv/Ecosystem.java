package dev.slipway.osv;

import io.github.nscuro.versatile.spi.VersionProvider;
import io.github.nscuro.versatile.version.ComposerVersion;
import io.github.nscuro.versatile.version.KnownVersioningSchemes;
import io.github.nscuro.versatile.version.MavenVersion;
import io.github.nscuro.versatile.version.NpmVersion;
import io.github.nscuro.versatile.version.PythonVersion;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The kinds of packages that OSV has data for. Each has its own names and its own order of versions. */
public enum Ecosystem {
    MAVEN("Maven", "maven", KnownVersioningSchemes.SCHEME_MAVEN, new MavenVersion.Provider()),
    NPM("npm", "npm", KnownVersioningSchemes.SCHEME_NPM, new NpmVersion.Provider()),
    PYPI("PyPI", "pypi", KnownVersioningSchemes.SCHEME_PYPI, new PythonVersion.Provider()),
    GO("Go", "golang", KnownVersioningSchemes.SCHEME_NPM, new NpmVersion.Provider()),
    CRATES("crates.io", "cargo", KnownVersioningSchemes.SCHEME_NPM, new NpmVersion.Provider()),
    RUBYGEMS("RubyGems", "gem", "", null),
    PACKAGIST("Packagist", "composer", KnownVersioningSchemes.SCHEME_COMPOSER, new ComposerVersion.Provider());

    private final String osv;
    private final String purl;
    private final String scheme;
    private final @Nullable VersionProvider order;

    /** @param order of versions; none for RubyGems, whose order the library does not know */
    Ecosystem(String osv, String purl, String scheme, @Nullable VersionProvider order) {
        this.osv = osv;
        this.purl = purl;
        this.scheme = scheme;
        this.order = order;
    }

    /** OSV's name. */
    public String osvName() {
        return osv;
    }

    String purlType() {
        return purl;
    }

    /** The one with this type of package URL. */
    public static Optional<Ecosystem> ofPurl(String type) {
        return Arrays.stream(values()).filter(one -> one.purl.equals(type)).findFirst();
    }

    static Optional<Ecosystem> ofOsv(String name) {
        // A suffix after a colon names a part of the ecosystem.
        return Arrays.stream(values())
                .filter(one -> one.osv.equals(name.split(":", 2)[0]))
                .findFirst();
    }

    /** The name as OSV compares it: of PyPI after PEP 503, of Packagist in small letters. */
    String normalized(String name) {
        return switch (this) {
            case PYPI -> name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
            case PACKAGIST -> name.toLowerCase(Locale.ROOT);
            case MAVEN, NPM, GO, CRATES, RUBYGEMS -> name;
        };
    }

    /** The version as OSV writes it: Go and Packagist without the {@code v} of the tag. */
    String normalizedVersion(String version) {
        return (this == GO || this == PACKAGIST) && version.matches("v[0-9].*") ? version.substring(1) : version;
    }

    /** The newer of two versions. */
    public String newer(String one, String other) {
        return compare(one, other).orElse(0) >= 0 ? one : other;
    }

    /** Compares two versions; empty where one of them is no version of this ecosystem. */
    OptionalInt compare(String one, String other) {
        if (order == null) {
            return OptionalInt.of(GemVersion.compare(one, other));
        }
        try {
            return OptionalInt.of(order.getVersion(scheme, normalizedVersion(one))
                    .compareTo(order.getVersion(scheme, normalizedVersion(other))));
        } catch (IllegalArgumentException e) {
            return OptionalInt.empty();
        }
    }
}
