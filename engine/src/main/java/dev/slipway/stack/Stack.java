package dev.slipway.stack;

import dev.slipway.inventory.Tree;
import java.util.List;
import java.util.Optional;

/** What Slipway knows of one language or framework: how to recognise it. Pure: reads files, runs nothing. */
public interface Stack {
    /** The name in {@code slipway.yaml} and in reports. */
    String id();

    /** The programs in this folder that this stack knows, mostly one or none. */
    List<Project> projects(Tree tree, String dir);

    /**
     * The text of a file of this stack's language with blanks in place of comments, so that a pattern finds code alone; every
     * offset is where it was. Empty where the file is of another language.
     */
    default Optional<String> code(Tree tree, String file) {
        return Optional.empty();
    }

    /**
     * The program without a port that a command starts, as one that works off a queue or a schedule does; empty where it is none
     * of this stack's.
     *
     * @param dir folder in which it starts
     * @param words the command without a shell around it
     */
    default Optional<Worker> worker(Tree tree, String dir, List<String> words) {
        return Optional.empty();
    }
}
