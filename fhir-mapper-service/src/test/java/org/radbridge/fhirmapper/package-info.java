/** The mapper as a whole, between real PostgreSQL, real Kafka, an archive and a real PACS. */
@NullMarked
package org.radbridge.fhirmapper;

import org.jspecify.annotations.NullMarked;
