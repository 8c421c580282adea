/**
 * Relevant prior studies: of the same patient, body region and kind of image, some years back. They
 * are looked for in this archive's own index and in other archives, and fetched to compare with;
 * what is fetched is never analysed by itself.
 */
@NullMarked
package org.radbridge.ingest.priors;

import org.jspecify.annotations.NullMarked;
