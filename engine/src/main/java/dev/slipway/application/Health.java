package dev.slipway.application;

/**
 * HTTP paths of a service's health; empty if it has none.
 *
 * @param metrics path of Prometheus metrics
 */
public record Health(String live, String ready, String started, String metrics) {
    public static final Health NONE = new Health("", "", "", "");
}
