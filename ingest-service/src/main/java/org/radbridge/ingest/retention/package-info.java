/**
 * How long studies are kept, and how they go: retention by rule, legal hold, and deletion, which
 * removes every row and shreds every key in one transaction, removes the bytes after it, and leaves
 * a proof without patient data.
 */
@NullMarked
package org.radbridge.ingest.retention;

import org.jspecify.annotations.NullMarked;
