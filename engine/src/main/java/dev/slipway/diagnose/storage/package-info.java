/** What keeps data from a pod. */
@NullMarked
package dev.slipway.diagnose.storage;

import org.jspecify.annotations.NullMarked;
