package dev.slipway.todo.agent;

/** Something said earlier in the conversation. */
public record Said(boolean byPerson, String text) {}
