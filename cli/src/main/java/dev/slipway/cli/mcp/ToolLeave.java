package dev.slipway.cli.mcp;

/**
 * How far the person who started the server lets its clients go.
 *
 * @param readOnly whether nothing may be changed
 * @param yes whether a plan is made without a question, but for one that does harm
 * @param capital whether also one that does harm is
 */
record ToolLeave(boolean readOnly, boolean yes, boolean capital) {}
