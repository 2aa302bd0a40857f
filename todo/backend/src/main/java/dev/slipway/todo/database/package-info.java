/** Where the data is: the address, the migrations, the connections. */
@NullMarked
package dev.slipway.todo.database;

import org.jspecify.annotations.NullMarked;
