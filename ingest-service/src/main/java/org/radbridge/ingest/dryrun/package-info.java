/**
 * Routing rules tried out: why a study went where it went, and what other rules would make of the
 * studies in the archive. Nothing is changed here.
 */
@NullMarked
package org.radbridge.ingest.dryrun;

import org.jspecify.annotations.NullMarked;
