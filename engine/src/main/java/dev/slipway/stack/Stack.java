package dev.slipway.stack;

import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.Optional;

/** Everything that Slipway knows of one language or framework. A stack is pure: it reads files and runs nothing. */
public interface Stack {
    /** The name in {@code slipway.yaml} and in reports. */
    String id();

    /** The programs in this folder that this stack recognises, usually one or none. */
    List<Project> projects(Tree tree, String dir);

    /**
     * The text of a file in this stack's language with blanks in place of comments, so that a pattern finds code alone.
     * Every offset stays. Empty if the file is in another language.
     */
    default Optional<String> code(Tree tree, String file) {
        return Optional.empty();
    }

    /**
     * The program without a port that a command starts, such as a worker for a queue or a schedule; empty if it is none
     * of this stack's.
     *
     * @param dir folder in which it starts
     * @param words the command without a shell around it
     */
    default Optional<Worker> worker(Tree tree, String dir, List<String> words) {
        return Optional.empty();
    }
}
