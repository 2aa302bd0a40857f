package dev.slipway.assist.words;

import dev.slipway.diagnose.evidence.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Normalises a text: one spelling for words that people write in several ways, numbers as digits, quoted texts set
 * aside.
 */
public final class Lexicon {
    private static final Pattern QUOTED = Pattern.compile(
            "```(?:\\w*\\n)?([^`]+)```|`([^`]+)`|\"([^\"]*)\"|(?<![\\w'])'([^']*)'(?!\\w)|“([^”]*)”|‘([^’]*)’");
    private static final List<String> NUMBERS =
            List.of("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");

    private static final String IMAGES =
            "nginx|httpd|redis|memcached|postgres|mysql|mariadb|mongo|rabbitmq|busybox|alpine|ubuntu|debian|python|node|golang|caddy|traefik|haproxy|tomcat";

    /** Spellings, with the word that each is read as. */
    private static final Map<String, String> ONE = spellings();

    /** Words whose misspellings are corrected. */
    private static final Set<String> KNOWN = new TreeSet<>(List.of(
            "deployment",
            "deployments",
            "namespace",
            "namespaces",
            "service",
            "services",
            "configmap",
            "configmaps",
            "secret",
            "secrets",
            "statefulset",
            "daemonset",
            "cronjob",
            "ingress",
            "container",
            "containers",
            "replica",
            "replicas",
            "create",
            "delete",
            "deploy",
            "restart",
            "rollback",
            "autoscale",
            "describe",
            "scale",
            "expose",
            "image",
            "images",
            "memory",
            "update",
            "upgrade",
            "networkpolicy",
            "resourcequota",
            "volume",
            "environment",
            "variable",
            "events",
            "readiness",
            "liveness",
            "serviceaccount",
            "persistentvolumeclaim"));

    private Lexicon() {}

    private static Map<String, String> spellings() {
        Map<String, String> one = new LinkedHashMap<>();
        one.put("back[- ]end", "backend");
        one.put("front[- ]end", "frontend");
        one.put("config[- ]maps?", "configmap");
        one.put("stateful[- ]sets?", "statefulset");
        one.put("daemon[- ]sets?", "daemonset");
        one.put("replica[- ]sets?", "replicaset");
        one.put("cron[- ]jobs?", "cronjob");
        one.put("service[- ]accounts?", "serviceaccount");
        one.put("cluster[- ]role[- ]bindings?", "clusterrolebinding");
        one.put("role[- ]bindings?", "rolebinding");
        one.put("cluster[- ]roles?(?![- ]?binding)", "clusterrole");
        one.put("network[- ]polic(?:y|ies)", "networkpolicy");
        one.put("resource[- ]quotas?", "resourcequota");
        one.put("limit[- ]ranges?", "limitrange");
        one.put("priority[- ]class(?:es)?", "priorityclass");
        one.put("storage[- ]class(?:es)?", "storageclass");
        one.put("ingress[- ]class(?:es)?", "ingressclass");
        one.put("horizontal[- ]pod[- ]auto-?scalers?", "hpa");
        one.put("horizontalpodautoscalers?", "hpa");
        one.put("pod[- ]disruption[- ]budgets?", "pdb");
        one.put("poddisruptionbudgets?", "pdb");
        one.put("disruption budgets?", "pdb");
        one.put("persistent[- ]volume[- ]claims?", "pvc");
        one.put("persistentvolumeclaims?", "pvc");
        one.put("volume claims?", "pvc");
        one.put("persistent[- ]volumes?", "pv");
        one.put("persistentvolumes?", "pv");
        one.put("node[- ]ports?", "nodeport");
        one.put("load[- ]balancers?", "loadbalancer");
        one.put("cluster[- ]ip", "clusterip");
        one.put("empty[- ]?dirs?", "emptydir");
        one.put("host[- ]?path", "hostpath");
        one.put("roll(?:ing)? back", "rollback");
        one.put("auto[- ]scale", "autoscale");
        one.put("auto[- ]scaler", "hpa");
        one.put("autoscaler", "hpa");
        one.put("right[- ]siz(?:e|ing)", "rightsize");
        one.put("env(?:ironment)?[- ]var(?:iable)?s?", "env");
        one.put("environment variables?", "env");
        one.put("envs", "env");
        one.put("k8s", "kubernetes");
        one.put("deploys(?= (?:named|called))", "deployment");
        one.put("storage[- ]?request", "storage");
        one.put("read[- ]only", "readonly");
        one.put("blue[-/ ]green", "bluegreen");
        return one;
    }

    /** @param names of objects, which are not corrected */
    public static Phrase read(String typed, Set<String> names) {
        return even(commands(typed), names);
    }

    /** kubectl's own words, as a sentence has them. */
    private static String commands(String typed) {
        if (!Pattern.compile("(?m)^\\s*(?:\\$ )?kubectl ").matcher(typed).find()) {
            return typed;
        }
        return typed.replaceAll("(?m)^\\s*(?:\\$ )?kubectl ", "")
                .replaceAll("^run (?=[a-z])", "create a pod named ")
                .replaceAll("\\brollout undo\\b", "rollback")
                .replaceAll("\\brollout (restart|pause|resume)\\b", "$1")
                .replaceAll("\\brollout (status|history)\\b", "describe the rollout $1 of")
                .replaceAll("--replicas[= ](\\d+)", "to $1 replicas")
                .replaceAll("--image[= ](\\S+)", "with image $1")
                .replaceAll("--port[= ](\\d+)", "on port $1")
                .replaceAll("--target-port[= ](\\S+)", "target port $1")
                .replaceAll("--name[= ](\\S+)", "named $1")
                .replaceAll("--type[= ](\\S+)", "of type $1")
                .replaceAll("--min[= ](\\d+)", "min $1")
                .replaceAll("--max[= ](\\d+)", "max $1")
                .replaceAll("--cpu(?:-percent)?[= ](\\d+)%?", "cpu $1%")
                .replaceAll("--tail[= ](\\d+)", "last $1 lines")
                .replaceAll("--schedule[= ]", "schedule ")
                .replaceAll("--to-revision[= ](\\d+)", "to revision $1")
                .replaceAll("--(?:command|dry-run=\\w+|overwrite|record)\\b", "")
                .replaceAll("--(?:all-namespaces)\\b", "-A");
    }

    private static Phrase even(String typed, Set<String> names) {
        List<String> quoted = new ArrayList<>();
        Matcher m = QUOTED.matcher(typed.replaceAll("[\u00a0«»\u0001]", " "));
        StringBuilder even = new StringBuilder();
        while (m.find()) {
            String inside = "";
            for (int i = 1; i <= m.groupCount(); i++) {
                inside = m.group(i) == null ? inside : m.group(i);
            }
            inside = inside.strip();
            if (inside.matches("[\\w./:=@%+*-]+") && !inside.matches("[A-Za-z]+[.]")) {
                m.appendReplacement(even, Matcher.quoteReplacement(" " + inside + " "));
            } else if (inside.isEmpty()) {
                m.appendReplacement(even, " ");
            } else {
                quoted.add(inside);
                m.appendReplacement(even, " «" + (quoted.size() - 1) + "» ");
            }
        }
        m.appendTail(even);
        String text = lists(even.toString(), quoted)
                .replaceAll("(?m)^\\s*(?:[-*•]|\\d+[.)])\\s+", " \n ")
                .replaceAll("(?<=\\w)['’]s\\b", "")
                .replaceAll("[!?]+(?=\\s|$)", " . ")
                .replaceAll("[.]+(?=\\s|$)", " . ")
                .replaceAll(":(?=\\s|$)", " : ")
                .replaceAll("([,;()])", " $1 ")
                .replaceAll("(?<=\\d) ?(%|percent)(?=\\s|$)", "%")
                .replaceAll("(?i)(?<![\\w.-])(\\d+(?:\\.\\d+)?) ?(?:GB|gigs?|gigabytes?|gibibytes?|GiB)\\b", "$1Gi")
                .replaceAll("(?i)(?<![\\w.-])(\\d+(?:\\.\\d+)?) ?(?:MB|megs?|megabytes?|mebibytes?|MiB)\\b", "$1Mi")
                .replaceAll("(?i)(?<![\\w.-])(\\d+(?:\\.\\d+)?) ?(?:TB|terabytes?|TiB)\\b", "$1Ti")
                .replaceAll("(?i)(?<![\\w.-])(\\d+(?:\\.\\d+)?) (Mi|Gi|Ki)\\b", "$1$2")
                .replaceAll("(?i)(?<![\\w.-])(\\d+) ?(?:millicores?|millicpus?|mcpu)\\b", "$1m")
                .replaceAll("(?i)\\bhalf an? (?:core|cpu)\\b", "500m cpu")
                .replaceAll("[ \\t]+", " ")
                .replaceAll(
                        "(?i)(?<![\\w./-])(" + IMAGES + ") (?:version |tag |v)?(\\d+\\.\\d[\\w.-]*)(?= |$)", "$1:$2")
                .replaceAll(
                        "(?i)(?<![\\w./-])(" + IMAGES + ") (?:version|tag) (\\d[\\w.-]*|latest|stable)(?= |$)", "$1:$2")
                .replaceAll(
                        "(?i)(?<![\\w./-])(" + IMAGES
                                + ") (\\d{1,2})(?= |$)(?! (?:\\w+ )?(?:replicas?|pods?|nodes?|instances?|copies"
                                + "|containers?|times|x|minutes?|hours?|seconds?|cpus?|cores?)\\b)",
                        "$1:$2");
        for (Map.Entry<String, String> e : ONE.entrySet()) {
            text = Pattern.compile("(?<![\\w./=-])" + e.getKey() + "(?![\\w./=-])", Pattern.CASE_INSENSITIVE)
                    .matcher(text)
                    .replaceAll(e.getValue());
        }
        for (int i = 0; i < NUMBERS.size(); i++) {
            text = text.replaceAll("(?i)(?<![\\w./=-])" + NUMBERS.get(i) + "(?![\\w./=-])", String.valueOf(i + 2));
        }
        return new Phrase(spelled(text, names).replaceAll("[ \\t]+", " ").strip(), quoted);
    }

    /** Restores a list such as {@code ["a", "b c"]}, which was split at its quotes. */
    private static String lists(String text, List<String> quoted) {
        Matcher m = Pattern.compile("\\[([^\\[\\]\\n]*)\\]").matcher(text);
        StringBuilder out = new StringBuilder();
        while (m.find()) {
            Phrase inside = new Phrase(m.group(1), quoted);
            List<String> items = new ArrayList<>();
            for (String item : m.group(1).split(",")) {
                items.add(inside.resolved(item.strip()));
            }
            quoted.add("[" + String.join("\u0001", items) + "]");
            m.appendReplacement(out, " «" + (quoted.size() - 1) + "» ");
        }
        m.appendTail(out);
        return out.toString();
    }

    private static String spelled(String text, Set<String> names) {
        String[] words = text.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            String lower = words[i].toLowerCase(Locale.ROOT);
            boolean named = i > 0 && words[i - 1].matches("(?i)named|called|name|image|namespace|-n|container|key");
            if (named
                    || lower.length() < 5
                    || !lower.matches("[a-z]+")
                    || KNOWN.contains(lower)
                    || names.contains(words[i])) {
                continue;
            }
            Optional<String> near = NearestName.of(lower, KNOWN);
            if (near.isPresent()
                    && near.get().charAt(0) == lower.charAt(0)
                    && !ENGLISH.contains(lower)
                    && NearestName.distance(lower, near.get()) <= (lower.length() >= 8 ? 2 : 1)) {
                words[i] = near.get();
            }
        }
        return String.join(" ", words);
    }

    /** English words that are similar to known words and stay as they are. */
    private static final Set<String> ENGLISH = Set.of(
            "deployed",
            "created",
            "creates",
            "scaled",
            "scales",
            "exposes",
            "exposed",
            "updates",
            "updated",
            "restarts",
            "restarted",
            "deletes",
            "deleted",
            "described",
            "describes",
            "volumes",
            "variables",
            "restarting",
            "deploys",
            "upgraded",
            "upgrades",
            "secure",
            "served",
            "serves",
            "server",
            "event",
            "small",
            "creating",
            "updating",
            "create",
            "container",
            "contained",
            "contains",
            "contain",
            "environments",
            "imaged",
            "deployer",
            "dozens",
            "serving");
}
