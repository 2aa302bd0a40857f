package dev.slipway.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a page's own scripts know of the world is fixed when the page is built ({@code NEXT_PUBLIC_*}, {@code VITE_*}, {@code REACT_APP_*}), while nobody knows yet
 * under which address the application will be reached. So its scripts are told to ask their own origin, and what no page and
 * no file of the frontend answers goes on to the backend.
 */
final class PublicVariables {
    private static final Pattern PREFIX = Pattern.compile("(NEXT_PUBLIC|VITE|REACT_APP)_.*");
    /** A base that is not empty and changes no path behind it: {@code /./api} is {@code /api} (RFC 3986, 5.2.4). */
    private static final String OWN_ORIGIN = "/.";

    private static final String SCRIPT = Resources.script("next-connect.js");

    private PublicVariables() {}

    /** Values that the build gets: what a person gave, and the own origin for what leads to a service. */
    static Map<String, String> baked(Service service) {
        Map<String, String> baked = new TreeMap<>();
        for (EnvVar variable : service.env()) {
            if (!PREFIX.matcher(variable.name()).matches()) {
                continue;
            }
            if (variable.given()) {
                baked.put(variable.name(), variable.value());
            } else if (variable.kind() == EnvVar.Kind.SERVICE_URL) {
                int slash = variable.value().indexOf('/');
                baked.put(
                        variable.name(),
                        slash < 0 ? OWN_ORIGIN : variable.value().substring(slash));
            }
        }
        return baked;
    }

    /** The service that the page's scripts ask; the first where there are several. */
    static Optional<Service> asked(Service service, List<Service> all) {
        return service.env().stream()
                .filter(v -> PREFIX.matcher(v.name()).matches() && v.kind() == EnvVar.Kind.SERVICE_URL)
                .map(v -> v.value().replaceFirst("/.*", ""))
                .flatMap(name -> all.stream().filter(s -> s.name().equals(name)))
                .findFirst();
    }

    /**
     * Shell that leads what a built page has of addresses on its developer's machine to the services that listen there, and adds
     * the way to the backend to the rewrites, behind all that the page answers itself. A person who goes to a page that does not
     * exist still sees the frontend's own answer.
     *
     * @param next the {@code .next} of a standalone build
     * @param asked the backend that the page's scripts ask
     * @param others services that the page may lead to
     */
    static String connect(String next, Optional<Service> asked, List<Service> others) {
        return "node -e '" + SCRIPT + "' " + next + " '"
                + asked.map(PublicVariables::url).orElse("") + "'"
                + others.stream().map(s -> " " + s.port() + "=" + url(s)).collect(Collectors.joining());
    }

    private static String url(Service service) {
        return "http://" + service.name() + ":" + service.port();
    }
}
