package dev.slipway.gate;

/** What a phase made, together with the gate that judged it. */
public record Gated<T>(T value, Gate gate) {}
