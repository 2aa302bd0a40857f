/** What Slipway knows of pages of plain files. */
@NullMarked
package dev.slipway.stack.page;

import org.jspecify.annotations.NullMarked;
