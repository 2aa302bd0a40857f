/** Published vulnerabilities of libraries, as OSV describes them (https://ossf.github.io/osv-schema/). */
@NullMarked
package dev.slipway.osv;

import org.jspecify.annotations.NullMarked;
