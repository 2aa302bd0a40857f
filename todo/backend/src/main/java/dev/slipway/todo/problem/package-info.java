/** What a caller is told when something is wrong: RFC 9457 problem documents. */
@NullMarked
package dev.slipway.todo.problem;

import org.jspecify.annotations.NullMarked;
