package dev.slipway.diagnose.platform;

import dev.slipway.diagnose.cause.Cause;
import dev.slipway.diagnose.cause.Rule;
import dev.slipway.diagnose.evidence.Ref;
import dev.slipway.diagnose.evidence.Snapshot;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A certificate of a TLS Secret has expired or soon will. */
public final class CertificateRule implements Rule {
    private static final Duration SOON = Duration.ofDays(7);

    @Override
    public List<Cause> find(Snapshot snapshot) {
        List<Cause> causes = new ArrayList<>();
        for (Secret secret : snapshot.all(Secret.class)) {
            if (!"kubernetes.io/tls".equals(secret.getType()) || secret.getData() == null) {
                continue;
            }
            certificate(secret.getData().getOrDefault("tls.crt", ""))
                    .map(c -> c.getNotAfter().toInstant())
                    .filter(end -> end.isBefore(snapshot.taken().plus(SOON)))
                    .ifPresent(end -> causes.add(cause(snapshot, Ref.of(secret), end)));
        }
        return causes;
    }

    private static Cause cause(Snapshot snapshot, Ref secret, Instant end) {
        boolean over = end.isBefore(snapshot.taken());
        return Cause.of("SLIP-695", secret)
                .root(secret.text())
                .weight(over ? Cause.Weight.DEGRADES : Cause.Weight.RISKS)
                .summary("The certificate of the Secret " + secret.name() + (over ? " is over." : " is over soon."))
                .why("it is valid until " + end)
                .evidence("notAfter: " + end)
                .fix("renew it: kubectl create secret tls " + secret.name() + " -n " + secret.namespace()
                        + " --cert=FILE --key=FILE --dry-run=client -o yaml | kubectl apply -f -");
    }

    /** The first certificate of a chain is the server's own. */
    private static Optional<X509Certificate> certificate(String base64) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(
                            new ByteArrayInputStream(Base64.getDecoder().decode(base64)))
                    .stream()
                    .findFirst()
                    .map(X509Certificate.class::cast);
        } catch (CertificateException | IllegalArgumentException e) {
            // It is no certificate, so it cannot expire.
            return Optional.empty();
        }
    }
}
