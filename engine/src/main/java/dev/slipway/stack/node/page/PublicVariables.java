package dev.slipway.stack.node.page;

import dev.slipway.application.EnvVar;
import dev.slipway.application.Resources;
import dev.slipway.application.Role;
import dev.slipway.application.Service;
import dev.slipway.application.Value;
import dev.slipway.inventory.Tree;
import dev.slipway.stack.node.source.JavaScriptCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fills in addresses in a page's own scripts. Variables such as {@code NEXT_PUBLIC_*}, {@code VITE_*} and {@code
 * REACT_APP_*} are fixed when the page is built, before the application's address is known. So the build gets names
 * that stand for services. In the built page, these names become the page's own origin in browsers. Requests that no
 * page and no file of the frontend answers go on to the backend. On the server, the names become the service's address.
 */
public final class PublicVariables {
    private static final Pattern PREFIX =
            Pattern.compile("(NEXT_PUBLIC|VITE|REACT_APP|VUE_APP|NUXT_PUBLIC|EXPO_PUBLIC|GATSBY|PUBLIC|NG_APP)_.*");
    /** The domain behind a service's name. Nobody can register it. */
    private static final String DOMAIN = ".slipway.internal";

    private static final Pattern LOCAL = Pattern.compile(
            "(?:https?|wss?)://(?:[a-z][\\w-]*|127\\.0\\.0\\.1):(\\d{2,5})|location\\.hostname[\\s+}\"'`]*:(\\d{2,5})");

    /** Files with scripts among other content. */
    private static final Predicate<String> MARKUP = file -> file.matches(".*\\.(html|vue|svelte|astro)");

    /** The path on the page's own server for a further service, before the service's name. */
    public static final String WAY = "/.slipway/";

    /** The stack whose programs accept requests for their other ports on the first one: {@code node-start.mjs}. */
    private static final String SHARING = "node";

    private static final String SCRIPT = Resources.script(PublicVariables.class, "page-connect.js");

    private PublicVariables() {}

    /** Whether pages are built with variables of this name. */
    static boolean known(String name) {
        return PREFIX.matcher(name).matches();
    }

    /** Values for the build: those that a person gave, and names that stand for a service or the page itself. */
    public static Map<String, String> baked(Service service, List<Service> all) {
        Map<String, String> baked = new TreeMap<>();
        for (EnvVar variable : service.env()) {
            if (!PREFIX.matcher(variable.name()).matches()) {
                continue;
            }
            if (variable.given() && variable.literal()) {
                baked.put(variable.name(), variable.text());
            } else if (variable.value() instanceof Value.ServiceUrl url) {
                address(url, all, DOMAIN).ifPresent(address -> baked.put(variable.name(), address));
            } else if (variable.value() instanceof Value.PublicUrl url) {
                baked.put(variable.name(), "http://this-page" + DOMAIN + url.path());
            }
        }
        return baked;
    }

    /** The address of another service, with {@code domain} behind the service's name. */
    public static Optional<String> address(Value.ServiceUrl url, List<Service> all, String domain) {
        return leadsTo(url, all).map(other -> "http://" + other.name() + domain + ":" + other.port() + url.path());
    }

    private static Optional<Service> leadsTo(Value.ServiceUrl url, List<Service> all) {
        return all.stream().filter(other -> other.name().equals(url.service())).findFirst();
    }

    /**
     * The services that a page needs, as its source shows them: addresses on localhost by their ports, such as {@code
     * :8000}.
     *
     * @param any whether it takes the first backend if no address leads to one
     */
    public static List<String> needs(Tree tree, String dir, boolean any) {
        List<String> needs = new ArrayList<>(local(tree, dir));
        if (any) {
            needs.add(":");
        }
        return needs;
    }

    private static List<String> local(Tree tree, String dir) {
        return Stream.concat(JavaScriptCode.files(tree, dir).stream(), tree.below(dir, MARKUP).stream())
                .flatMap(file -> LOCAL.matcher(
                                file.matches(".*\\.[cm]?[jt]sx?") ? JavaScriptCode.of(tree, file) : tree.text(file))
                        .results())
                .map(m -> ":" + (m.group(1) == null ? m.group(2) : m.group(1)))
                .distinct()
                .sorted()
                .toList();
    }

    /** The service that the page's scripts call; the first one if there are several. */
    public static Optional<Service> asked(Service service, List<Service> all) {
        return service.env().stream()
                .filter(v -> PREFIX.matcher(v.name()).matches())
                .flatMap(v -> v.value() instanceof Value.ServiceUrl url ? leadsTo(url, all).stream() : Stream.empty())
                .findFirst()
                .or(() -> all.stream()
                        .filter(s -> s.role() == Role.BACKEND && s.port() > 0)
                        .filter(s -> service.needs().contains(s.name()))
                        .findFirst());
    }

    /** The services that the page's scripts call beside the first. They are reached below {@link #WAY}. */
    public static List<Service> further(Service page, List<Service> all) {
        Optional<Service> first = asked(page, all);
        return first.isEmpty()
                ? List.of()
                : reached(page, all)
                        .filter(s -> !s.name().equals(first.get().name()))
                        .toList();
    }

    /** The services that the page may call. */
    private static Stream<Service> reached(Service page, List<Service> all) {
        return all.stream()
                .filter(s -> s.port() > 0 && !s.role().store() && !s.name().equals(page.name()))
                .filter(s -> page.needs().contains(s.name()));
    }

    /**
     * Shell that replaces names by addresses in a built page, and addresses on localhost, also of WebSockets. The first
     * service becomes the page's own origin, each other one a path below {@link #WAY}. For Next.js, it adds these paths
     * to the rewrites, with the one to the first service after everything that the page answers itself. A person who
     * opens a page that does not exist still sees the frontend's own answer.
     *
     * @param client folder of the files for browsers
     * @param next the {@code .next} of a standalone build; empty if the page has no server
     */
    public static String connect(String client, String next, Service page, List<Service> all) {
        return "node -e '" + SCRIPT + "' " + client + " "
                + (next.isEmpty() ? "'' ''" : next + "/server " + next + "/routes-manifest.json") + " '"
                + asked(page, all).map(Service::name).orElse("") + "' " + page.port()
                + reached(page, all).map(s -> " " + s.name() + "=" + s.port()).collect(Collectors.joining())
                + asked(page, all)
                        .filter(s -> s.stack().equals(SHARING))
                        .map(s -> " '*=" + s.name() + "'")
                        .orElse("");
    }
}
