/** What keeps a container from its first start: images, configuration, commands, mounts. */
@NullMarked
package dev.slipway.diagnose.start;

import org.jspecify.annotations.NullMarked;
