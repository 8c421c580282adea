/**
 * Copies of studies for research, de-identified on the way out: nothing de-identified is stored,
 * and the same project gets the same copy whenever it asks.
 */
@NullMarked
package org.radbridge.ingest.research;

import org.jspecify.annotations.NullMarked;
