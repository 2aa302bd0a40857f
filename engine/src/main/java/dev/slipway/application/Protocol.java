package dev.slipway.application;

/** What a service speaks on its port. */
public enum Protocol {
    HTTP,
    /** gRPC with its health service (grpc.health.v1), which Kubernetes asks. */
    GRPC,
    /** Anything else: that its port is open is all that can be seen. */
    TCP
}
