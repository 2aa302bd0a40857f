package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.cause.Cause;
import java.io.IOException;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Namespaces as the API server tells them, each with the cause that a person would name. */
class DiagnoserTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            environment-python         | SLIP-457 | DATABASE_URL is not set (/app/app/db.py:14)
            environment-pydantic       | SLIP-457 | API_KEY is not set (/app/app/settings.py:9)
            module-node                | SLIP-458 | Node finds no module express (/app/server.js:1)
            database-refuses-for-good  | SLIP-459 | nothing accepts a connection at 127.0.0.1:5432 (/app/lib/database.js:22)
            name-not-found             | SLIP-460 | the name db cannot be resolved
            read-only-file-system      | SLIP-461 | the file system is read-only at /app/.next/cache (/app/server.js:12)
            out-of-memory              | SLIP-462 | memory limit of 256Mi
            wrong-password             | SLIP-469 | does not take the password of user shop
            privileged-port            | SLIP-470 | may not listen on port 80
            unknown-crash              | SLIP-624 | its last line: Segmentation fault
            migration-failed           | SLIP-455 | column "due_at" of relation "items" already exists
            image-missing              | SLIP-450 | no registry has it
            image-pull                 | SLIP-601 | 403 Forbidden
            secret-missing             | SLIP-609 | secret "shop-secrets" not found
            command-missing            | SLIP-454 | "uvicorn": executable file not found
            wrong-architecture         | SLIP-472 | exec format error
            unschedulable              | SLIP-641 | 1 Insufficient memory
            disk-pressure              | SLIP-451 | the node tells DiskPressure
            claim-without-class        | SLIP-452 | no storage class is set
            quota                      | SLIP-466 | exceeded quota
            pod-security               | SLIP-467 | runAsNonRoot
            other-port                 | SLIP-463 | the probe asks port 8000, the process listens on 8080
            loopback-only              | SLIP-463 | the process listens on 127.0.0.1 only
            probe-404                  | SLIP-464 | nothing at the path that the probe asks: /health
            """)
    void whatWaitingCannotMendIsNamedWithItsReason(String name, String id, String why) throws IOException {
        List<Cause> causes = Diagnoser.diagnose(RecordedCluster.json(name));

        assertThat(causes).singleElement().satisfies(cause -> {
            assertThat(cause.id()).isEqualTo(id);
            assertThat(cause.why()).contains(why);
            assertThat(cause.permanent()).isTrue();
            assertThat(cause.evidence()).isNotEmpty();
            assertThat(cause.fix().words()).isNotBlank();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "database-not-up-yet",
                "migration-waits-for-database",
                "unknown-crash-first-time",
                "unschedulable-just-now",
                "probe-503-for-now",
                "slow-start-local-and-network"
            })
    void whatMayMendItselfIsNamedButNotGivenUp(String name) throws IOException {
        assertThat(Diagnoser.diagnose(RecordedCluster.json(name)))
                .singleElement()
                .satisfies(cause -> assertThat(cause.permanent()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crashed-once-and-runs-again",
                "old-revision-crashes",
                "event-of-an-earlier-release",
                "node-restarted-long-ago"
            })
    void whatBelongsToThePastIsNoCause(String name) throws IOException {
        assertThat(Diagnoser.diagnose(RecordedCluster.json(name))).isEmpty();
    }

    @Test
    void whatCannotMendItselfComesFirst() throws IOException {
        assertThat(Diagnoser.diagnose(RecordedCluster.json("two-causes")))
                .extracting(Cause::id, Cause::service, Cause::permanent)
                .containsExactly(Tuple.tuple("SLIP-450", "frontend", true), Tuple.tuple("SLIP-459", "backend", false));
    }

    @Test
    void aCauseBecomesAFailureWithTheStateThatIsLeft() throws IOException {
        Cause cause =
                Diagnoser.diagnose(RecordedCluster.json("environment-python")).getFirst();

        assertThat(cause.failure("revision 1 serves").state()).isEqualTo("revision 1 serves");
        assertThat(cause.failure("").exitCode()).isEqualTo(40);
        assertThat(cause.summary()).isEqualTo("backend cannot start: its container ends with code 1.");
        assertThat(cause.evidence().getLast()).isEqualTo("KeyError: 'DATABASE_URL'");
    }
}
