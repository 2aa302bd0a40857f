package dev.slipway.stack;

import dev.slipway.application.BuildPlan;
import dev.slipway.application.EnvVar;
import dev.slipway.application.Service;
import dev.slipway.inventory.Tree;
import dev.slipway.store.StoreUse;
import java.util.List;
import java.util.Optional;

/** A stack that finds at most one program in a folder. It reads the folder again to plan its image. */
public interface FolderStack extends Stack {
    /** The service in this folder, if this stack recognises it. */
    Optional<Candidate> detect(Tree tree, String dir);

    /** The plan of the service's image. @param all the application's services */
    BuildPlan plan(Tree tree, Service service, List<Service> all);

    @Override
    default List<Project> projects(Tree tree, String dir) {
        return detect(tree, dir).map(found -> project(tree, found)).stream().toList();
    }

    default Project project(Tree tree, Candidate found) {
        return new Project(
                found.service(),
                found.databaseUrl(),
                found.stores(),
                found.notes(),
                (service, peers) -> plan(tree, service, peers));
    }

    /**
     * A service as its own folder describes it; see {@link Project}.
     *
     * @param databaseUrl a template as in {@link EnvVar#value}
     */
    record Candidate(Service service, String databaseUrl, List<StoreUse> stores, List<String> notes) {
        public Candidate {
            stores = List.copyOf(stores);
            notes = List.copyOf(notes);
        }
    }
}
