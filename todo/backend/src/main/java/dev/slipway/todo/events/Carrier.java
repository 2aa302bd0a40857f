package dev.slipway.todo.events;

import dev.slipway.todo.tasks.History;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Another system to which events are carried. */
interface Carrier extends AutoCloseable {
    /**
     * Returns when the other system has all of them for good. Events of one task arrive there in their order.
     *
     * @throws ExecutionException if it has not, or not for sure: they will be carried again
     */
    void carry(List<History.Told> events) throws ExecutionException, InterruptedException;

    @Override
    void close();
}
