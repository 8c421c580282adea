/**
 * Kafka as a part: one process that is broker and controller (KRaft), its log on disk, the topics
 * of the suite created at start.
 */
@NullMarked
package org.radbridge.devstack.kafka;

import org.jspecify.annotations.NullMarked;
