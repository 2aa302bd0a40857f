package dev.slipway.todo.trace;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** What is recorded of requests. */
interface Spans {
    /** @param caller the place from which the request came, where it says so */
    Ongoing begin(Optional<Traceparent> caller, String method, String path);

    /** Tells what is not told yet. */
    void close();

    /** One request from its first byte to the last of its answer. */
    interface Ongoing {
        Traceparent place();

        void statement(String sql, Instant from, Instant to);

        /** @param status of HTTP */
        void end(int status);
    }

    /** Places for the logs, and nothing else. */
    Spans UNTOLD = new Spans() {
        @Override
        public Ongoing begin(Optional<Traceparent> caller, String method, String path) {
            Traceparent place = caller.map(from -> from.below(ThreadLocalRandom.current()))
                    .orElseGet(() -> Traceparent.begin(ThreadLocalRandom.current()));
            return new Ongoing() {
                @Override
                public Traceparent place() {
                    return place;
                }

                @Override
                public void statement(String sql, Instant from, Instant to) {}

                @Override
                public void end(int status) {}
            };
        }

        @Override
        public void close() {}
    };
}
