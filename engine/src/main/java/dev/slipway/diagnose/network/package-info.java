/** What keeps requests from a pod. */
@NullMarked
package dev.slipway.diagnose.network;

import org.jspecify.annotations.NullMarked;
