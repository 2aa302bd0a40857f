package dev.slipway.gate;

/** What a phase made, with the gate that judged it. */
public record Gated<T>(T value, Gate gate) {}
