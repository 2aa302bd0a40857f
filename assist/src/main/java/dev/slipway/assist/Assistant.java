package dev.slipway.assist;

/**
 * An assistant or language model, and its state on this machine.
 *
 * @param id short name: {@code gordon}, {@code kubectl-ai}, {@code kagent}, {@code openai}, {@code ollama}, ...
 * @param version that it reports; empty if it reports none
 * @param detail what was seen, for people
 * @param fallback what does its work without it
 * @param fix how to make it ready; empty if it is ready
 */
public record Assistant(
        String id, String name, State state, String version, String detail, String fallback, String fix) {
    /** Only a {@code READY} assistant is asked for anything. */
    public enum State {
        /** It answered, and has what it needs. */
        READY,
        /** It is there, but lacks something: a model, a server, a valid key. */
        INCOMPLETE,
        MISSING
    }
}
