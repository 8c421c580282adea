/** What the access policy means for the rows of this service. */
@NullMarked
package org.radbridge.ingest.access;

import org.jspecify.annotations.NullMarked;
