/** The pipeline of phases, its ledger and its plan. */
@NullMarked
package dev.slipway.run;

import org.jspecify.annotations.NullMarked;
