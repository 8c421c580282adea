/** Escalations, their changes and their deliveries in PostgreSQL. */
@NullMarked
package org.radbridge.escalation.store;

import org.jspecify.annotations.NullMarked;
