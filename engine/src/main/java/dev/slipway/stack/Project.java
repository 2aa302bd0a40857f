package dev.slipway.stack;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.Service;
import dev.slipway.store.Redis;
import dev.slipway.store.Stores;
import java.util.ArrayList;
import java.util.List;

/**
 * One program of a source tree: the service that it becomes, and how it becomes an image.
 *
 * @param service as its own folder tells it: its variables that lead elsewhere are still {@code LITERAL} with the default of
 *     the code, until {@code dev.slipway.wiring} has joined it to the others
 * @param databaseUrl the form of the URL that its database driver takes, a template as in
 *     {@link dev.slipway.application.EnvVar#value}; empty where it uses no database
 * @param cacheDriver library by which it speaks to Redis, with its place; empty where it has none
 * @param notes what the person should know of it
 * @param blueprint plans its image from what the stack found
 * @param others further ways to build and start the same program that its source suggests, the most probable first: each is
 *     tried where the one before does not serve
 * @param takes folders whose projects are a part of this one, such as a page that is compiled into it
 */
public record Project(
        Service service,
        String databaseUrl,
        String cacheDriver,
        List<String> notes,
        Blueprint blueprint,
        List<Project> others,
        List<String> takes) {
    /**
     * How the service becomes an image. It keeps what its stack found (manifest, packages, entry, tables), so that nothing is
     * looked up twice.
     */
    @FunctionalInterface
    public interface Blueprint {
        /**
         * The plan.
         *
         * @param service as it was wired, with the port and the variables that settings gave it
         * @param peers all services of the application, for a build that bakes in what leads to another one
         */
        BuildPlan plan(Service service, List<Service> peers);
    }

    public Project {
        notes = List.copyOf(notes);
        others = List.copyOf(others);
        takes = List.copyOf(takes);
    }

    /** One that is alone. */
    public Project(
            Service service,
            String databaseUrl,
            String cacheDriver,
            List<String> notes,
            Blueprint blueprint,
            List<Project> others) {
        this(service, databaseUrl, cacheDriver, notes, blueprint, others, List.of());
    }

    /** The same with the projects of these folders in it. */
    public Project taking(List<String> folders) {
        return new Project(service, databaseUrl, cacheDriver, notes, blueprint, others, folders);
    }

    /**
     * A store that the program has a library for.
     *
     * @param store its id
     * @param form of the URL that the library takes
     * @param library with its place; empty where its stack does not tell
     */
    public record Use(String store, String form, String library) {}

    /** The stores that the program has libraries for, its database first. */
    public List<Use> uses() {
        List<Use> uses = new ArrayList<>();
        if (!databaseUrl.isEmpty()) {
            uses.add(new Use(Stores.ofUrl(databaseUrl).id(), databaseUrl, ""));
        }
        if (!cacheDriver.isEmpty()) {
            uses.add(new Use(Redis.ID, Redis.URL_FORM, cacheDriver));
        }
        return uses;
    }

    /** One with a single way. */
    public Project(Service service, String databaseUrl, String cacheDriver, List<String> notes, Blueprint blueprint) {
        this(service, databaseUrl, cacheDriver, notes, blueprint, List.of());
    }

    /** The same with further ways. */
    public Project or(List<Project> further) {
        return new Project(service, databaseUrl, cacheDriver, notes, blueprint, further, takes);
    }

    /** Its way of this number, 0 for its own; the last one where there are fewer. It keeps its name, and knows of the others. */
    public Project way(int number) {
        return number == 0 || others.isEmpty()
                ? this
                : others.get(Math.min(number, others.size()) - 1)
                        .named(service.name())
                        .or(others);
    }

    /** How many ways there are. */
    public int ways() {
        return 1 + others.size();
    }

    /** The same program as another service: renamed, wired, or started by another command. */
    public Project with(Service changed) {
        return new Project(changed, databaseUrl, cacheDriver, notes, blueprint, others, takes);
    }

    public Project named(String name) {
        return with(service.named(name));
    }

    /** How the service becomes an image. @param peers all services of the application */
    public BuildPlan plan(List<Service> peers) {
        BuildPlan plan = blueprint.plan(service, peers);
        return service.command().isEmpty() ? plan : plan.startedBy(service.command());
    }
}
