package dev.slipway.assist;

/**
 * An assistant or language model and how it stands on this machine.
 *
 * @param id short name: {@code gordon}, {@code kubectl-ai}, {@code kagent}, {@code openai}, {@code ollama}, ...
 * @param version what it says of itself; empty where it says nothing
 * @param detail what was seen, for people
 * @param fallback what does its work without it
 * @param fix how to make it ready; empty where it is
 */
public record Assistant(
        String id, String name, State state, String version, String detail, String fallback, String fix) {
    /** Nothing is asked of an assistant that is not {@code READY}. */
    public enum State {
        /** It answered, and has what it needs. */
        READY,
        /** It is there, but lacks something: a model, a server, a valid key. */
        INCOMPLETE,
        MISSING
    }
}
