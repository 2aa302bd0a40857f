package dev.slipway.todo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With a push service beside the backend. */
@QuarkusTest
@QuarkusTestResource(World.class)
@QuarkusTestResource(value = Neighbours.class, restrictToAnnotatedClass = true)
class PushTest {
    @TestHTTPResource
    URI base;

    @Test
    void aBrowserOfTheTestReadsTheStandardsExample() throws Exception {
        // RFC 8291, section 5.
        Browser browser = new Browser(
                Browser.key(
                        new Base64URL(
                                        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4")
                                .decode(),
                        "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"),
                new Base64URL("BTBZMqHH6r4Tts7J_aSIgg").decode());
        assertThat(browser.read(new Base64URL(
                                "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN")
                        .decode()))
                .isEqualTo("When I grow up, I want to be a watermelon");
    }

    @Test
    void aReminderReachesAPersonsBrowsersAndNobodyElses() throws Exception {
        Person ada = new Person(base);
        Person eve = new Person(base);
        Browser browser = Browser.some();
        String mine = Neighbours.pushService + ada.id;
        String gone = Neighbours.pushService + ada.id + "/gone";
        assertThat(ada.get("/push").json().path("public_key").asText()).isEqualTo(Browser.point(Neighbours.SENDER));
        for (String endpoint : new String[] {mine, gone}) {
            Person.Reply reply = ada.put("/push", browser.subscription(endpoint));
            assertThat(reply.status()).as(reply.text()).isEqualTo(204);
        }
        eve.put("/push", Browser.some().subscription(Neighbours.pushService + eve.id));

        remind(ada, "Ring Mom 📞");
        Neighbours.Pushed pushed = pushedTo(mine, 1).getFirst();
        JsonNode message = Person.JSON.readTree(browser.read(pushed.body()));
        assertThat(message.path("title").asText()).isEqualTo("Ring Mom 📞");
        assertThat(message.path("task_id").asLong()).isEqualTo(1);
        assertThat(pushed.headers().get("Content-encoding")).containsExactly("aes128gcm");
        assertThat(Integer.parseInt(pushed.headers().get("Ttl").getFirst())).isPositive();
        String[] authorization =
                pushed.headers().get("Authorization").getFirst().split("[ =,]+");
        assertThat(authorization).hasSize(5).startsWith("vapid", "t").contains("k");
        assertThat(authorization[4]).isEqualTo(Browser.point(Neighbours.SENDER));
        SignedJWT token = SignedJWT.parse(authorization[2]);
        assertThat(token.verify(new ECDSAVerifier(Neighbours.SENDER.toPublicJWK())))
                .isTrue();
        assertThat(token.getJWTClaimsSet().getAudience())
                .containsExactly("http://" + Neighbours.pushService.getAuthority());
        assertThat(token.getJWTClaimsSet().getExpirationTime())
                .isBefore(Instant.now().plusSeconds(24 * 3600));

        pushedTo(gone, 1);
        remind(ada, "Again");
        pushedTo(mine, 2);
        assertThat(ada.delete("/push?endpoint=" + mine).status()).isEqualTo(204);
        remind(ada, "Told to nobody");
        remind(eve, "Hers");
        pushedTo(Neighbours.pushService + eve.id, 1);
        assertThat(pushedTo(gone, 1)).as("who is gone is forgotten").hasSize(1);
        assertThat(pushedTo(mine, 2)).as("who does not want to is not told").hasSize(2);
    }

    @Test
    void whoseBrowsersDoNotAnswerKeepsNobodyElseWaiting() throws Exception {
        Person ada = new Person(base);
        Person eve = new Person(base);
        ada.put("/push", Browser.some().subscription(Neighbours.pushService + ada.id));
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 12; i++) {
                eve.put(
                        "/push",
                        Browser.some().subscription("http://127.0.0.1:" + silent.getLocalPort() + "/" + eve.id + i));
            }
            remind(eve, "Reaches nobody");
            remind(ada, "Is not kept waiting");
            // One after the other they would take a minute.
            pushedTo(Neighbours.pushService + ada.id, 1);
        }
    }

    @Test
    void aSubscriptionThatIsNoneIsRefused() {
        Person ada = new Person(base);
        Person.Reply reply =
                ada.put("/push", "{\"endpoint\":\"file:///etc/passwd\",\"p256dh\":\"BAAA\",\"auth\":\"x\"}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.json().path("errors").findValuesAsText("field")).containsExactly("endpoint", "p256dh", "auth");
        assertThat(ada.put("/push", "{}").status()).isEqualTo(422);
    }

    private static void remind(Person person, String title) {
        person.post("/tasks", "{\"title\":\"" + title + "\",\"remind_at\":\"" + Instant.now() + "\"}");
    }

    private static List<Neighbours.Pushed> pushedTo(String endpoint, int count) throws InterruptedException {
        String path = URI.create(endpoint).getPath();
        for (int i = 0; i < 300; i++) {
            List<Neighbours.Pushed> all = Neighbours.PUSHED.stream()
                    .filter(pushed -> pushed.path().equals(path))
                    .toList();
            if (all.size() >= count) {
                return all;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("not pushed to " + path + ": " + Neighbours.PUSHED);
    }
}
