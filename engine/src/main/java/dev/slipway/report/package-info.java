/** Tells what a run did: a page for people, JSON, JUnit and SARIF for machines. */
@NullMarked
package dev.slipway.report;

import org.jspecify.annotations.NullMarked;
