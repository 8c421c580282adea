/**
 * The DIMSE door: C-ECHO and C-STORE for the callers that the site knows. Who comes in, who is sent
 * away and whose studies were received is audited.
 */
@NullMarked
package org.radbridge.ingest.cstore;

import org.jspecify.annotations.NullMarked;
