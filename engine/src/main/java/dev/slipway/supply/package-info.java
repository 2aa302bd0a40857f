/** How the images of a release get to where a cluster's nodes find them: into the nodes, or by a registry. */
@NullMarked
package dev.slipway.supply;

import org.jspecify.annotations.NullMarked;
