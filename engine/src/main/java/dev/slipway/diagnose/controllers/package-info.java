/** What keeps a workload's controller from making or renewing its pods. */
@NullMarked
package dev.slipway.diagnose.controllers;

import org.jspecify.annotations.NullMarked;
