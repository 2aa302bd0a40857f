package dev.slipway.application;

/** The protocol of a service's port. */
public enum Protocol {
    HTTP,
    /** gRPC with its health service (grpc.health.v1), which Kubernetes calls. */
    GRPC,
    /** Any other protocol. Only whether its port is open can be seen. */
    TCP
}
