/** Tests of the ingest service as a whole, against real PostgreSQL and Kafka. */
@NullMarked
package org.radbridge.ingest;

import org.jspecify.annotations.NullMarked;
