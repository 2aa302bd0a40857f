/** Ruby: Rails, Sinatra and other applications of Rack, with their workers. */
@NullMarked
package dev.slipway.stack.ruby;

import org.jspecify.annotations.NullMarked;
