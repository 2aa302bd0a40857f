/** What a cluster shows at one moment: objects, events and logs, and how they are read. */
@NullMarked
package dev.slipway.diagnose.evidence;

import org.jspecify.annotations.NullMarked;
