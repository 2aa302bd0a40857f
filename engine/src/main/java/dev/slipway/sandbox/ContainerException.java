package dev.slipway.sandbox;

import java.util.List;

/** A container failed. */
public abstract sealed class ContainerException extends Exception {
    private static final long serialVersionUID = 1L;

    /** How far a program came. */
    public enum Stage {
        /** Its migration failed. */
        MIGRATE,
        /** It ended before it served. */
        START,
        /** It runs but does not serve as expected. */
        SERVE
    }

    private ContainerException(String why) {
        super(why);
    }

    public String why() {
        return String.valueOf(getMessage());
    }

    /** The program is at fault. */
    public static final class ProgramException extends ContainerException {
        private static final long serialVersionUID = 1L;

        private final Stage stage;
        private final transient List<String> log;

        /** @param log last lines of the container */
        public ProgramException(Stage stage, String why, List<String> log) {
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

    /** This machine cannot run containers, whatever image it is. */
    public static final class NoRuntimeException extends ContainerException {
        private static final long serialVersionUID = 1L;

        public NoRuntimeException(String why) {
            super(why);
        }
    }
}
