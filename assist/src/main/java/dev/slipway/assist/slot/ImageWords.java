package dev.slipway.assist.slot;

import dev.slipway.assist.words.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Images that a request names. */
public final class ImageWords {
    /** Well-known images, which people name without the word image. */
    static final String KNOWN =
            "nginx|httpd|apache|redis|memcached|postgres|postgresql|mysql|mariadb|mongo|mongodb|rabbitmq|busybox|alpine|ubuntu|debian|python|node|golang|caddy|traefik|haproxy"
                    + "|tomcat|wordpress|elasticsearch|kafka|zookeeper|consul|vault|prometheus|grafana|hello-world|perl|curl|nats|etcd|registry|whoami|fluentd|fluent-bit|jenkins|ghost|adminer|php|ruby|openjdk|influxdb|cassandra|minio|keycloak|varnish|envoy|echo-server|http-echo";

    private static final Map<String, String> CALLED =
            Map.of("apache", "httpd", "postgresql", "postgres", "mongodb", "mongo", "curl", "curlimages/curl");
    private static final String REFERENCE =
            "((?:[\\w-]+(?:\\.[\\w.-]+)?(?::\\d+)?/)?(?:[\\w.-]+/)*[\\w][\\w.-]*(?::[\\w][\\w.-]*|@sha256:[0-9a-f]{6,})(?:@sha256:[0-9a-f]{6,})?|(?:[\\w-]+\\.[\\w.-]+(?::\\d+)?|[a-z][\\w-]+)/(?:[\\w.-]+/)*[\\w.-]+)";
    private static final Pattern TAGGED = Pattern.compile("(?<![\\w./:=«-])" + REFERENCE + "(?![\\w/=])");
    private static final Pattern SAID = Pattern.compile(
            "\\b(?:docker |container |base )?image(?: name)? (?:is |of |named |called |tag |: |= ?|should be |set to"
                    + " )*(?!(?:from|to|in|on|for|with|that|and|which|version|pull|pulls|policy|registry|of)\\b)([A-Za-z0-9][\\w./:@-]*)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BEFORE = Pattern.compile(
            "\\b(?!(?:init|main|base|new|using|use|uses|run|runs|running|to|from|for|on|as|is|on|by|the|an?|this|that|same|new|latest|correct|wrong|right|old|stable|valid|invalid|container|docker|its|different|current|pod|official|public|set|update|change|upgrade|in|whose|and|of|with|specific|custom)\\b)([A-Za-z0-9][\\w./:@-]*)"
                    + " (?:docker |container )?image\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LIST = Pattern.compile(
            "\\bimages (?:are |: )?([\\w./:@-]+(?: ,(?: and)? [\\w./:@-]+)*(?: and [\\w./:@-]+)?)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CONTAINERS = Pattern.compile(
            "\\bcontainers (?:running |using |with |of |are |: )*((?:" + KNOWN
                    + ")(?::[\\w.-]+)?(?:(?: ,| and| ,? and)? ?(?:" + KNOWN + ")(?::[\\w.-]+)?)+)(?= |$)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PLAIN = Pattern.compile(
            "(?<!\\bnamed |\\bcalled |\\bname |\\bnamespace"
                    + " |[\\w./=-])\\b(?:(?:running|runs?|using|uses?|with|of|from|an?|the|both|one|deploy|launch|start|and|,|:|another|create|sidecar|based"
                    + " on) )+("
                    + KNOWN + ")(?![\\w./=-])(?! (?:deployment|pod|service|namespace|app=))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ANY =
            Pattern.compile("(?<![\\w./=-])(" + KNOWN + ")(?![\\w/=-])", Pattern.CASE_INSENSITIVE);

    private ImageWords() {}

    /** An image and its offset in the text. */
    record Mention(String image, int at) {}

    /** Images in the text's order. */
    static List<Mention> all(Phrase phrase) {
        Map<Integer, String> found = new TreeMap<>();
        Matcher list = LIST.matcher(phrase.text());
        if (list.find()) {
            Matcher item = Pattern.compile("[\\w./:@-]+").matcher(list.group(1));
            while (item.find()) {
                if (!item.group().equals("and")) {
                    found.put(list.start(1) + item.start(), item.group());
                }
            }
        }
        Matcher containers = CONTAINERS.matcher(phrase.text());
        if (containers.find()) {
            Matcher item = Pattern.compile("[\\w./:@-]+").matcher(containers.group(1));
            while (item.find()) {
                if (!item.group().equals("and")) {
                    found.put(containers.start(1) + item.start(), item.group());
                }
            }
        }
        collect(found, SAID.matcher(phrase.text()));
        Matcher before = BEFORE.matcher(phrase.text());
        while (before.find()) {
            // "deployment web image nginx:1.27": the word before is the object's name.
            String left = phrase.text().substring(0, before.start());
            String right = phrase.text().substring(before.end());
            if (!left.matches("(?is).*\\b(?:deployment|pod|statefulset|daemonset|job|cronjob|named|called) $")
                    && !right.matches("(?s)(?: :| =)? ?[\\w./-]+:[\\w.-]+.*")) {
                found.putIfAbsent(before.start(1), before.group(1));
            }
        }
        collect(found, TAGGED.matcher(phrase.text()));
        if (found.isEmpty() || phrase.says("\\bcontainers?\\b")) {
            collect(found, PLAIN.matcher(phrase.text()));
        }
        List<Mention> mentions = new ArrayList<>();
        found.forEach((at, image) -> mentions.add(new Mention(reference(image), at)));
        return mentions;
    }

    private static void collect(Map<Integer, String> found, Matcher m) {
        while (m.find()) {
            String image = m.group(1).replaceAll("[.:]+$", "");
            if (!image.matches(
                            "\\d+:\\d+|\\d+|.*://.*|https?:.*|(?:cpu|memory|and|or|cpu/memory|read/write|TCP|UDP|[a-z-]+/\\d+|deployment/.*|deploy/.*|pod/.*|svc/.*|service/.*|configmap/.*|statefulset/.*|i/o|blue/green|app/.*=.*|[\\d.]+/\\d+)")
                    && !image.matches("\\d{1,2}:\\d{2}")) {
                found.putIfAbsent(m.start(1), image);
            }
        }
    }

    /** The reference for a well-known name, such as {@code apache}. */
    static String reference(String said) {
        return CALLED.getOrDefault(
                said.toLowerCase(Locale.ROOT), ANY.matcher(said).matches() ? said.toLowerCase(Locale.ROOT) : said);
    }

    /** Any image in the text, whether called an image or well known. */
    public static Optional<String> any(Phrase phrase) {
        List<Mention> all = all(phrase);
        if (!all.isEmpty()) {
            return Optional.of(all.getFirst().image());
        }
        Matcher m = ANY.matcher(phrase.text());
        return m.find() ? Optional.of(reference(m.group(1))) : Optional.empty();
    }

    /** The image that replaces another one. */
    public static Optional<String> changed(Phrase phrase, String now) {
        Optional<String> equal = phrase.value("(?:^| )[a-z0-9-]+=" + REFERENCE + "(?= |$)");
        if (equal.isPresent()) {
            return equal;
        }
        Optional<String> to = phrase.value(
                "\\b(?:to|with|by|use|uses|using|run|runs|running) (?:use |run |be |the |a |new |working |valid"
                        + " |correct |proper |stable |latest |container |docker )*(?:image )?(?:: )?"
                        + REFERENCE + "(?= |$)");
        if (to.isPresent()) {
            return to;
        }
        Optional<String> version = phrase.value("\\b(?:version|tag|release) (?:of \\S+ )?(?:to |: |= ?)?(?:version |tag"
                        + " )?(?!(?:of|to|and|in|is|the)\\b)(v?[\\w][\\w.-]*)")
                .filter(v -> v.matches(".*\\d.*|latest|stable|alpine"));
        Optional<String> bare = phrase.value("\\bto (?:nginx |the |node |python |redis |release |version |tag"
                + " )*(v?\\d+(?:\\.\\d+)+(?:-[\\w.]+)?|v\\d+|latest|stable)(?= |$)(?! replicas| pods| instances|"
                + " copies)");
        Optional<String> tag = version.or(() -> bare);
        String repository = now.replaceFirst("@.*", "").replaceFirst(":[^/:]*$", "");
        Optional<String> other = phrase.value("\\bto (?:use |the |a |run )*(?:image )?(" + KNOWN + ")(?= |$)");
        if (tag.isPresent() && !repository.isEmpty()) {
            return tag.map(t -> other.filter(o -> !repository.endsWith(o)).orElse(repository) + ":" + t);
        }
        if (other.isPresent()) {
            return other.map(ImageWords::reference);
        }
        List<Mention> all = all(phrase);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().image());
    }

    /** A name for a container of this image. */
    static String name(String image) {
        return image.replaceFirst("@.*", "")
                .replaceFirst(":[^/:]*$", "")
                .replaceFirst(".*/", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9-]", "-");
    }
}
