package dev.slipway.cluster;

import java.util.Optional;

/** One way to a cluster. */
public interface Provider {
    /** The same as {@link Cluster#provider}. */
    String name();

    /** Looks for a cluster and changes nothing. */
    Presence examine() throws InterruptedException;

    /** The cluster. It is started if it does not run. */
    Cluster start() throws InterruptedException;

    /** Waits for parts that come up after the cluster is ready. */
    default void settle() throws InterruptedException {}

    /** Addresses on this machine that lead to Services of the cluster. */
    Forwards forwards(Cluster cluster);

    /** How images get to the cluster's node. */
    ImageStore images(Cluster cluster);

    /**
     * The state of a provider.
     *
     * @param evidence what was seen, in one sentence
     * @param fix what would make it usable; empty if it runs
     * @param cluster the cluster, if it runs
     */
    record Presence(State state, String evidence, String fix, Optional<Cluster> cluster) {
        public static Presence running(Cluster cluster, String evidence) {
            return new Presence(State.RUNNING, evidence, "", Optional.of(cluster));
        }

        public static Presence startable(String evidence) {
            return new Presence(State.STARTABLE, evidence, "", Optional.empty());
        }

        public static Presence unusable(String evidence, String fix) {
            return new Presence(State.UNUSABLE, evidence, fix, Optional.empty());
        }

        public static Presence absent(String evidence, String fix) {
            return new Presence(State.ABSENT, evidence, fix, Optional.empty());
        }
    }

    enum State {
        /** Answers and is healthy. */
        RUNNING,
        /** Can be started. */
        STARTABLE,
        /** Installed or requested, but not usable as things are. */
        UNUSABLE,
        /** Not on this machine. */
        ABSENT
    }
}
