package dev.slipway.deploy;

import dev.slipway.gate.Failure;
import dev.slipway.gate.Progress;
import dev.slipway.gate.SlipwayFailure;
import dev.slipway.process.ProcessIdentity;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to change a namespace, which one run has at a time, whatever its folder or machine. It is a Lease
 * (coordination.k8s.io/v1) that the holder renews. It expires if the holder's run was killed.
 */
final class NamespaceLease implements AutoCloseable {
    private static final String LEASE = "slipway";
    private static final String SOURCE = "slipway.dev/source";
    private static final int CONFLICT = 409;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final Duration POLL = Duration.ofMillis(300);

    private final KubernetesClient client;
    private final String namespace;
    private final Timing timing;
    private @Nullable Thread renewal;

    private NamespaceLease(KubernetesClient client, String namespace, Timing timing) {
        this.client = client;
        this.namespace = namespace;
        this.timing = timing;
    }

    /**
     * @param kept how long a Lease holds without renewal; then another run may take it
     * @param patience how long to wait for another run
     */
    record Timing(Duration kept, Duration patience) {
        static final Timing USUAL = new Timing(Duration.ofSeconds(20), Duration.ofMinutes(10));
    }

    /**
     * Waits for the Lease.
     *
     * @throws SlipwayFailure SLIP-493 if another run holds it for longer than is waited
     */
    static NamespaceLease take(
            KubernetesClient client, String namespace, Identity identity, Timing timing, Progress progress)
            throws InterruptedException {
        NamespaceLease turn = new NamespaceLease(client, namespace, timing);
        long end = System.nanoTime() + timing.patience().toNanos();
        String seen = "";
        long since = System.nanoTime();
        while (true) {
            Lease found = client.leases().inNamespace(namespace).withName(LEASE).get();
            String holder = found == null ? "" : holder(found);
            String stamp = holder + " " + (found == null ? "" : found.getSpec().getRenewTime());
            if (!stamp.equals(seen)) {
                seen = stamp;
                since = System.nanoTime();
            }
            // Clocks of two machines need not agree. So what counts is how long the Lease stays unchanged here.
            boolean expired = System.nanoTime() - since > timing.kept().toNanos();
            if (holder.isEmpty() || hasEnded(holder) || expired) {
                Optional<NamespaceLease> taken = turn.claimed(found, identity, progress);
                if (taken.isPresent()) {
                    return taken.get();
                }
                continue;
            }
            if (System.nanoTime() > end) {
                throw new SlipwayFailure(new Failure(
                        "SLIP-493",
                        "Another run is changing " + namespace + ".",
                        described(found) + " has held it for "
                                + timing.patience().toSeconds() + " s and more",
                        List.of("the Lease " + LEASE + " in the namespace " + namespace + ": " + holder),
                        "wait for that run, or end it; its hold ends "
                                + timing.kept().toSeconds() + " s after it",
                        "nothing was changed"));
            }
            progress.on(new Progress.Event.Advanced(
                    "deploy", "turn", "waits for the run of " + described(found), -1, Optional.empty()));
            Thread.sleep(POLL);
        }
    }

    /** Empty if another run was faster. */
    private Optional<NamespaceLease> claimed(@Nullable Lease found, Identity identity, Progress progress) {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        Lease wanted = new LeaseBuilder(found == null ? new Lease() : found)
                .editOrNewMetadata()
                .withName(LEASE)
                .withNamespace(namespace)
                .addToAnnotations(Map.of(SOURCE, identity.source()))
                .endMetadata()
                .editOrNewSpec()
                .withHolderIdentity(self())
                .withLeaseDurationSeconds((int) timing.kept().toSeconds())
                .withAcquireTime(now)
                .withRenewTime(now)
                .endSpec()
                .build();
        try {
            if (found == null) {
                client.resource(wanted).create();
            } else {
                client.resource(wanted)
                        .lockResourceVersion(found.getMetadata().getResourceVersion())
                        .update();
            }
            renewal = Thread.ofPlatform().daemon().name("turn").start(this::renew);
            return Optional.of(this);
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT || found != null && e.getCode() == NOT_FOUND) {
                return Optional.empty();
            }
            if (e.getCode() == FORBIDDEN) {
                progress.on(new Progress.Event.Noted(
                        "deploy", "turn", "a second run at the same time would not be kept off: " + e.getMessage()));
                return Optional.of(this);
            }
            throw e;
        }
    }

    private void renew() {
        try {
            boolean held = true;
            while (held) {
                Thread.sleep(timing.kept().dividedBy(4));
                held = renewed();
            }
        } catch (InterruptedException e) {
            // The Lease was released.
        }
    }

    private boolean renewed() {
        try {
            Lease now = client.leases().inNamespace(namespace).withName(LEASE).get();
            if (now == null || !holder(now).equals(self())) {
                return false;
            }
            client.resource(new LeaseBuilder(now)
                            .editSpec()
                            .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                            .endSpec()
                            .build())
                    .update();
        } catch (KubernetesClientException e) {
            // Other calls find out and report that the cluster does not answer.
        }
        return !Thread.currentThread().isInterrupted();
    }

    private static String holder(Lease lease) {
        return lease.getSpec() == null
                ? ""
                : Objects.requireNonNullElse(lease.getSpec().getHolderIdentity(), "");
    }

    private static String described(Lease lease) {
        Map<String, String> annotations = lease.getMetadata().getAnnotations();
        String source = annotations == null ? "" : annotations.getOrDefault(SOURCE, "");
        String pid = holder(lease).replaceFirst(".* ", "").replaceFirst(":.*", "");
        return source + " (process " + pid + ")";
    }

    /**
     * Identifies this run: the boot of the machine, and the namespace of processes in which its process has its number.
     */
    private static String self() {
        return realm() + " " + ProcessIdentity.ofThis();
    }

    private static String realm() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + "/"
                    + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
                            .toString()
                            .replaceAll("[^0-9]", "");
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether its process is known to have ended. That is known only if the process would be visible from here. */
    private static boolean hasEnded(String holder) {
        int space = holder.lastIndexOf(' ');
        String realm = space < 0 ? "" : holder.substring(0, space);
        return !realm.isEmpty()
                && realm.equals(realm())
                && ProcessIdentity.parse(holder.substring(space + 1))
                        .filter(process -> !process.alive())
                        .isPresent();
    }

    @Override
    public void close() {
        Thread renewing = renewal;
        if (renewing == null) {
            return;
        }
        renewing.interrupt();
        boolean interrupted = Thread.interrupted();
        try {
            Lease now = client.leases().inNamespace(namespace).withName(LEASE).get();
            if (now != null && holder(now).equals(self())) {
                client.resource(now).delete();
            }
        } catch (KubernetesClientException e) {
            // The Lease expires by itself when nobody renews it.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
