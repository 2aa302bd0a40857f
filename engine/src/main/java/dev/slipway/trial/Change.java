package dev.slipway.trial;

/**
 * One change of how a service is built or started, in the terms of {@code slipway.yaml}.
 *
 * @param key of the service's settings, such as {@code packages} or {@code env.PORT}
 * @param value its new value; for a list, the value that is added
 * @param about its purpose: of several changes with one purpose only one is made
 * @param lesson the change in words, with the line that caused it
 */
record Change(String key, String value, String about, String lesson) {
    /** A text that is the same in every run, to recognise a change that was tried. */
    String settings() {
        return key + "=" + value;
    }

    /** Whether both changes have the same purpose. */
    boolean standsFor(Change other) {
        return key.equals(other.key) && about.equals(other.about);
    }
}
