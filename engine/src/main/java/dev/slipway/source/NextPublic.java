package dev.slipway.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a page's own scripts know of the world is fixed when the page is built ({@code NEXT_PUBLIC_*}), while nobody knows yet
 * under which address the application will be reached. So its scripts are told to ask their own origin, and what no page and
 * no file of the frontend answers goes on to the backend.
 */
final class NextPublic {
    private static final String PREFIX = "NEXT_PUBLIC_";
    /** A base that is not empty and changes no path behind it: {@code /./api} is {@code /api} (RFC 3986, 5.2.4). */
    private static final String OWN_ORIGIN = "/.";

    private NextPublic() {}

    /** Values that the build gets: what a person gave, and the own origin for what leads to a service. */
    static Map<String, String> baked(Service service) {
        Map<String, String> baked = new TreeMap<>();
        for (EnvVar variable : service.env()) {
            if (!variable.name().startsWith(PREFIX)) {
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
                .filter(v -> v.name().startsWith(PREFIX) && v.kind() == EnvVar.Kind.SERVICE_URL)
                .map(v -> v.value().replaceFirst("/.*", ""))
                .flatMap(name -> all.stream().filter(s -> s.name().equals(name)))
                .findFirst();
    }

    /**
     * Shell that adds the way to the backend to the rewrites of a standalone build, behind all that the page answers itself.
     * A person who goes to a page that does not exist still sees the frontend's own answer.
     *
     * @param manifest path of routes-manifest.json
     */
    static String passOn(String manifest, Service backend) {
        return "node -e '"
                + String.join(
                        " ",
                        "const fs = require(\"fs\"), [file, to] = process.argv.slice(1), all = JSON.parse(fs.readFileSync(file));",
                        "const own = Array.isArray(all.rewrites) ? {beforeFiles: [], afterFiles: all.rewrites, fallback: []} : all.rewrites;",
                        "own.fallback.push({source: \"/:path*\", destination: to + \"/:path*\",",
                        "missing: [{type: \"header\", key: \"accept\", value: \".*text/html.*\"}],",
                        "regex: \"^(?:/((?:[^/]+?)(?:/(?:[^/]+?))*))?(?:/)?$\"});",
                        "all.rewrites = own; fs.writeFileSync(file, JSON.stringify(all));")
                + "' " + manifest + " http://" + backend.name() + ":" + backend.port();
    }
}
