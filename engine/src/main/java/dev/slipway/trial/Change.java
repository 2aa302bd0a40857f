package dev.slipway.trial;

/**
 * One change to how a service is built or started, in the words of {@code slipway.yaml}.
 *
 * @param key of the service's settings, such as {@code packages} or {@code env.PORT}
 * @param value of it; of a list, the one that is added
 * @param about what it is for: of several changes for the same thing only one holds
 * @param asksDebian whether the name has to be one that Debian's archive knows
 * @param told in words, with the line that taught it
 */
record Change(String key, String value, String about, boolean asksDebian, String told) {
    /** Whether it is about the build, and not about the image. */
    boolean ofBuild() {
        return key.equals("buildPackages");
    }

    /** The same for every run, to tell whether it was tried. */
    String settings() {
        return key + "=" + value;
    }

    /** Whether both are tries of the same thing. */
    boolean standsFor(Change other) {
        return key.equals(other.key) && about.equals(other.about);
    }
}
