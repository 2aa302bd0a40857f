package dev.slipway.trial;

import java.util.regex.Pattern;

/**
 * A file of the system that a program or a build lacks.
 *
 * @param name as the complaint has it
 * @param part a piece of its path
 * @param path what its path looks like in Debian's packages, without a slash before it
 * @param ofBuild whether the build lacks it, and not the program
 */
record MissingFile(String name, String part, Pattern path, boolean ofBuild) {
    /** A program, such as {@code ffmpeg}. */
    static MissingFile program(String name, boolean ofBuild) {
        return of(name, "/" + name, "^(usr/)?(s?bin|games)/" + Pattern.quote(name) + "$", ofBuild);
    }

    /** A library that the loader wants. @param version behind {@code .so.}; empty for whichever there is */
    static MissingFile library(String name, String version) {
        return version.isEmpty()
                ? of(name, "/" + name + ".so.", "(^|/)lib/.*/?" + Pattern.quote(name) + "\\.so\\.\\d+$", false)
                : of(
                        name + ".so." + version,
                        "/" + name + ".so." + version,
                        "(^|/)" + Pattern.quote(name + ".so." + version) + "$",
                        false);
    }

    /** A header of C. @param header as it is included, such as {@code ffi.h} or {@code openssl/ssl.h} */
    static MissingFile header(String header) {
        return of(header, "/" + header, "^usr/include/(.*/)?" + Pattern.quote(header) + "$", true);
    }

    /** What the linker is told by {@code -l}. */
    static MissingFile linked(String name) {
        return of("lib" + name, "/lib" + name + ".", "/lib" + Pattern.quote(name) + "\\.(so|a)$", true);
    }

    /** What pkg-config is asked for. */
    static MissingFile module(String name) {
        return of(name, "/" + name + ".pc", "/pkgconfig/" + Pattern.quote(name) + "\\.pc$", true);
    }

    private static MissingFile of(String name, String part, String path, boolean ofBuild) {
        return new MissingFile(name, part, Pattern.compile(path), ofBuild);
    }
}
