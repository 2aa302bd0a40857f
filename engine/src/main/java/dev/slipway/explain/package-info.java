/** What each failure ID means, for {@code slipway explain} and the troubleshooting page. */
@NullMarked
package dev.slipway.explain;

import org.jspecify.annotations.NullMarked;
