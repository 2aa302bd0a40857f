package dev.slipway.source;

/** What a service is for. */
public enum Role {
    BACKEND,
    FRONTEND,
    DATABASE,
    WORKER
}
