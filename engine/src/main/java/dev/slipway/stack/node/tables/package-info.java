/** Libraries that keep the tables of a database, and which database that is. */
@NullMarked
package dev.slipway.stack.node.tables;

import org.jspecify.annotations.NullMarked;
