/** Where a build's commands run: in a file system of Debian's packages, unprivileged, without network unless they fetch. */
@NullMarked
package dev.slipway.room;

import org.jspecify.annotations.NullMarked;
