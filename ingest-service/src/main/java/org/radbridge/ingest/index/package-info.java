/**
 * The index of what is stored: patients, studies, series and instances in PostgreSQL. Instances
 * that arrive at the same time are written together; nothing in the write path reads, changes and
 * writes back a row that all instances of a study share.
 */
@NullMarked
package org.radbridge.ingest.index;

import org.jspecify.annotations.NullMarked;
