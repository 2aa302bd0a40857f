package dev.slipway.assist.slot;

import dev.slipway.assist.plan.Docs;
import dev.slipway.assist.words.Phrase;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the security context of a container. */
final class SecurityWords {
    private SecurityWords() {}

    static boolean put(ObjectNode container, Phrase phrase) {
        ObjectNode context =
                container.get("securityContext") instanceof ObjectNode there ? there.deepCopy() : Docs.nothing();
        String before = context.toString();
        if (phrase.says(
                "\\b(?:non-?root|not (?:run )?as root|runasnonroot|unprivileged|without root|as a non root)\\b")) {
            context.put("runAsNonRoot", true);
        }
        if (phrase.says("\\breadonly(?: |-)?root|readonlyrootfilesystem|readonly (?:file ?system|filesystem)|root ?file"
                + " ?system\\b.{0,24}\\breadonly")) {
            context.put("readOnlyRootFilesystem", true);
        }
        if (phrase.says(
                "\\b(?:no|disable|without|forbid|disallow|prevent|not allow|allowprivilegeescalation(?: :|=| to| is)*"
                        + " ?false)\\b.{0,15}(?:privilege escalation|escalat)|allowprivilegeescalation(?: :|=| to| is|"
                        + " set)* ?false")) {
            context.put("allowPrivilegeEscalation", false);
        }
        if (phrase.says("\\bprivileged\\b") && !phrase.says("\\b(?:not|non|un|no|never|without)\\b.{0,6}privileged")) {
            context.put("privileged", true);
        }
        if (phrase.says("\\bdrop(?:s|ping|ped)?\\b.{0,20}\\ball\\b|\\bdrop(?:s|ping)? all\\b")) {
            Docs.in(context, "capabilities").set("drop", Docs.list("ALL"));
        }
        for (List<String> row :
                phrase.rows("\\b(add|with|grant|drop)(?:s|ing)? (?:the )?(?:linux )?(?:capabilit(?:y|ies)"
                        + " )?((?-i:(?:NET|SYS|DAC|IPC|AUDIT|MAC)_[A-Z_]+|CHOWN|KILL|SETUID|SETGID))")) {
            ArrayNode list = Docs.listIn(
                    context,
                    "capabilities/" + (row.get(0).toLowerCase(Locale.ROOT).equals("drop") ? "drop" : "add"));
            list.add(row.get(1));
        }
        if (phrase.says("\\bseccomp\\b")) {
            context.set("seccompProfile", Docs.object("type", "RuntimeDefault"));
        }
        if (!before.equals(context.toString())) {
            container.set("securityContext", context);
            return true;
        }
        return false;
    }
}
