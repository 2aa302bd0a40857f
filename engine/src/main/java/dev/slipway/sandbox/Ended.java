package dev.slipway.sandbox;

import java.util.List;

/** A container did not do what was wanted of it. */
public abstract sealed class Ended extends Exception {
    private static final long serialVersionUID = 1L;

    private Ended(String why) {
        super(why);
    }

    public String why() {
        return String.valueOf(getMessage());
    }

    /** The program is at fault. */
    public static final class Failed extends Ended {
        private static final long serialVersionUID = 1L;

        private final transient List<String> log;

        /** @param log last lines of the container */
        public Failed(String why, List<String> log) {
            super(why);
            this.log = List.copyOf(log);
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
