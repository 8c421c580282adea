/** Keeping and deleting studies. */
@NullMarked
package org.radbridge.ingest.retention;

import org.jspecify.annotations.NullMarked;
