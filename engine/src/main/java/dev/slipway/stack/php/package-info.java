/** PHP: Laravel, Symfony, Slim, and files that Apache serves. */
@NullMarked
package dev.slipway.stack.php;

import org.jspecify.annotations.NullMarked;
