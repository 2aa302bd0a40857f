/** What is tried on a release: scenarios and load, read from a playbook or made from OpenAPI or the page. */
@NullMarked
package dev.slipway.validate.scenario;

import org.jspecify.annotations.NullMarked;
