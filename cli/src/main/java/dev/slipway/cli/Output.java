package dev.slipway.cli;

/** Form of a result. */
enum Output {
    TEXT,
    JSON
}
