/** What is wrong with the cluster itself, or with what an application may do in it. */
@NullMarked
package dev.slipway.diagnose.platform;

import org.jspecify.annotations.NullMarked;
