/**
 * Reads every object again, slowly and for ever, so that bit rot and missing bytes are found while
 * a backup still has them.
 */
@NullMarked
package org.radbridge.ingest.scrub;

import org.jspecify.annotations.NullMarked;
