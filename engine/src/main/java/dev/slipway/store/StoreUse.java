package dev.slipway.store;

/**
 * A store for which a program has a library.
 *
 * @param store its id
 * @param form of the URL that the library takes
 * @param library with its place; empty if the stack does not give one
 */
public record StoreUse(String store, String form, String library) {}
