/** What is known of a built image: its packages, their fixes, secrets in it, and the checks of gate G2 on all that. */
@NullMarked
package dev.slipway.facts;

import org.jspecify.annotations.NullMarked;
