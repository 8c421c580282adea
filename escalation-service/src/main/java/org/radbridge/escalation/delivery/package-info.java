/**
 * Alerts a rung and climbs to the next: two pieces of durable work per rung, the delivery that is
 * tried until accepted and the timer that waits for the acknowledgement.
 */
@NullMarked
package org.radbridge.escalation.delivery;

import org.jspecify.annotations.NullMarked;
