/** Signatures and attestations of images, in the forms that cosign reads (https://github.com/sigstore/cosign/tree/main/specs). */
@NullMarked
package dev.slipway.seal;

import org.jspecify.annotations.NullMarked;
