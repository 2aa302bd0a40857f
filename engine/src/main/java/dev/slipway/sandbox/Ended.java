package dev.slipway.sandbox;

import java.util.List;

/** A container did not do what was wanted of it. */
public abstract sealed class Ended extends Exception {
    private static final long serialVersionUID = 1L;

    /** How far a program came. */
    public enum Stage {
        /** Its migration failed. */
        MIGRATE,
        /** It ended before it served. */
        START,
        /** It runs, but does not serve as it was taken to. */
        SERVE
    }

    private Ended(String why) {
        super(why);
    }

    public String why() {
        return String.valueOf(getMessage());
    }

    /** The program is at fault. */
    public static final class Failed extends Ended {
        private static final long serialVersionUID = 1L;

        private final Stage stage;
        private final transient List<String> log;

        /** @param log last lines of the container */
        public Failed(Stage stage, String why, List<String> log) {
            super(why);
            this.stage = stage;
            this.log = List.copyOf(log);
        }

        public Stage stage() {
            return stage;
        }

        public List<String> log() {
            return log;
        }
    }

    /** This machine cannot run containers, whatever is in the image. */
    public static final class Impossible extends Ended {
        private static final long serialVersionUID = 1L;

        public Impossible(String why) {
            super(why);
        }
    }
}
