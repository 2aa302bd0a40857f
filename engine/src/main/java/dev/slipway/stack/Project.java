package dev.slipway.stack;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.Service;
import dev.slipway.store.StoreUse;
import dev.slipway.store.Stores;
import java.util.ArrayList;
import java.util.List;

/**
 * One program of a source tree: its service, and the plan of its image.
 *
 * @param service as its own folder describes it: variables that lead elsewhere are still {@code LITERAL} with the
 * default of the code, until {@code dev.slipway.wiring} joins it to the others
 * @param databaseUrl the form of the URL that its database driver takes, a template as in {@link
 * dev.slipway.application.EnvVar#value}; empty if it uses no database
 * @param stores other stores for which it has a library
 * @param notes for a person
 * @param blueprint plans its image from what the stack found
 * @param others further ways to build and start the same program that its source suggests, the most probable first:
 * each is tried if the one before does not serve
 * @param takes folders whose projects are a part of this one, such as a page that is compiled into it
 */
public record Project(
        Service service,
        String databaseUrl,
        List<StoreUse> stores,
        List<String> notes,
        Blueprint blueprint,
        List<Project> others,
        List<String> takes) {
    /**
     * Plans the image of a service. It keeps what its stack found (manifest, packages, entry, tables), so that nothing
     * is looked up twice.
     */
    @FunctionalInterface
    public interface Blueprint {
        /**
         * Plans the image.
         *
         * @param service as it was wired, with the port and the variables from settings
         * @param peers all services of the application, for a build that contains addresses of other services
         */
        BuildPlan plan(Service service, List<Service> peers);
    }

    public Project {
        stores = List.copyOf(stores);
        notes = List.copyOf(notes);
        others = List.copyOf(others);
        takes = List.copyOf(takes);
    }

    /** A project with one way, which takes no other folder's project. */
    public Project(
            Service service,
            String databaseUrl,
            List<StoreUse> stores,
            List<String> notes,
            Blueprint blueprint,
            List<Project> others) {
        this(service, databaseUrl, stores, notes, blueprint, others, List.of());
    }

    /** The same project, taking in the projects of these folders. */
    public Project taking(List<String> folders) {
        return new Project(service, databaseUrl, stores, notes, blueprint, others, folders);
    }

    /** The stores for which the program has libraries, its database first. */
    public List<StoreUse> uses() {
        List<StoreUse> uses = new ArrayList<>();
        if (!databaseUrl.isEmpty()) {
            uses.add(new StoreUse(Stores.ofUrl(databaseUrl).id(), databaseUrl, ""));
        }
        uses.addAll(stores);
        return uses;
    }

    /** A project with one way. */
    public Project(
            Service service, String databaseUrl, List<StoreUse> stores, List<String> notes, Blueprint blueprint) {
        this(service, databaseUrl, stores, notes, blueprint, List.of());
    }

    /** The same project with further ways. */
    public Project or(List<Project> further) {
        return new Project(service, databaseUrl, stores, notes, blueprint, further, takes);
    }

    /** Its way of this number, 0 for its own; the last one where there are fewer. It keeps its name, and knows of the others. */
    public Project way(int number) {
        return number == 0 || others.isEmpty()
                ? this
                : others.get(Math.min(number, others.size()) - 1)
                        .named(service.name())
                        .or(others);
    }

    /** The number of ways. */
    public int ways() {
        return 1 + others.size();
    }

    /** The same program as another service: renamed, wired, or with another start command. */
    public Project with(Service changed) {
        return new Project(changed, databaseUrl, stores, notes, blueprint, others, takes);
    }

    public Project named(String name) {
        return with(service.named(name));
    }

    /** The plan of the service's image. @param peers all services of the application */
    public BuildPlan plan(List<Service> peers) {
        BuildPlan plan = blueprint.plan(service, peers);
        return service.command().isEmpty() ? plan : plan.startedBy(service.command());
    }
}
