/** Reports of a run: a page for people, and JSON, JUnit and SARIF for programs. */
@NullMarked
package dev.slipway.report;

import org.jspecify.annotations.NullMarked;
