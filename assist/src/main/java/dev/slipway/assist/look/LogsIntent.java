package dev.slipway.assist.look;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.words.Verb;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Shows the output of containers. */
public final class LogsIntent implements Intent {
    private static final int LINES = 50;

    @Override
    public Optional<Reply> read(Scope scope) {
        boolean logs =
                scope.says("\\blogs?\\b|\\bstdout\\b|\\bprint(?:s|ed|ing)?\\b.*\\b(?:pod|container)|\\boutput of\\b");
        if (!logs || !scope.asks(Verb.LIST, Verb.LOGS, Verb.DESCRIBE, Verb.WHY) || scope.says("\\blog ?level\\b")) {
            return Optional.empty();
        }
        if (scope.asks(Verb.WHY) && !scope.says("\\blogs of\\b|\\blogs for\\b|\\bin the logs\\b|\\blogs from\\b")) {
            return Optional.empty();
        }
        ObjectSearch search = ObjectSearch.of(
                scope,
                ResourceKind.DEPLOYMENT,
                ResourceKind.STATEFULSET,
                ResourceKind.DAEMONSET,
                ResourceKind.POD,
                ResourceKind.JOB,
                ResourceKind.CRONJOB,
                ResourceKind.SERVICE);
        ObjectSearch.Found found = search.find();
        if (!(found instanceof ObjectSearch.Found.One one)) {
            return Optional.of(search.otherwise(found));
        }
        List<ObjectNode> pods = scope.objects().pods(one.object());
        if (pods.isEmpty()) {
            return Optional.of(
                    Reply.Told.of(LiveObjects.ref(one.object()).words() + " has no pods: there are no logs."));
        }
        int lines = scope.phrase()
                .number("\\b(?:last|tail|latest|recent) <int>")
                .or(() -> scope.phrase().number("<int> (?:last )?lines"))
                .orElse(LINES);
        String container = scope.phrase()
                .value("\\b(?:container (?:named |called )?)<name>")
                .or(() -> scope.phrase().value("\\b(?:the )?<name> container\\b"))
                .filter(c ->
                        Docs.at(pods.getFirst(), "spec/containers").toString().contains("\"" + c + "\""))
                .orElse("");
        String grep = scope.phrase()
                .value("\\b(?:containing|matching|with|grep|that contain|for the (?:word|text|string))"
                        + " («\\d+»|error|errors|exception|exceptions|warn|warning|warnings|fatal)\\b")
                .or(() -> scope.says("\\berrors?\\b") ? Optional.of("error") : Optional.empty())
                .map(g -> g.replaceFirst("s$", ""))
                .orElse("");
        boolean previous = scope.says("\\bprevious\\b|\\blast (?:run|crash|terminated)\\b|\\bcrashed\\b");
        return Optional.of(
                new Reply.Logs(pods.stream().map(LiveObjects::ref).toList(), container, lines, previous, grep));
    }
}
