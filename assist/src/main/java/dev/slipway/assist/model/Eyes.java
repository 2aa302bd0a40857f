package dev.slipway.assist.model;

import dev.slipway.assist.intent.Reply;
import dev.slipway.diagnose.Diagnosis;
import java.util.List;

/** What a model can look at beside the objects that were read. */
public interface Eyes {
    List<String> logs(Reply.Logs asked);

    Diagnosis causes(String namespace, String what);
}
