/** The service as a whole: its arrows, and its way through real PostgreSQL and Kafka. */
@NullMarked
package org.radbridge.escalation;

import org.jspecify.annotations.NullMarked;
