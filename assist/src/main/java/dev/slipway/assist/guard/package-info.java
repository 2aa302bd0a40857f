/** What stands between this machine and a model: secrets are taken out, and text of others is marked as such. */
@NullMarked
package dev.slipway.assist.guard;

import org.jspecify.annotations.NullMarked;
