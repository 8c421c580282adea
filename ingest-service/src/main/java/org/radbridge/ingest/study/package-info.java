/**
 * The life of a study: open while instances come, closed on evidence that it is complete, open
 * again when a late instance comes. Deadlines are rows in the database, so that they outlive the
 * process and several replicas share the work.
 */
@NullMarked
package org.radbridge.ingest.study;

import org.jspecify.annotations.NullMarked;
