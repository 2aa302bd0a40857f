package dev.slipway.cli.mcp;

import dev.slipway.assist.plan.ChangePlan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans that wait for consent, by the digest of what they change and where. What is applied is what was shown: no client can alter it. */
final class PlanShelf {
    private static final int MOST = 50;

    /**
     * A plan that waits.
     *
     * @param place options that name its cluster
     * @param mends whether it is taken back where it makes nothing better
     */
    record Waiting(String digest, ChangePlan plan, List<String> place, boolean mends) {}

    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    synchronized Waiting keep(ChangePlan plan, List<String> place, boolean mends) {
        String digest = digest(place + "\n" + mends + "\n" + plan.written());
        Waiting kept = new Waiting(digest, plan, List.copyOf(place), mends);
        waiting.remove(digest);
        waiting.put(digest, kept);
        if (waiting.size() > MOST) {
            waiting.remove(waiting.keySet().iterator().next());
        }
        return kept;
    }

    /** Once: what was applied has to be planned anew. */
    synchronized Optional<Waiting> take(String digest) {
        return Optional.ofNullable(waiting.remove(digest));
    }

    synchronized void putBack(Waiting plan) {
        waiting.put(plan.digest(), plan);
    }

    private static String digest(String text) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(
                                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
