/** Installs a chart on a cluster and follows the rollout. */
@NullMarked
package dev.slipway.deploy;

import org.jspecify.annotations.NullMarked;
