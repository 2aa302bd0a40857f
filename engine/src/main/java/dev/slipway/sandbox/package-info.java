/** Containers of images under a real OCI runtime, in namespaces of their own: the runtime, its mounts, its probes. */
@NullMarked
package dev.slipway.sandbox;

import org.jspecify.annotations.NullMarked;
