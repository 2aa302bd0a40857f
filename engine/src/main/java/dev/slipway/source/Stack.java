package dev.slipway.source;

import java.util.List;
import java.util.Optional;

/**
 * What Slipway knows of one language or framework: how to recognise it, and how to build it. Pure: reads files, runs
 * nothing.
 */
interface Stack {
    String id();

    /** The service in this folder, if this stack knows it. */
    Optional<Found> detect(Tree tree, String dir);

    /**
     * How the service becomes an image.
     *
     * @param all the application's services, where a build bakes in what leads to another one
     */
    BuildPlan plan(Tree tree, Service service, List<Service> all);

    /**
     * A service as its own folder tells, before it is known beside which others it stands.
     *
     * @param service its variables that lead elsewhere are still {@code LITERAL} with the default of the code
     * @param databaseUrl the URL's form that its database driver takes, a template as in {@link EnvVar#value}; empty where
     *     it uses no Postgres
     * @param cacheDriver library by which it speaks to Redis, with its place; empty where it has none
     * @param notes what the person should know of it
     */
    record Found(Service service, String databaseUrl, String cacheDriver, List<String> notes) {
        public Found {
            notes = List.copyOf(notes);
        }

        Found with(Service changed) {
            return new Found(changed, databaseUrl, cacheDriver, notes);
        }

        Found named(String name) {
            return with(service.named(name));
        }
    }
}
