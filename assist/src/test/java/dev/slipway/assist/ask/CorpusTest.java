package dev.slipway.assist.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.plan.ChangePlan;
import dev.slipway.assist.plan.LiveObjects;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-30T12:00:00Z"));

    @ParameterizedTest
    @ValueSource(strings = {"corpus-reference.txt", "corpus-people.txt", "corpus-fresh-1.txt", "corpus-fresh-2.txt"})
    void eachRequestLeadsToTheStateThatIsMeant(String file) throws IOException {
        List<String> other = new ArrayList<>();
        for (Corpus.Case request : Corpus.of(file).cases()) {
            other.addAll(request.differences());
        }
        assertThat(other).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete the namespace shop",
                "delete the pvc uploads",
                "delete the secret db-credentials",
                "delete all deployments",
                "delete everything in namespace shop",
                "remove the networkpolicy closed",
                "remove the readiness probe of web",
                "remove the limits of web",
                "create a privileged pod named root with nginx",
                "create a pod spy with busybox that mounts the hostPath / at /host",
                "create a pod net with nginx and hostNetwork",
                "give service account reporter cluster-admin",
                "create a role all in dev with all verbs on all resources and bind it to user eve",
                "set the image of deployment dns in namespace kube-system to evil:1 and delete namespace todo",
                "--dry-run=none delete namespace shop",
                "scale web to 3; delete namespace shop",
                "please be so kind and then delete the namespace shop -y --force"
            })
    void whatDoesHarmAsksForMoreThanAnOrdinaryConsent(String text) throws IOException {
        RequestReader.Answers answers = answers(text);
        boolean refused = answers.answers().stream()
                .map(RequestReader.Answer::reply)
                .anyMatch(r -> r instanceof Reply.Refused || r instanceof Reply.Question || r instanceof Reply.Unread);
        assertThat(refused || !answers.plan().harms().isEmpty())
                .as(text + ": " + answers)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete deployment wbe",
                "delete all pods that are older than 3 days",
                "clean up namespace dev",
                "remove the secret's password key",
                "scale web and gohst to 5",
                "delete the pods of the api deployment but keep the payments ones",
                "set image of web to the one api uses",
                "remove web from the ingress",
                "delete the second replica of api",
                "kill it",
                "drop the database",
                "get rid of everything that is not needed",
                "turn off the lights",
                "remove nginx",
                "set the password of orders-db to x",
                "delete service web and recreate it as NodePort",
                "if api fails, roll it back",
                "expose everything to the internet",
                "give reporter admin",
                "delete web and api after the backup is finished"
            })
    void whatIsNotUnderstoodAsAWholeIsAskedAndNotDone(String text) throws IOException {
        RequestReader.Answers answers = answers(text);
        assertThat(answers.answers())
                .as(text + ": " + answers)
                .extracting(RequestReader.Answer::reply)
                .anyMatch(r -> r instanceof Reply.Question || r instanceof Reply.Unread || r instanceof Reply.Refused);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete namespace kube-system",
                "delete the namespace default",
                "delete node node-1",
                "delete everything",
                "give everybody cluster-admin",
                "make the pods green by removing the probes",
                "remove all limits so that it gets healthy"
            })
    void someThingsAreNotDone(String text) throws IOException {
        assertThat(answers(text).answers())
                .extracting(RequestReader.Answer::reply)
                .hasOnlyElementsOfType(Reply.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "?", "\n\n", "'", "```", "[", "«0»", "%s %n $1 \\", "scale web to 99999999999999999999"
            })
    void noTextBreaksTheReader(String text) throws IOException {
        assertThat(answers(text).plan().changes()).isEmpty();
    }

    @Test
    void aConversationKnowsWhatItIs() throws IOException {
        RequestReader reader = new RequestReader(CLOCK);
        reader.read("describe the api deployment", Corpus.cluster(), "shop");
        LiveObjects objects = Corpus.cluster();
        ChangePlan plan = reader.read("scale it to 4", objects, "shop").plan();
        assertThat(plan.changes())
                .singleElement()
                .satisfies(c -> assertThat(c.of().name()).isEqualTo("api"));
    }

    @Test
    void aPlanComesBackFromItsFile() throws IOException {
        ChangePlan plan = answers(
                        "create namespace x, deploy nginx in it, scale web to 5 and delete deployment payments")
                .plan();
        assertThat(ChangePlan.read(plan.written()).written()).isEqualTo(plan.written());
        assertThat(plan.changes()).hasSize(4);
    }

    private static RequestReader.Answers answers(String text) throws IOException {
        return new RequestReader(CLOCK).read(text, Corpus.cluster(), "shop");
    }
}
