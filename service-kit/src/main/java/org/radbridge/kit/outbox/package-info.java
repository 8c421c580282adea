/**
 * Events leave the service through a table that is written in the same transaction as the change
 * they tell of; a relay publishes them to Kafka, in order, at least once.
 */
@NullMarked
package org.radbridge.kit.outbox;

import org.jspecify.annotations.NullMarked;
