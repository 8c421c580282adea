/**
 * QIDO-RS (PS3.18 section 10.6). A search becomes one SQL statement with the caller's scope inside;
 * keys that have a column are matched by an index, all others in the stored metadata.
 */
@NullMarked
package org.radbridge.ingest.qido;

import org.jspecify.annotations.NullMarked;
