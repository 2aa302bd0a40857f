package dev.slipway.todo.agent;

/** The model did not come to an answer within its budget. */
public final class ModelFailed extends Exception {
    ModelFailed(String why) {
        super(why, null, false, false);
    }
}
