package dev.slipway.deploy;

/** One line that a container printed. */
public record LogLine(String service, String pod, String container, String text) {}
