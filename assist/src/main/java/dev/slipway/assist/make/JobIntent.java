package dev.slipway.assist.make;

import dev.slipway.assist.intent.Intent;
import dev.slipway.assist.intent.ObjectSearch;
import dev.slipway.assist.intent.Reply;
import dev.slipway.assist.intent.Scope;
import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.plan.LiveObjects;
import dev.slipway.assist.plan.ObjectChange;
import dev.slipway.assist.plan.ResourceKind;
import dev.slipway.assist.slot.ImageWords;
import dev.slipway.assist.slot.PodWords;
import dev.slipway.assist.words.Phrase;
import dev.slipway.assist.words.Times;
import dev.slipway.assist.words.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Makes Jobs and CronJobs, and runs a CronJob at once. */
public final class JobIntent implements Intent {
    @Override
    public Optional<Reply> read(Scope scope) {
        boolean cron = scope.speaksOf(ResourceKind.CRONJOB);
        boolean job = scope.speaksOf(ResourceKind.JOB);
        Optional<ObjectNode> there = cron
                ? ObjectSearch.of(scope, ResourceKind.CRONJOB).named().stream().findFirst()
                : Optional.empty();
        Optional<String> other = Times.schedule(scope.phrase());
        if (there.isPresent()
                && other.isPresent()
                && scope.asks(Verb.CREATE, Verb.RUN, Verb.SET)
                && ImageWords.any(scope.phrase()).isEmpty()
                && !scope.says("\\b(?:now|immediately|manually|once|named|called)\\b")) {
            ObjectNode after = Docs.changed(there.get(), o -> Docs.in(o, "spec").put("schedule", other.get()));
            return Optional.of(Reply.Changes.of(new ObjectChange.Edit(
                    there.get(), after, "run " + LiveObjects.ref(there.get()).words() + " by " + other.get())));
        }
        if (scope.asks(Verb.RUN, Verb.CREATE)
                && (cron || job)
                && scope.says("\\bfrom (?:the )?(?:cronjob|cj)\\b|--from|\\b(?:trigger|kick off)\\b|\\bcronjob"
                        + " .{0,40}\\b(?:now|immediately|manually|once)\\b|^run .*cronjob")) {
            return Optional.of(now(scope));
        }
        Optional<String> schedule = Times.schedule(scope.phrase());
        if (!scope.asks(Verb.CREATE)
                || (!cron && !job)
                || (scope.first(List.of(ResourceKind.DEPLOYMENT, ResourceKind.POD))
                                .isPresent()
                        && !scope.says("^\\S+(?: \\S+){0,4} (?:cronjob|job)"))) {
            return Optional.empty();
        }
        ResourceKind kind = cron || (schedule.isPresent() && !scope.says("\\bone-?(?:off|time)\\b"))
                ? ResourceKind.CRONJOB
                : ResourceKind.JOB;
        if (kind == ResourceKind.CRONJOB && schedule.isEmpty()) {
            return Optional.of(new Reply.Question(
                    "When is the CronJob to run? For example: every 5 minutes, every day at 3am, \"0 3 * * *\"."));
        }
        List<String> notes = new ArrayList<>();
        Phrase phrase = scope.phrase()
                .without("\\b(?:every|each) (?:\\d+"
                        + " )?(?:minutes?|hours?|days?|nights?|mornings?|weeks?|weekdays?|months?|\\w+days?|midnight)\\b(?:"
                        + " (?:at|on) \\d+(?::\\d+)? ?(?:am|pm)?)?|\\bat \\d+(?::\\d+)? ?(?:am|pm)\\b|\\bat"
                        + " midnight\\b|\\b(?:daily|hourly|nightly|weekly|monthly)\\b")
                .without("\\b(?:[*\\d/]+ ){4}[*\\d/]+");
        String name = Naming.of(scope, kind)
                .or(() -> Naming.of(scope, ResourceKind.JOB))
                .orElse("job");
        PodWords.Spec pod = PodWords.of(phrase, name, Map.of(), true);
        notes.addAll(pod.notes().stream()
                .map(n -> n.endsWith(": nginx") ? n.replace(": nginx", ": busybox") : n)
                .toList());
        ObjectNode spec = pod.spec();
        Docs.items(spec.path("containers")).forEach(c -> {
            if (Docs.text(c, "image").equals("nginx") && pod.notes().stream().anyMatch(n -> n.startsWith("no image"))) {
                c.put("image", "busybox");
            }
        });
        if (!spec.has("restartPolicy")) {
            spec.put("restartPolicy", kind == ResourceKind.JOB && phrase.says("\\bnever\\b") ? "Never" : "OnFailure");
        }
        ObjectNode its = Docs.nothing();
        phrase.number("\\bcompletions?(?: of| to| :|=)* <int>")
                .or(() -> phrase.number("\\b<int> completions"))
                .ifPresent(n -> its.put("completions", n));
        phrase.number("\\bparallel(?:ism)?(?: of| to| :|=)* <int>")
                .or(() -> phrase.number("\\b<int> (?:pods )?(?:in parallel|at a time|at once|parallel)"))
                .ifPresent(n -> its.put("parallelism", n));
        phrase.number("\\bback-?off ?limit(?: of| to| :|=)* <int>")
                .or(() -> phrase.number("\\b(?:retry|retries)(?: up to| at most)? <int>|<int> retries"))
                .ifPresent(n -> its.put("backoffLimit", n));
        phrase.number("\\b(?:active ?deadline(?: ?seconds)?|deadline|timeout)(?: of| to| :|=)* <int>")
                .ifPresent(n -> its.put("activeDeadlineSeconds", n));
        phrase.number("\\bttl\\w*(?: ?seconds)?(?: after finished| of| to| :|=)* <int>")
                .or(() -> phrase.number("\\b(?:cleaned up|deleted|removed) (?:after )?<int> seconds"))
                .ifPresent(n -> its.put("ttlSecondsAfterFinished", n));
        its.set("template", Docs.object("spec", spec));
        ObjectNode object = kind.make(scope.space(), name);
        if (kind == ResourceKind.JOB) {
            object.set("spec", its);
        } else {
            ObjectNode cronSpec = Docs.in(object, "spec");
            cronSpec.put("schedule", schedule.orElse(""));
            phrase.value("\\bconcurrency ?policy(?: of| to| :|=)* (allow|forbid|replace)")
                    .ifPresent(c -> cronSpec.put(
                            "concurrencyPolicy",
                            c.substring(0, 1).toUpperCase(Locale.ROOT)
                                    + c.substring(1).toLowerCase(Locale.ROOT)));
            if (phrase.says("\\b(?:not overlap|no overlap|never overlap|overlapping)")) {
                cronSpec.put("concurrencyPolicy", "Forbid");
            }
            phrase.number("\\b(?:successful ?jobs ?history ?limit)(?: of| to| :|=)* <int>")
                    .or(() -> phrase.number("\\b(?:keep|last) <int> (?:successful|completed)"))
                    .ifPresent(n -> cronSpec.put("successfulJobsHistoryLimit", n));
            phrase.number("\\b(?:failed ?jobs ?history ?limit)(?: of| to| :|=)* <int>")
                    .or(() -> phrase.number("\\b<int> failed"))
                    .ifPresent(n -> cronSpec.put("failedJobsHistoryLimit", n));
            if (phrase.says("\\bsuspended\\b")) {
                cronSpec.put("suspend", true);
            }
            cronSpec.set("jobTemplate", Docs.object("spec", its));
        }
        return Optional.of(Naming.reply(scope, object, notes, kind + " " + name));
    }

    private static Reply now(Scope scope) {
        ObjectSearch search = ObjectSearch.of(scope, ResourceKind.CRONJOB);
        ObjectSearch.Found found = search.find();
        if (!(found instanceof ObjectSearch.Found.One one)) {
            return search.otherwise(found);
        }
        String cron = LiveObjects.name(one.object());
        String name = scope.phrase()
                .value("(?<!cron)\\bjob (?:named|called )?<name>")
                .filter(n -> !n.equals(cron))
                .orElse(cron + "-manual");
        ObjectNode object = ResourceKind.JOB.make(LiveObjects.namespace(one.object()), name);
        Docs.in(object, "metadata/annotations").put("cronjob.kubernetes.io/instantiate", "manual");
        object.set("spec", Docs.at(one.object(), "spec/jobTemplate/spec").deepCopy());
        return Reply.Changes.of(new ObjectChange.Make(object, "run cronjob " + cron + " at once, as job " + name));
    }
}
