/** Escalations over REST: who was alerted, when, and who took responsibility. */
@NullMarked
package org.radbridge.escalation.api;

import org.jspecify.annotations.NullMarked;
